import { rm } from 'node:fs/promises';
import type { Experiment } from '../../engine/model/experiment.js';
import { ENGINE_VERSION } from '../../engine/simulation.js';
import { type CellPlace, cellName, experimentHash, requestOf } from '../experiments/index.js';
import { findWork } from './at-work.js';
import { lastRound, withRound } from './batches.js';
import { type CellFailure, failureOf, failuresIn, isFinal, noteFailure } from './failures.js';
import type { Gathering } from './gathering.js';
import { logOfBatch } from './logs.js';
import { emptyPlan, type Plan, readAnyPlan, readPlan } from './plan.js';
import { roundsIn } from './submissions.js';

/** A plan and the round that was added to it; the round is absent if nothing is missing. */
export interface PlannedRound {
  plan: Plan;
  round?: number;
}

/**
 * The plan of a folder with one more round for the missing replications. A new plan is begun if the folder's plan is
 * for another experiment, such as the same one before its text was changed. Nothing is written.
 *
 * @throws StorageError if the plan in the folder is damaged, or of another version
 */
export async function planRound(
  experiment: Experiment,
  folder: string,
  gathering: Gathering,
  batchSeconds: number,
): Promise<PlannedRound> {
  const hash = experimentHash(experiment);
  const isOfAnother = ((await readAnyPlan(folder))?.experimentHash ?? hash) !== hash;
  const plan = (isOfAnother ? undefined : await readPlan(folder, experiment, hash)) ?? emptyPlan(experiment);
  const failures = await failuresIn(folder);
  const cells: CellPlace[] = [];
  const alone: CellPlace[] = [];
  for (const place of ahead(experiment, simulable(gathering, failures))) {
    const failure = failures.get(gathering.nameOf(place));
    if (!failure) cells.push(place);
    else if (!isFinal(failure)) alone.push(place);
  }
  if (cells.length + alone.length === 0) return { plan };
  // A killed process may have claimed a round before it could write the plan.
  const round = Math.max(lastRound(plan), ...(await roundsIn(folder))) + 1;
  return { plan: withRound(plan, round, { cells, alone }, batchSeconds), round };
}

/** Whether an incomplete sweep has replications that would be simulated: missing ones that have not failed for good. */
export async function isResumable(folder: string, gathering: Gathering): Promise<boolean> {
  return simulable(gathering, await failuresIn(folder)).length > 0;
}

/** Missing replications that have not failed for good. */
function simulable(gathering: Gathering, failures: ReadonlyMap<string, CellFailure>): CellPlace[] {
  if (failures.size === 0) return [...gathering.missing];
  return gathering.missing.filter((place) => {
    const failure = failures.get(gathering.nameOf(place));
    return !failure || !isFinal(failure);
  });
}

/**
 * Plans ahead if replications continue until an interval is narrow enough. Only the next replication of each point is
 * then known to be needed, which would make rounds of one replication. Each round therefore doubles the replications of
 * a point. Surplus ones are not counted.
 */
function ahead({ replications }: Experiment, missing: readonly CellPlace[]): CellPlace[] {
  if (replications.kind === 'fixed') return [...missing];
  const last = new Map<number, number>();
  for (const { point, replication } of missing) last.set(point, Math.max(last.get(point) ?? 0, replication));
  const further = [...last].flatMap(([point, replication]) =>
    Array.from({ length: Math.min(replication, replications.most - 1 - replication) }, (_, offset) => ({
      point,
      replication: replication + 1 + offset,
    })),
  );
  return [...missing, ...further].sort((a, b) => a.replication - b.replication || a.point - b.point);
}

/**
 * Records the failures of processes that were killed while simulating a replication. A process that was asked to end
 * does not count. The others were most likely killed by the system because memory ran out.
 *
 * @param isOver whether the engines report that no job is active, so that no process runs on another machine
 */
export async function noteKilled(
  experiment: Experiment,
  folder: string,
  isOver: boolean,
  isThere: (cell: string) => Promise<boolean>,
): Promise<void> {
  for (const { point, replication, batch, host, isEnding, isAlive, isHere, path } of await findWork(folder)) {
    if (isAlive && (isHere || !isOver)) continue;
    const cell =
      point < experiment.points.length
        ? cellName(requestOf(experiment, { point, replication }), ENGINE_VERSION)
        : undefined;
    if (cell && !isEnding && !(await isThere(cell))) {
      const before = await failureOf(folder, cell);
      const log = logOfBatch(batch);
      if (!before || !isFinal(before))
        await noteFailure(folder, cell, { point, replication, kind: 'killed', message: KILLED, batch, host, log });
    }
    await rm(path, { force: true });
  }
}

const KILLED = 'Its process was killed while it was simulated, most likely because the machine ran out of memory.';
