import type { Plugin } from 'chart.js';
import type { Theme } from '../theme/theme.js';
import { haloText } from './halo-text.js';

/** Lines from the axis at `share` to the curve, and down to the axis at `value`: where the curve reaches that share. */
export interface ReferenceLine {
  share: number;
  value: number;
  label: string;
}

/** Lines for a rising curve. The space to the right of and below each point stays free for its label. */
export function referenceLines(lines: readonly ReferenceLine[], theme: Theme): Plugin {
  return {
    id: 'referenceLines',
    beforeDatasetsDraw(chart) {
      const { ctx, chartArea, scales } = chart;
      ctx.save();
      ctx.strokeStyle = theme.axis;
      ctx.lineWidth = 1;
      ctx.setLineDash([3, 3]);
      ctx.beginPath();
      for (const line of lines) {
        const x = Math.min(scales.x.getPixelForValue(line.value), chartArea.right);
        const y = scales.y.getPixelForValue(line.share);
        ctx.moveTo(chartArea.left, y);
        ctx.lineTo(x, y);
        ctx.lineTo(x, chartArea.bottom);
      }
      ctx.stroke();
      ctx.restore();
    },
    afterDatasetsDraw(chart) {
      const { ctx, chartArea, scales } = chart;
      ctx.save();
      ctx.font = `${theme.fontSize}px ${theme.font}`;
      ctx.textBaseline = 'top';
      for (const line of lines) {
        const x = scales.x.getPixelForValue(line.value);
        const y = scales.y.getPixelForValue(line.share) + 8;
        const fits = x + 8 + ctx.measureText(line.label).width < chartArea.right;
        ctx.textAlign = fits ? 'left' : 'right';
        haloText(ctx, line.label, fits ? x + 8 : Math.min(x, chartArea.right) - 8, y, theme.foreground, theme);
      }
      ctx.restore();
    },
  };
}
