import type { Plugin } from 'chart.js';

/** A point with an interval along each axis; null where the interval is not known. */
export interface IntervalCross {
  x: number;
  y: number;
  across: [low: number, high: number] | null;
  up: [low: number, high: number] | null;
}

/** Thin lines beneath the points, from end to end of their intervals; parts beyond the axes are cut off. */
export function intervalCrosses(crosses: readonly IntervalCross[], colour: string): Plugin {
  return {
    id: 'intervalCrosses',
    beforeDatasetsDraw({ ctx, chartArea, scales }) {
      ctx.save();
      ctx.beginPath();
      ctx.rect(chartArea.left, chartArea.top, chartArea.width, chartArea.height);
      ctx.clip();
      ctx.strokeStyle = colour;
      ctx.lineWidth = 1;
      ctx.beginPath();
      for (const { x, y, across, up } of crosses) {
        const [left, top] = [scales.x.getPixelForValue(x), scales.y.getPixelForValue(y)];
        if (across) {
          ctx.moveTo(scales.x.getPixelForValue(across[0]), top);
          ctx.lineTo(scales.x.getPixelForValue(across[1]), top);
        }
        if (up) {
          ctx.moveTo(left, scales.y.getPixelForValue(up[0]));
          ctx.lineTo(left, scales.y.getPixelForValue(up[1]));
        }
      }
      ctx.stroke();
      ctx.restore();
    },
  };
}
