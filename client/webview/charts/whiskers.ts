import type { Chart, Plugin } from 'chart.js';

/** A whisker at `category` of the horizontal axis: from `low` to `high`, `offset` px beside it. */
export interface Whisker {
  category: number;
  low: number;
  high: number;
  offset: number;
}

const CAP = 4;

/** Whiskers with a rim in the colour of the background, which are visible on any bar; clipped at the axes. */
export function whiskers(marks: readonly Whisker[], colour: string, background: string): Plugin {
  return {
    id: 'whiskers',
    afterDatasetsDraw: (chart) =>
      draw(chart, marks, [
        [background, 3.5],
        [colour, 1.25],
      ]),
  };
}

/** As {@link whiskers}, but behind the data, for marks that are smaller than their whiskers. */
export function whiskersBeneath(marks: readonly Whisker[], colour: string): Plugin {
  return { id: 'whiskersBeneath', beforeDatasetsDraw: (chart) => draw(chart, marks, [[colour, 1.25]]) };
}

function draw(chart: Chart, marks: readonly Whisker[], strokes: readonly [style: string, width: number][]): void {
  const { ctx, chartArea } = chart;
  ctx.save();
  ctx.beginPath();
  ctx.rect(chartArea.left, chartArea.top - CAP, chartArea.width, chartArea.height + 2 * CAP);
  ctx.clip();
  for (const [style, width] of strokes) {
    ctx.strokeStyle = style;
    ctx.lineWidth = width;
    ctx.beginPath();
    for (const mark of marks) trace(chart, mark);
    ctx.stroke();
  }
  ctx.restore();
}

function trace({ ctx, scales }: Chart, mark: Whisker): void {
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
