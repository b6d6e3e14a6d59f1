import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Experiment } from '../../engine/model/experiment.js';
import { findCell } from '../experiments/cell-files.js';
import { cellsFolder, type DecodeCell, type SweepProgress, type SweptCells } from '../experiments/index.js';
import { makeFolder } from '../runs/make-folder.js';
import type { ClusterSettings, ClusterWork } from './cluster.js';
import { ENGINES } from './engines/index.js';
import { type CellFailure, failuresChangedAt, failuresIn, isFinal } from './failures.js';
import { Gathering } from './gathering.js';
import { activityOf, cancelSweep, handedOver, settle } from './handed-over.js';
import { LOGS_FOLDER } from './logs.js';
import type { Plan } from './plan.js';
import { writePlan } from './plan.js';
import { isResumable, noteKilled, planRound } from './round.js';
import {
  claimRound,
  isCancelled,
  keptSettings,
  roundsIn,
  type Submission,
  withdrawSubmission,
  writeSubmission,
} from './submissions.js';

export interface ClusterSweepOptions {
  /** Folder of the experiment, on a disk that all machines share. */
  folder: string;
  settings: ClusterSettings;
  decode?: DecodeCell;
  /** The command that runs Twinchain on the machines; absent: as here. */
  program?: readonly string[];
}

/** The command with this Node.js and this command line, which machines with the same disk have too. */
function programHere(): string[] {
  return [process.execPath, fileURLToPath(new URL('./cli.cjs', import.meta.url))];
}

/** A preview of a round. */
export interface RoundPreview {
  plan: Plan;
  work: ClusterWork | undefined;
  /** The commands or the manifest. */
  text: string;
}

/** @throws StorageError, ClusterFailure */
export async function previewRound(
  experiment: Experiment,
  options: ClusterSweepOptions,
  gathering = new Gathering(experiment, options.folder, options.decode),
): Promise<RoundPreview> {
  const { folder, settings } = options;
  await gathering.take();
  const { plan, round } = await planRound(experiment, folder, gathering, settings.batchSeconds);
  const work = workOf(experiment, plan, round, options);
  return { plan, work, text: work ? await ENGINES[settings.on].preview(work) : '' };
}

/** The outcome of submitting a round. */
export type Submitted =
  | { kind: 'submitted'; submission: Submission; plan: Plan; work: ClusterWork }
  /** Every replication is on the disk or failed for good. */
  | { kind: 'nothing' }
  /** An earlier round is still active. */
  | { kind: 'active'; submission: Submission };

/**
 * Plans and submits the missing replications, unless an earlier round is still active. The process may be killed at any
 * moment: a round is claimed before it is submitted, and its jobs have its name.
 *
 * @throws StorageError, ClusterFailure
 */
export async function submitRound(
  experiment: Experiment,
  options: ClusterSweepOptions,
  gathering = new Gathering(experiment, options.folder, options.decode),
): Promise<Submitted> {
  const { folder, settings } = options;
  await gathering.take();
  const claimedBefore = await roundsIn(folder);
  const earlier = await settle(folder);
  if (earlier.active) return { kind: 'active', submission: earlier.active };
  await noteKilled(experiment, folder, earlier.isOver, async (cell) => {
    const known = await findCell(cellsFolder(folder), cell, options.decode);
    return known.kind === 'whole';
  });
  // Engines write to this folder but do not create it.
  for (const place of [cellsFolder(folder), join(folder, LOGS_FOLDER)]) await makeFolder(place);
  const { plan, round } = await planRound(experiment, folder, gathering, settings.batchSeconds);
  const work = workOf(experiment, plan, round, options);
  if (!work || round === undefined) return { kind: 'nothing' };
  const engine = ENGINES[settings.on];
  // Settings that make a submission impossible are reported before anything is planned.
  await engine.preview(work);
  const claimed: Submission = {
    round,
    settings: keptSettings(settings),
    at: new Date().toISOString(),
    cellsBefore: gathering.done,
    host: hostname(),
    process: process.pid,
    cancelled: false,
  };
  // Another process is submitting the same round, or has done so since the last query.
  const isAsBefore = String(await roundsIn(folder)) === String(claimedBefore);
  if (!isAsBefore || !(await claimRound(folder, claimed))) return submitRound(experiment, options, gathering);
  let jobs: string[];
  try {
    await writePlan(folder, plan);
    jobs = await engine.submit(work);
  } catch (error) {
    await withdrawSubmission(folder, round);
    throw error;
  }
  // The round may have been cancelled meanwhile.
  const submission = { ...claimed, jobs, cancelled: await isCancelled(folder, round) };
  await writeSubmission(folder, submission);
  if (submission.cancelled) await engine.cancel(jobs, handedOver(submission, folder));
  return { kind: 'submitted', submission, plan, work };
}

export interface WaitingOptions extends ClusterSweepOptions {
  /** Stops waiting, and cancels the running jobs. */
  signal?: AbortSignal;
  /** Stops waiting; the jobs continue. */
  leave?: AbortSignal;
  onProgress?: (progress: SweepProgress) => void;
  /** Called with all failed replications, including those that are retried, when their set changes. */
  onFailures?: (failures: CellFailure[]) => void;
}

/** The replications on the disk, and the missing ones with the reasons. */
export interface ClusterSwept extends SweptCells {
  failed: CellFailure[];
  /** Whether anything is missing that has not failed for good. */
  resumable: boolean;
}

/** Interval between checks of the folder and the engine, ms. */
const LOOK_EVERY = 500;
const ASK_EVERY = 5_000;
/**
 * Maximum number of consecutive rounds without a new replication. After that, something prevents every job from
 * working.
 */
const MAX_FRUITLESS = 2;

/**
 * Simulates an experiment on an engine, as `sweepCells` does on this machine: it submits the missing replications,
 * reports them as they arrive in the folder, and plans another round once the engine has finished. Calling it again
 * resumes the sweep.
 *
 * @throws StorageError, ClusterFailure
 */
export async function sweepOnCluster(experiment: Experiment, options: WaitingOptions): Promise<ClusterSwept> {
  const { folder, signal, leave, decode, onProgress } = options;
  const isOver = () => signal?.aborted === true || leave?.aborted === true;
  const gathering = new Gathering(experiment, folder, decode);
  let found = 0;
  let isBegun = false;
  let failuresOf: number | undefined;
  const lookAtFailures = async () => {
    const changed = await failuresChangedAt(folder);
    if (changed === failuresOf) return;
    failuresOf = changed;
    options.onFailures?.([...(await failuresIn(folder)).values()]);
  };
  const take = async () => {
    await gathering.take(({ place, summary }) => {
      if (!isBegun) found++;
      onProgress?.({
        cellsDone: gathering.done,
        cellsExpected: gathering.expected,
        cellsFound: found,
        points: experiment.points.length,
        replications: gathering.counts(),
        last: place,
        summary,
      });
    });
    if (options.onFailures) await lookAtFailures();
  };
  await take();
  isBegun = true;
  let fruitless = 0;
  while (!isOver() && !gathering.isComplete && fruitless < MAX_FRUITLESS) {
    const before = gathering.done;
    const submitted = await submitRound(experiment, options, gathering);
    if (submitted.kind === 'nothing') break;
    await untilEnded(submitted.submission, gathering, take, options);
    fruitless = gathering.done > before ? 0 : fruitless + 1;
  }
  if (signal?.aborted && !gathering.isComplete) await cancelSweep(folder);
  const failures = [...(await failuresIn(folder)).values()];
  options.onFailures?.(failures);
  return {
    complete: gathering.isComplete,
    replications: gathering.counts(),
    failed: failures.filter(isFinal),
    resumable: await isResumable(folder, gathering),
  };
}

async function untilEnded(
  submission: Submission,
  gathering: Gathering,
  take: () => Promise<void>,
  { folder, signal, leave }: WaitingOptions,
): Promise<void> {
  let asked = performance.now();
  // A controller that does not answer may be restarting or busy, so waiting continues.
  while (!signal?.aborted && !leave?.aborted) {
    await take();
    if (gathering.isComplete) return;
    await after(LOOK_EVERY, undefined, { signal }).catch(() => undefined);
    if (performance.now() - asked < ASK_EVERY) continue;
    asked = performance.now();
    if ((await activityOf(submission, folder)) !== 'ended') continue;
    await take();
    return;
  }
}

function workOf(
  experiment: Experiment,
  { batches }: Plan,
  round: number | undefined,
  { folder, settings, program = programHere() }: ClusterSweepOptions,
): ClusterWork | undefined {
  const planned = batches.filter((batch) => batch.round === round);
  if (round === undefined || planned.length === 0) return undefined;
  return {
    folder: resolve(folder),
    experiment: experiment.name,
    round,
    first: planned[0].batch,
    count: planned.length,
    longest: Math.max(...planned.map(({ seconds }) => seconds)),
    settings,
    program,
  };
}
