import type { Plugin } from 'chart.js';

/** Short ticks at the foot of the plot at each of `times`, the switches of the primary. */
export function switchMarks(times: readonly number[], colour: string): Plugin {
  return {
    id: 'switchMarks',
    afterDatasetsDraw(chart) {
      const { ctx, chartArea, scales } = chart;
      ctx.save();
      ctx.strokeStyle = colour;
      ctx.lineWidth = 1;
      ctx.beginPath();
      for (const time of times) {
        const x = Math.round(scales.x.getPixelForValue(time)) + 0.5;
        if (x < chartArea.left || x > chartArea.right) continue;
        ctx.moveTo(x, chartArea.bottom);
        ctx.lineTo(x, chartArea.bottom - 8);
      }
      ctx.stroke();
      ctx.restore();
    },
  };
}
