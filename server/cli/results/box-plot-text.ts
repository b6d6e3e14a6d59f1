import type { BoxStatistics } from '../../../engine/measurement/box.js';

/** A range of the axis and its width in characters. */
export interface Axis {
  from: number;
  to: number;
  width: number;
}

/** How far the axis may extend beyond the whiskers for outliers, relative to the distance between the whiskers. */
const ROOM_FOR_OUTLIERS = 0.5;

/** An axis that contains the whiskers of every box, and outliers as long as they do not flatten the boxes. */
export function axisFor(boxes: readonly BoxStatistics[], width: number): Axis {
  const drawn = boxes.filter((box) => box.n > 0);
  const low = Math.min(...drawn.map((box) => box.whiskerLow));
  const high = Math.max(...drawn.map((box) => box.whiskerHigh));
  const room = ROOM_FOR_OUTLIERS * (high - low);
  const lowest = Math.min(low, ...drawn.map((box) => box.outliers[0] ?? low));
  const highest = Math.max(high, ...drawn.map((box) => box.outliers[box.outliers.length - 1] ?? high));
  const from = Math.max(lowest, low - room);
  const to = Math.min(highest, high + room);
  if (to > from) return { from, to, width };
  // Equal values are in the middle of an axis of their own size, which does not extend below zero.
  const around = from === 0 ? 0.5 : Math.abs(from) / 10;
  return { from: from - around, to: from + around, width };
}

/**
 * A box plot in one line: `├──╢▒▒┃▒▒▒╟───┤ ∘∘›` has whiskers, the box between the quartiles, the median, outliers, and
 * at the end `›` where there are outliers beyond the axis. `◆` is the mean; at
 * the end of the axis it may lie beyond.
 */
export function boxPlotText(box: BoxStatistics, axis: Axis): string {
  if (box.n === 0) return '';
  const cells = new Array<string>(axis.width).fill(' ');
  const place = (value: number) =>
    Math.min(axis.width - 1, Math.max(0, Math.round(((value - axis.from) / (axis.to - axis.from)) * (axis.width - 1))));
  const fill = (from: number, to: number, mark: string) => {
    for (let i = place(from); i <= place(to); i++) cells[i] = mark;
  };
  for (const outlier of box.outliers) if (outlier >= axis.from && outlier <= axis.to) cells[place(outlier)] = '∘';
  fill(box.whiskerLow, box.whiskerHigh, '─');
  cells[place(box.whiskerLow)] = '├';
  cells[place(box.whiskerHigh)] = '┤';
  fill(box.q1, box.q3, '▒');
  if (place(box.q3) - place(box.q1) > 2) {
    cells[place(box.q1)] = '╢';
    cells[place(box.q3)] = '╟';
  }
  if (box.outliers.some((outlier) => outlier > axis.to)) cells[axis.width - 1] = '›';
  if (box.outliers.some((outlier) => outlier < axis.from)) cells[0] = '‹';
  cells[Math.min(Math.max(place(box.mean), 1), axis.width - 2)] = '◆';
  cells[place(box.median)] = '┃';
  return cells.join('').trimEnd();
}
