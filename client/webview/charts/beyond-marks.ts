import type { Plugin } from 'chart.js';
import type { Theme } from '../theme/theme.js';
import { haloText } from './halo-text.js';

/** What one item of a chart has beyond the top of its axis. */
export interface BeyondMark {
  dataset: number;
  index: number;
  lines: readonly string[];
}

/** Says at the top edge what the axis leaves out: a few far values must not flatten all others, nor go unmentioned. */
export function beyondMarks(marks: readonly BeyondMark[], theme: Theme): Plugin {
  return {
    id: 'beyondMarks',
    afterDatasetsDraw(chart) {
      const { ctx, chartArea } = chart;
      ctx.save();
      ctx.font = `${theme.fontSize}px ${theme.font}`;
      ctx.textAlign = 'center';
      ctx.textBaseline = 'top';
      for (const { dataset, index, lines } of marks) {
        const item = chart.getDatasetMeta(dataset).data[index];
        const top = chartArea.top + 2;
        ctx.fillStyle = theme.foreground;
        ctx.beginPath();
        ctx.moveTo(item.x - 4, top + 7);
        ctx.lineTo(item.x + 4, top + 7);
        ctx.lineTo(item.x, top);
        ctx.fill();
        lines.forEach((line, i) => {
          haloText(ctx, line, item.x, top + 11 + i * theme.fontSize * 1.3, theme.muted, theme);
        });
      }
      ctx.restore();
    },
  };
}
