import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { count, name, schemaOf, text } from '../../engine/schema/schema.js';
import { writeDurably } from '../experiments/durable-file.js';
import { NotAsWritten } from '../runs/bounded-file.js';
import type { RunFailed } from '../runs/run-failed.js';
import { StorageError } from '../runs/storage-error.js';
import { conform, readJson } from '../runs/stored-json.js';
import { jsonFile } from '../runs/summary.js';

const FAILED_FOLDER = 'failed';
const EXTENSION = '.json';

/**
 * Why a replication failed. `refused`: the scenario needs something that is not simulated; `failed`: the engine failed.
 * Both would recur. `memory`: the simulation ran out of memory; `killed`: its process was killed, as systems do with a
 * process that uses too much memory. These two are retried once, in a batch of their own.
 */
export interface CellFailure {
  point: number;
  replication: number;
  kind: 'refused' | 'failed' | 'memory' | 'killed';
  /** Number of failures. */
  times: number;
  message: string;
  batch: number;
  host: string;
  /** Path of its log in the folder. */
  log: string;
}

const failureSchema = schemaOf<CellFailure>()(
  v.strictObject({
    point: count(),
    replication: count(),
    kind: v.picklist(['refused', 'failed', 'memory', 'killed']),
    times: count(1),
    message: text,
    batch: count(),
    host: name,
    log: name,
  }),
);

/** The kind of a simulation's failure. */
export function kindOfFailure({ code, message }: RunFailed): CellFailure['kind'] {
  if (code === 'run/limits') return 'refused';
  return /out of memory|memory limit/i.test(message) ? 'memory' : 'failed';
}

/** Attempts at a replication whose process died. */
const MAX_TRIES = 2;

/** Whether a replication must not be retried. */
export function isFinal({ kind, times }: CellFailure): boolean {
  return kind === 'refused' || kind === 'failed' || times >= MAX_TRIES;
}

/** Records that a replication failed, under the name of its file. @throws StorageError */
export async function noteFailure(
  folder: string,
  cell: string,
  failure: Omit<CellFailure, 'times'>,
): Promise<CellFailure> {
  const before = await failureOf(folder, cell);
  const noted = { ...failure, times: (before?.times ?? 0) + 1, message: failure.message.slice(0, LONGEST) };
  await writeDurably(pathOf(folder, cell), jsonFile(noted));
  return noted;
}

/** Removes the record of a failure after the replication was simulated. */
export async function forgetFailure(folder: string, cell: string): Promise<void> {
  await rm(pathOf(folder, cell), { force: true });
}

export async function failureOf(folder: string, cell: string): Promise<CellFailure | undefined> {
  try {
    return conform(failureSchema, await readJson(pathOf(folder, cell)));
  } catch (error) {
    if (error instanceof StorageError || error instanceof NotAsWritten) return undefined;
    throw error;
  }
}

/** Every failure in a folder, by the name of the replication's file, in the order of points and replications. */
export async function failuresIn(folder: string): Promise<Map<string, CellFailure>> {
  const names: string[] = await readdir(join(folder, FAILED_FOLDER)).catch(() => []);
  const cells = names.filter((file) => CELL_FILE.test(file)).map((file) => file.slice(0, -EXTENSION.length));
  const found: [cell: string, failure: CellFailure][] = [];
  for (const cell of cells) {
    const failure = await failureOf(folder, cell);
    if (failure) found.push([cell, failure]);
  }
  return new Map(found.sort(([, a], [, b]) => a.point - b.point || a.replication - b.replication));
}

/** When the records of failures changed last, ms; undefined if there never were any. */
export async function failuresChangedAt(folder: string): Promise<number | undefined> {
  return (await stat(join(folder, FAILED_FOLDER)).catch(() => undefined))?.mtimeMs;
}

const CELL_FILE = /^[0-9a-f]{64}\.json$/;
/** Longest message that is stored. */
const LONGEST = 2000;

function pathOf(folder: string, cell: string): string {
  return join(folder, FAILED_FOLDER, `${cell}${EXTENSION}`);
}
