import type { CellPlace } from '../experiments/index.js';
import type { Batch, CellRange, Plan } from './plan.js';

/** The replications of a round of planning. */
export interface PlannedCells {
  /** In the order in which they are needed. */
  cells: readonly CellPlace[];
  /** Replications during which a process died. Each gets a batch of its own, to use the least memory. */
  alone: readonly CellPlace[];
}

/**
 * Adds a round of batches to a plan. Every batch but the last takes at least `batchSeconds` estimated seconds, so that
 * the start of a job costs little in comparison, and losing a job loses little. A replication that takes longer is a
 * batch of its own.
 */
export function withRound(plan: Plan, round: number, { cells, alone }: PlannedCells, batchSeconds: number): Plan {
  const grouped = [
    ...inGroups(cells, ({ point }) => plan.points[point].seconds, batchSeconds),
    ...alone.map((cell) => [cell]),
  ];
  const batches = grouped.map(
    (group, place): Batch => ({
      batch: plan.batches.length + place,
      round,
      seconds: Number(group.reduce((sum, { point }) => sum + plan.points[point].seconds, 0).toPrecision(3)),
      cells: rangesOf(group),
    }),
  );
  return { ...plan, batches: [...plan.batches, ...batches] };
}

/** The number of the last round; 0 if there is none. */
export function lastRound({ batches }: Plan): number {
  return batches.at(-1)?.round ?? 0;
}

function* inGroups<Item>(items: readonly Item[], seconds: (item: Item) => number, enough: number): Iterable<Item[]> {
  let group: Item[] = [];
  let sum = 0;
  for (const item of items) {
    group.push(item);
    sum += seconds(item);
    if (sum < enough) continue;
    yield group;
    group = [];
    sum = 0;
  }
  if (group.length > 0) yield group;
}

function rangesOf(cells: readonly CellPlace[]): CellRange[] {
  const ranges: CellRange[] = [];
  for (const { point, replication } of cells) {
    const range = ranges.at(-1);
    if (range && range.replication === replication && range.last + 1 === point) range.last = point;
    else ranges.push({ replication, first: point, last: point });
  }
  return ranges;
}
