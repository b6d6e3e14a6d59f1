import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Scenario } from '../../engine/model/scenario.js';
import { MANIFEST_FILE } from './manifest.js';
import { PARTIAL_PREFIX } from './partial.js';
import { readManifest, readSummary } from './read-run.js';
import { partialFolder, type Reservation } from './reservation.js';
import { StorageError, systemCode, writingFailed } from './storage-error.js';
import { jsonFile, type Summary } from './summary.js';

/** Notes on a run that a repeat does not give again: when it was made, and what its owner calls it. */
export interface RunRecord {
  /** ISO 8601, UTC. */
  startedAt: string;
  /** How long the simulation took, s of real time. */
  wallSeconds: number;
  /** The file that was run, relative to the workspace, with `/`. */
  source?: string;
  /** A name that the owner gave. */
  label?: string;
  pinned?: boolean;
}

/** One run in a list. */
export interface StoredRun {
  /** Name of the run's folder, unique in the store. */
  id: string;
  folder: string;
  summary: Summary;
  scenarioHash: string;
  record: RunRecord;
}

const RECORD_FILE = 'run.json';

/** Where the runs of a workspace are kept. */
export function storeFolder(workspace: string): string {
  return join(workspace, '.twinchain', 'runs');
}

/**
 * A place for a new run in the store, named after the time, the scenario and the seed.
 * @throws StorageError when the store cannot be written
 */
export async function reserveInStore(store: string, scenario: Scenario, startedAt: Date): Promise<Reservation> {
  const partial = await partialFolder(resolve(store), store);
  const time = startedAt.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
  const id = `${time}-${scenario.name.replaceAll(/[^\p{L}\p{N}_-]/gu, '_')}-seed${scenario.seed}`;
  return { folder: join(resolve(store), id), partial, named: join(store, id), numbered: true };
}

/** The file that goes with a run in the store, by its name: what `writeRun` takes as `extra`. */
export function recordFile(record: RunRecord): Record<string, string> {
  return { [RECORD_FILE]: jsonFile(record) };
}

/**
 * The runs in a store, latest first. A folder that holds no readable run is left out; a store that does not exist is
 * empty.
 */
export async function listRuns(store: string): Promise<StoredRun[]> {
  const ids = await runIds(store);
  const runs = await Promise.all(ids.map((id) => storedRun(join(store, id), id)));
  return runs
    .filter((run) => run !== undefined)
    .sort((a, b) => (a.record.startedAt < b.record.startedAt ? 1 : a.record.startedAt > b.record.startedAt ? -1 : 0));
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

async function storedRun(folder: string, id: string): Promise<StoredRun | undefined> {
  try {
    const manifest = await readManifest(join(folder, MANIFEST_FILE));
    const summary = await readSummary(folder);
    return { id, folder, summary, scenarioHash: manifest.scenarioHash, record: await readRecord(folder) };
  } catch (error) {
    if (error instanceof StorageError) return undefined;
    throw error;
  }
}

/** The notes on a run; a folder that was made elsewhere has none, and counts as older than all others. */
export async function readRecord(folder: string): Promise<RunRecord> {
  try {
    const record: RunRecord = JSON.parse(await readFile(join(folder, RECORD_FILE), 'utf8'));
    return record;
  } catch {
    return { startedAt: '', wallSeconds: 0 };
  }
}

/** Changes the owner's notes on a run. @throws StorageError */
export async function annotateRun(folder: string, notes: Pick<RunRecord, 'label' | 'pinned'>): Promise<RunRecord> {
  const record = { ...(await readRecord(folder)), ...notes };
  const path = join(folder, RECORD_FILE);
  const fresh = `${path}.new`;
  try {
    await writeFile(fresh, jsonFile(record));
    await rename(fresh, path);
  } catch (error) {
    await rm(fresh, { force: true });
    throw writingFailed(folder, error);
  }
  return record;
}

/** Deletes a run for good. Its folder disappears in one step. @throws StorageError */
export async function deleteRun(folder: string): Promise<void> {
  try {
    const grave = await partialFolder(dirname(folder), folder);
    await rename(folder, join(grave, 'deleted'));
    await rm(grave, { recursive: true, force: true });
  } catch (error) {
    throw writingFailed(folder, error);
  }
}
