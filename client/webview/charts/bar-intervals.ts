import type { Chart, Plugin } from 'chart.js';
import type { Theme } from '../theme/theme.js';
import { haloText } from './halo-text.js';

/** The marks of a horizontal bar: its interval, if any, and a text after both. */
export interface BarMark {
  low: number | null;
  high: number | null;
  text: string;
}

const CAP = 4;
const GAP = 8;

/**
 * Draws an interval on each bar of a chart of horizontal bars and writes its figures after it: `marks[dataset][index]`.
 */
export function barIntervals(marks: readonly (readonly BarMark[])[], theme: Theme): Plugin {
  return {
    id: 'barIntervals',
    afterDatasetsDraw(chart) {
      const { ctx, chartArea } = chart;
      ctx.save();
      ctx.beginPath();
      ctx.rect(chartArea.left, chartArea.top, chart.width - chartArea.left, chartArea.height);
      ctx.clip();
      for (const [colour, width] of [
        [theme.background, 3.5],
        [theme.foreground, 1.25],
      ] as const) {
        ctx.strokeStyle = colour;
        ctx.lineWidth = width;
        ctx.beginPath();
        each(chart, marks, (mark, bar) => trace(chart, mark, bar.y));
        ctx.stroke();
      }
      ctx.font = `${theme.fontSize}px ${theme.font}`;
      ctx.textAlign = 'left';
      ctx.textBaseline = 'middle';
      each(chart, marks, ({ text, high }, bar) => {
        const end = Math.max(bar.x, high === null ? 0 : chart.scales.x.getPixelForValue(high));
        haloText(ctx, text, Math.min(end, chartArea.right) + GAP, bar.y, theme.foreground, theme);
      });
      ctx.restore();
    },
  };
}

function each(
  chart: Chart,
  marks: readonly (readonly BarMark[])[],
  draw: (mark: BarMark, bar: { x: number; y: number }) => void,
): void {
  marks.forEach((row, dataset) => {
    const bars = chart.getDatasetMeta(dataset).data;
    row.forEach((mark, index) => {
      if (bars[index]) draw(mark, bars[index]);
    });
  });
}

function trace({ ctx, scales, chartArea }: Chart, { low, high }: BarMark, y: number): void {
  if (low === null || high === null) return;
  const from = Math.max(chartArea.left, scales.x.getPixelForValue(low));
  const to = scales.x.getPixelForValue(high);
  ctx.moveTo(from, y);
  ctx.lineTo(to, y);
  ctx.moveTo(to, y - CAP);
  ctx.lineTo(to, y + CAP);
  // An interval that reaches below zero extends beyond the axis: its end is not drawn.
  if (low >= scales.x.min) {
    ctx.moveTo(from, y - CAP);
    ctx.lineTo(from, y + CAP);
  }
}
