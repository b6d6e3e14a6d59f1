import type { Plugin } from 'chart.js';
import type { Theme } from '../theme.js';

/** From the axis at `share` to the curve, and down to the axis at `value`: where the curve reaches that share. */
export interface ReferenceLine {
  share: number;
  value: number;
  label: string;
}

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
        const x = scales.x.getPixelForValue(line.value);
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
      ctx.fillStyle = theme.muted;
      ctx.font = `${theme.fontSize}px ${theme.font}`;
      ctx.textBaseline = 'bottom';
      for (const line of lines) {
        const x = scales.x.getPixelForValue(line.value);
        const fits = x + 6 + ctx.measureText(line.label).width < chartArea.right;
        ctx.textAlign = fits ? 'left' : 'right';
        ctx.fillText(line.label, fits ? x + 6 : x - 6, chartArea.bottom - 4 - (fits ? 0 : theme.fontSize * 1.4));
      }
      ctx.restore();
    },
  };
}
