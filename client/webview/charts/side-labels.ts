import type { Chart, Plugin } from 'chart.js';
import type { Theme } from '../theme/theme.js';
import { haloText } from './halo-text.js';

/** Two lines of text to the right of the last category, at the height of a value. */
export interface SideLabel {
  value: number;
  title: string;
  detail: string;
}

const LEADER = 22;
const GAP = 6;

/** Names of the parts of a picture, written beside them instead of a legend; labels that would overlap move apart. */
export function sideLabels(labels: readonly SideLabel[], theme: Theme, startOf: (chart: Chart) => number): Plugin {
  const line = theme.fontSize * 1.3;
  return {
    id: 'sideLabels',
    afterDatasetsDraw(chart) {
      const { ctx, chartArea, scales } = chart;
      const left = startOf(chart);
      const wanted = labels.map((label) => scales.y.getPixelForValue(label.value));
      const placed = spreadOut(wanted, 2 * line + GAP, chartArea.top + line, chartArea.bottom - line);
      ctx.save();
      ctx.textAlign = 'left';
      ctx.textBaseline = 'middle';
      labels.forEach((label, i) => {
        ctx.strokeStyle = theme.axis;
        ctx.lineWidth = 1;
        ctx.beginPath();
        ctx.moveTo(left, wanted[i]);
        ctx.lineTo(left + LEADER, placed[i]);
        ctx.stroke();
        const x = left + LEADER + GAP;
        ctx.font = `600 ${theme.fontSize}px ${theme.font}`;
        haloText(ctx, label.title, x, placed[i] - line / 2, theme.foreground, theme);
        ctx.font = `${theme.fontSize}px ${theme.font}`;
        haloText(ctx, label.detail, x, placed[i] + line / 2, theme.muted, theme);
      });
      ctx.restore();
    },
  };
}

/**
 * Positions as close to the wanted ones as keeps them `distance` apart and between `from` and `to`.
 *
 * @param wanted in any order; the result has the same order
 */
export function spreadOut(wanted: readonly number[], distance: number, from: number, to: number): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b]);
  const placed = [...wanted];
  let least = from;
  for (const i of order) {
    placed[i] = Math.max(placed[i], least);
    least = placed[i] + distance;
  }
  let most = to;
  for (const i of order.reverse()) {
    placed[i] = Math.min(placed[i], most);
    most = placed[i] - distance;
  }
  return placed;
}
