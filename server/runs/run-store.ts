import { readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import * as v from 'valibot';
import type { Expectation } from '../../engine/model/experiment.js';
import type { Scenario } from '../../engine/model/scenario.js';
import { expectationSchema } from '../../engine/schema/experiment-schema.js';
import { notNegative, schemaOf, text } from '../../engine/schema/schema.js';
import { NotAsWritten } from './bounded-file.js';
import { datedName } from './folder-name.js';
import { MANIFEST_FILE } from './manifest.js';
import { PARTIAL_PREFIX } from './partial.js';
import { readManifest, readSummary } from './read-run.js';
import { partialFolder, type Reservation } from './reservation.js';
import { sourceSchema } from './source-schema.js';
import { StorageError, systemCode, writingFailed } from './storage-error.js';
import { conform, readJson, sealed, unsealed } from './stored-json.js';
import { jsonFile, type Summary } from './summary.js';

/** Notes on a run that a repeat does not reproduce, such as its date and its label. */
export interface RunRecord {
  /** ISO 8601, UTC. */
  startedAt: string;
  /** How long the simulation took, s of real time. */
  wallSeconds: number;
  /** The file that was run, relative to the workspace, with `/`. */
  source?: string;
  /** The expectations of its text. */
  expectations?: Expectation[];
  /** The user's own name for it. */
  label?: string;
  pinned?: boolean;
}

/** One run in a list. */
export interface StoredRun {
  /** Name of the run's folder, unique in the store. */
  id: string;
  folder: string;
  scenario: Scenario;
  summary: Summary;
  scenarioHash: string;
  record: RunRecord;
}

/** A run in the list that cannot be read. */
export interface DamagedRun {
  id: string;
  folder: string;
  /** What is wrong, as a sentence. */
  problem: string;
}

export interface RunList {
  /** Latest first. */
  runs: StoredRun[];
  damaged: DamagedRun[];
}

const RECORD_FILE = 'run.json';

const recordSchema = schemaOf<RunRecord>()(
  v.strictObject({
    startedAt: v.union([v.literal(''), v.pipe(v.string(), v.isoTimestamp())]),
    wallSeconds: notNegative,
    source: v.optional(sourceSchema),
    expectations: v.optional(v.array(expectationSchema)),
    label: v.optional(text),
    pinned: v.optional(v.boolean()),
  }),
);

/** Where the runs of a workspace are kept. */
export function storeFolder(workspace: string): string {
  return join(workspace, '.twinchain', 'runs');
}

/**
 * A place for a new run in the store, named after the time, the scenario and the seed; numbered if a run of the same
 * second exists.
 * @throws StorageError if the store cannot be written
 */
export async function reserveInStore(store: string, scenario: Scenario, startedAt: Date): Promise<Reservation> {
  const partial = await partialFolder(resolve(store), store);
  const taken = new Set(await readdir(dirname(partial)));
  const name = `${datedName(startedAt, scenario.name)}-seed${scenario.seed}`;
  let id = name;
  for (let copy = 2; taken.has(id); copy++) id = `${name}-${copy}`;
  return { folder: join(resolve(store), id), partial, named: join(store, id), numbered: true };
}

/** The notes file of a run in the store, by its name, for the `extra` files of `writeRun`. */
export function recordFile(record: RunRecord): Record<string, string> {
  return { [RECORD_FILE]: jsonFile(sealed(record)) };
}

/**
 * The runs in a store, and those that cannot be read. A folder without a manifest is not a run and is omitted. A store
 * that does not exist is empty.
 */
export async function listRuns(store: string): Promise<RunList> {
  const ids = await runIds(store);
  const found = await Promise.all(ids.map((id) => storedRun(join(store, id), id)));
  const runs = found.filter((run) => run !== undefined && 'summary' in run);
  const damaged = found.filter((run) => run !== undefined && 'problem' in run);
  runs.sort((a, b) => (a.record.startedAt < b.record.startedAt ? 1 : a.record.startedAt > b.record.startedAt ? -1 : 0));
  return { runs, damaged };
}

async function runIds(store: string): Promise<string[]> {
  try {
    const entries = await readdir(store, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith(PARTIAL_PREFIX))
      .map((entry) => entry.name)
      .sort()
      .reverse();
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return [];
    throw error;
  }
}

async function storedRun(folder: string, id: string): Promise<StoredRun | DamagedRun | undefined> {
  if (!(await hasManifest(folder))) return undefined;
  try {
    const manifest = await readManifest(join(folder, MANIFEST_FILE));
    const summary = await readSummary(folder, manifest);
    const { scenario, scenarioHash } = manifest;
    return { id, folder, scenario, summary, scenarioHash, record: await readRecord(folder) };
  } catch (error) {
    if (error instanceof StorageError) return { id, folder, problem: error.message };
    throw error;
  }
}

async function hasManifest(folder: string): Promise<boolean> {
  const names: string[] = await readdir(folder).catch(() => []);
  return names.includes(MANIFEST_FILE);
}

/** Ensures that only folders of runs are changed or deleted. @throws StorageError */
async function mustBeRun(folder: string): Promise<void> {
  if (await hasManifest(folder)) return;
  throw new StorageError('run/not-a-run', `"${folder}" is not the folder of a run.`, 'Give the folder of a run.');
}

/**
 * The notes on a run. Damaged notes count as missing. A run without notes, such as one that was made elsewhere, counts
 * as older than all others.
 */
export async function readRecord(folder: string): Promise<RunRecord> {
  try {
    return conform(recordSchema, unsealed(await readJson(join(folder, RECORD_FILE))));
  } catch (error) {
    if (error instanceof StorageError || error instanceof NotAsWritten) return { startedAt: '', wallSeconds: 0 };
    throw error;
  }
}

/** Changes the user's notes on a run. @throws StorageError */
export async function annotateRun(folder: string, notes: Pick<RunRecord, 'label' | 'pinned'>): Promise<RunRecord> {
  await mustBeRun(folder);
  const record = { ...(await readRecord(folder)), ...notes };
  const path = join(folder, RECORD_FILE);
  const fresh = `${path}.new`;
  try {
    await writeFile(fresh, jsonFile(sealed(record)));
    await rename(fresh, path);
  } catch (error) {
    await rm(fresh, { force: true });
    throw writingFailed(folder, error);
  }
  return record;
}

/** Deletes a run permanently. Its folder disappears in one step. @throws StorageError */
export async function deleteRun(folder: string): Promise<void> {
  await mustBeRun(folder);
  try {
    const grave = await partialFolder(dirname(folder), folder);
    await rename(folder, join(grave, 'deleted'));
    await rm(grave, { recursive: true, force: true });
  } catch (error) {
    throw writingFailed(folder, error);
  }
}
