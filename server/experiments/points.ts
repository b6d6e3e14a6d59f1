import type { Experiment } from '../../engine/model/experiment.js';

/** The label of a point in tables: its varied values as written. */
export function pointLabel({ points }: Pick<Experiment, 'points'>, point: number): string {
  return points[point].values.map(({ text }) => text).join(', ') || 'as it is';
}

/**
 * The lines along which trends are tested: along the first `vary`, one for each combination of the others. Points of a
 * line are in the order of their values if these are quantities, else as listed.
 */
export function lines({ axes, points }: Pick<Experiment, 'axes' | 'points'>): number[][] {
  const along = axes.map(({ dimension }) => dimension === 0);
  const byRest = new Map<string, number[]>();
  points.forEach(({ values }, point) => {
    const rest = JSON.stringify(values.filter((_, axis) => !along[axis]).map(({ text }) => text));
    const line = byRest.get(rest);
    if (line) line.push(point);
    else byRest.set(rest, [point]);
  });
  const first = along.indexOf(true);
  const valueAt = (point: number) => points[point].values[first]?.value;
  return [...byRest.values()].map((line) =>
    line.some((point) => valueAt(point) === undefined)
      ? line
      : [...line].sort((a, b) => (valueAt(a) ?? 0) - (valueAt(b) ?? 0)),
  );
}
