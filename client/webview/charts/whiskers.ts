import type { Plugin } from 'chart.js';

/** A whisker over the bar at place `category`: from `low` to `high`, `offset` px beside the bar's middle. */
export interface Whisker {
  category: number;
  low: number;
  high: number;
  offset: number;
}

const CAP = 4;

export function whiskers(marks: readonly Whisker[], colour: string): Plugin {
  return {
    id: 'whiskers',
    afterDatasetsDraw(chart) {
      const { ctx, scales } = chart;
      ctx.save();
      ctx.strokeStyle = colour;
      ctx.lineWidth = 1.25;
      ctx.beginPath();
      for (const mark of marks) {
        const x = scales.x.getPixelForValue(mark.category) + mark.offset;
        const low = scales.y.getPixelForValue(mark.low);
        const high = scales.y.getPixelForValue(mark.high);
        ctx.moveTo(x - CAP, low);
        ctx.lineTo(x + CAP, low);
        ctx.moveTo(x, low);
        ctx.lineTo(x, high);
        ctx.moveTo(x - CAP, high);
        ctx.lineTo(x + CAP, high);
      }
      ctx.stroke();
      ctx.restore();
    },
  };
}
