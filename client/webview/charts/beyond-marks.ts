import type { Plugin } from 'chart.js';
import type { Theme } from '../theme/theme.js';

/** The part of an item of a chart beyond the top of its axis. */
export interface BeyondMark {
  dataset: number;
  index: number;
  lines: readonly string[];
}

/**
 * Writes at the top edge how many values lie beyond the axis: a few far values must neither flatten all others nor be
 * hidden.
 */
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
          const y = top + 11 + i * theme.fontSize * 1.3;
          // A rim alone would leave the outliers visible between the words.
          const width = ctx.measureText(line).width + 6;
          ctx.fillStyle = theme.background;
          ctx.fillRect(item.x - width / 2, y - 1, width, theme.fontSize * 1.3);
          ctx.fillStyle = theme.muted;
          ctx.fillText(line, item.x, y);
        });
      }
      ctx.restore();
    },
  };
}
