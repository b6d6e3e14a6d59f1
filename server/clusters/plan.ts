import { join } from 'node:path';
import * as v from 'valibot';
import type { Experiment } from '../../engine/model/experiment.js';
import { count, hash, notNegative, positive, schemaOf, text } from '../../engine/schema/schema.js';
import { ENGINE_VERSION } from '../../engine/simulation.js';
import { version } from '../../package.json';
import { writeDurably } from '../experiments/durable-file.js';
import { readNote } from '../experiments/folders.js';
import { type CellPlace, experimentHash, pointLabel } from '../experiments/index.js';
import { NotAsWritten } from '../runs/bounded-file.js';
import { scenarioHash } from '../runs/manifest.js';
import { StorageError } from '../runs/storage-error.js';
import { conform, readJson } from '../runs/stored-json.js';
import { jsonFile } from '../runs/summary.js';
import { secondsOf } from './cell-seconds.js';

export const PLAN_FILE = 'plan.json';
const FORMAT = 'twinchain-plan';
const FORMAT_VERSION = 1;

/** Adjacent points at one replication, inclusive, counted from 0. */
export interface CellRange {
  replication: number;
  first: number;
  last: number;
}

/** The replications that one job simulates in order. */
export interface Batch {
  /** Its number in the plan, which `run-cells --batch` takes. */
  batch: number;
  /** Round of planning, from 1. A round contains what was missing at its start. */
  round: number;
  /** Estimated processor seconds. */
  seconds: number;
  cells: CellRange[];
}

/** A point in frozen form: the same scenario, seed and engine give the same bytes. */
export interface PlannedPoint {
  /** Its varied values, as tables show them. */
  values: string;
  seed: number;
  /** SHA-256 of the scenario as canonical JSON. */
  scenarioHash: string;
  /** Estimated processor seconds of one replication. */
  seconds: number;
}

/**
 * How an experiment is distributed over machines. Batches are added and never changed, so that a job that starts late
 * simulates the replications that it was submitted for.
 */
export interface Plan {
  format: typeof FORMAT;
  formatVersion: typeof FORMAT_VERSION;
  /** Version of Twinchain. */
  version: string;
  engineVersion: string;
  /** Hash of the experiment in `experiment.json` beside the plan. */
  experimentHash: string;
  points: PlannedPoint[];
  batches: Batch[];
}

/** Limit of batches and of replications per batch. Larger numbers do not come from Twinchain. */
const MAX_BATCHES = 1_000_000;
const MAX_CELLS = 100_000;

const planSchema = schemaOf<Plan>()(
  v.strictObject({
    format: v.literal(FORMAT),
    formatVersion: v.literal(FORMAT_VERSION),
    version: text,
    engineVersion: text,
    experimentHash: hash,
    points: v.array(v.strictObject({ values: text, seed: count(), scenarioHash: hash, seconds: positive })),
    batches: v.pipe(
      v.array(
        v.strictObject({
          batch: count(),
          round: count(1),
          seconds: notNegative,
          cells: v.array(v.strictObject({ replication: count(), first: count(), last: count() })),
        }),
      ),
      v.maxLength(MAX_BATCHES),
    ),
  }),
);

/** The plan of an experiment before its first round. */
export function emptyPlan(experiment: Experiment): Plan {
  return {
    format: FORMAT,
    formatVersion: FORMAT_VERSION,
    version,
    engineVersion: ENGINE_VERSION,
    experimentHash: experimentHash(experiment),
    points: experiment.points.map(({ scenario }, point) => ({
      values: pointLabel(experiment, point),
      seed: scenario.seed,
      scenarioHash: scenarioHash(scenario),
      seconds: secondsOf(scenario),
    })),
    batches: [],
  };
}

/** @throws StorageError */
export async function writePlan(folder: string, plan: Plan): Promise<void> {
  await writeDurably(join(folder, PLAN_FILE), jsonFile(plan));
}

/** An experiment in its folder, and the plan that spreads it. */
export interface PlannedExperiment {
  experiment: Experiment;
  /** The text that it comes from, as a path in the workspace. */
  source: string;
  plan: Plan;
}

/**
 * Reads the plan in a folder, which is untrusted input. A plan of another engine version is refused, because its
 * replications would differ from those of its sweep.
 *
 * @throws StorageError `plan/missing`, `plan/damaged` or `plan/other-version`; `experiment/damaged`
 */
export async function readPlanned(folder: string): Promise<PlannedExperiment> {
  const note = await readNote(folder);
  if (!note) throw missing(folder, 'it holds no experiment');
  const plan = await readPlan(folder, note.experiment, note.experimentHash);
  if (!plan) throw missing(folder, `it has no ${PLAN_FILE}`);
  return { experiment: note.experiment, source: note.source, plan };
}

/** The plan in the folder of an experiment; undefined if there is none. @throws StorageError */
export async function readPlan(folder: string, experiment: Experiment, hash: string): Promise<Plan | undefined> {
  const plan = await readAnyPlan(folder);
  const fault = plan && faultIn(plan, experiment, hash);
  if (fault) throw damaged(folder, `does not fit: ${fault}`);
  return plan;
}

/**
 * The plan in a folder, even if the folder contains another experiment by now; undefined if there is no plan.
 * @throws StorageError
 */
export async function readAnyPlan(folder: string): Promise<Plan | undefined> {
  let plan: Plan;
  try {
    plan = conform(planSchema, await readJson(join(folder, PLAN_FILE)));
  } catch (error) {
    if (error instanceof StorageError) return undefined;
    if (error instanceof NotAsWritten) throw damaged(folder, error.message);
    throw error;
  }
  if (plan.engineVersion !== ENGINE_VERSION)
    throw new StorageError(
      'plan/other-version',
      `The plan in "${folder}" is of Twinchain ${plan.version} with engine ${plan.engineVersion}; this one is ${version} with engine ${ENGINE_VERSION}.`,
      'Use that version on every machine, or begin a new sweep with this one in another folder.',
    );
  return plan;
}

/** Replications of a batch in the order of simulation. */
export function cellsOf({ cells }: Pick<Batch, 'cells'>): CellPlace[] {
  return cells.flatMap(({ replication, first, last }) =>
    Array.from({ length: last - first + 1 }, (_, offset) => ({ point: first + offset, replication })),
  );
}

function faultIn(plan: Plan, experiment: Experiment, hash: string): string | undefined {
  if (plan.experimentHash !== hash) return 'it is the plan of another experiment';
  const { points, replications } = experiment;
  if (plan.points.length !== points.length) return `it has ${plan.points.length} points and not ${points.length}`;
  const most = replications.kind === 'fixed' ? replications.count : replications.most;
  for (const [place, { batch, cells }] of plan.batches.entries()) {
    if (batch !== place) return `batch ${place} is called ${batch}`;
    let total = 0;
    for (const { replication, first, last } of cells) {
      if (replication >= most || first > last || last >= points.length)
        return `batch ${batch} has replications that the experiment does not have`;
      total += last - first + 1;
      if (total > MAX_CELLS) return `batch ${batch} has more than ${MAX_CELLS} replications`;
    }
  }
  return undefined;
}

function missing(folder: string, why: string): StorageError {
  return new StorageError(
    'plan/missing',
    `There is no sweep to work on in "${folder}": ${why}.`,
    'Plan one: twinchain sweep FILE --on slurm --out FOLDER',
  );
}

function damaged(folder: string, why: string): StorageError {
  return new StorageError(
    'plan/damaged',
    `The plan in "${folder}" is damaged: ${PLAN_FILE} ${why}.`,
    `Delete ${PLAN_FILE} and continue with --resume: what is missing is planned again.`,
  );
}
