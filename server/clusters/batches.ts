import type { CellPlace } from '../experiments/index.js';
import type { Batch, CellRange, Plan } from './plan.js';

/** Cells of a round of planning. */
export interface PlannedCells {
  /** In the order in which they are wanted. */
  cells: readonly CellPlace[];
  /** Cells during which a process died before: each gets a batch of its own, which takes the least memory. */
  alone: readonly CellPlace[];
}

/**
 * Adds a round of batches to a plan, each of at least `batchSeconds` estimated seconds but for the last: what a job costs
 * to start is little beside it, and what a lost job loses is little, too. A cell that takes longer is a batch.
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

/** 0 where nothing was planned yet. */
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
