import type { AxisView, ExperimentView, PointView } from '../../../server/protocol/experiment-view.js';
import { count } from '../../../server/protocol/quantities.js';
import { t } from '../words/texts.js';

/** The points along one dimension of the grid, everything else being equal. */
export interface Line {
  /** The values of the other dimensions, as in the text; empty if there are none. */
  rest: string;
  /** Places in the view's points: ordered by their values if these are quantities, else as listed. */
  points: number[];
}

/** Properties that vary together count as one. */
export function dimensionsOf({ axes }: ExperimentView): number[] {
  return [...new Set(axes.map(({ dimension }) => dimension))];
}

/** The dimension of that number, or the first if there is no such dimension. */
export function dimensionAlong(view: ExperimentView, along: number): number {
  return dimensionsOf(view).includes(along) ? along : (dimensionsOf(view)[0] ?? 0);
}

export function linesAlong(view: ExperimentView, along: number): Line[] {
  const lines = new Map<string, Line>();
  view.points.forEach((point, place) => {
    const rest = textOf(view, point, (dimension) => dimension !== along);
    const line = lines.get(rest);
    if (line) line.points.push(place);
    else lines.set(rest, { rest, points: [place] });
  });
  const valueAt = (place: number) => valueAlong(view, view.points[place], along);
  return [...lines.values()].map(({ rest, points }) => ({
    rest,
    points: points.some((place) => valueAt(place) === null)
      ? points
      : [...points].sort((a, b) => (valueAt(a) ?? 0) - (valueAt(b) ?? 0)),
  }));
}

/** The varied quantity of a point along a dimension, in SI; of several that vary together the first. Null for words. */
export function valueAlong({ axes }: ExperimentView, { values }: PointView, along: number): number | null {
  return values[axes.findIndex(({ dimension }) => dimension === along)]?.value ?? null;
}

/** The label of a point along a dimension, without the unit, which {@link titleAlong} has. */
export function labelAlong({ axes }: ExperimentView, { values }: PointView, along: number): string {
  return axes.flatMap((axis, i) => (axis.dimension === along ? [withoutUnit(values[i].text, axis)] : [])).join(', ');
}

/** The varied property with its unit: `management.configurationBlockSize (MB)`. */
export function titleAlong({ axes }: ExperimentView, along: number): string {
  return axes
    .filter(({ dimension }) => dimension === along)
    .map(({ path, unit }) => (unit ? `${path} (${unit})` : path))
    .join(', ');
}

/** The last words of the other varied properties: `interval`, `consensus and blockSize`. */
export function othersThan({ axes }: ExperimentView, along: number): string {
  const others = axes.filter(({ dimension }) => dimension !== along);
  return others.map(({ path }) => path.split('.').at(-1)).join(' and ');
}

/** The label of a point in a sentence, with its unit: `0.25 MB`. */
export function wordsAlong(view: ExperimentView, point: PointView, along: number): string {
  return textOf(view, point, (dimension) => dimension === along);
}

/** A whole point in words, with its values as in the text: `2MB, pbft`. */
export function pointText(view: ExperimentView, point: PointView): string {
  return textOf(view, point, () => true) || t('as it is');
}

function textOf({ axes }: ExperimentView, { values }: PointView, includes: (dimension: number) => boolean): string {
  return axes.flatMap(({ dimension }, i) => (includes(dimension) ? [spaced(values[i].text)] : [])).join(', ');
}

/** `0.25MB` as `0.25 MB`. */
function spaced(text: string): string {
  return text.replace(/^([\d.]+)([a-zA-Zµ%][\w/%]*)$/, '$1\u00a0$2');
}

function withoutUnit(text: string, { unit }: AxisView): string {
  return unit && text.endsWith(unit) ? text.slice(0, -unit.length) : spaced(text);
}

/** `n = 10`, or `n = 5 to 40` where points differ. */
export function replicationsText(points: readonly PointView[]): string {
  const counts = points.map(({ replications }) => replications);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return `n\u00a0=\u00a0${least === most ? count(least) : `${count(least)} to ${count(most)}`}`;
}
