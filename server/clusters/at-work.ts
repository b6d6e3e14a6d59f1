import { randomUUID } from 'node:crypto';
import { readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { count, name, schemaOf } from '../../engine/schema/schema.js';
import type { CellPlace } from '../experiments/index.js';
import { isAlive } from '../runs/is-alive.js';
import { makeFolder } from '../runs/make-folder.js';
import { partialPath } from '../runs/partial.js';
import { writingFailed } from '../runs/storage-error.js';
import { conform, readJson } from '../runs/stored-json.js';

const FOLDER = 'running';

/** Interval at which a process confirms that it is running, ms, and time without a confirmation after which it counts as gone, ms. */
const BEAT = 10_000;
const SILENCE = 120_000;

/** The note of a process that is working on a batch. */
export interface AtWork extends CellPlace {
  batch: number;
  host: string;
  process: number;
  /** Whether a signal has asked the process to end. If it ends now, its replication is not the cause. */
  isEnding: boolean;
}

const atWorkSchema = schemaOf<AtWork>()(
  v.strictObject({
    point: count(),
    replication: count(),
    batch: count(),
    host: name,
    process: count(1),
    isEnding: v.boolean(),
  }),
);

/** Keeps the note of this process up to date. */
export interface WorkNote {
  /** @throws StorageError if the note cannot be written, such as on a full disk; simulating would then be useless */
  at(place: CellPlace): Promise<void>;
  ending(): Promise<void>;
  remove(): Promise<void>;
}

/**
 * Creates the note of this process. It exists while the process simulates a replication, and remains if the process is
 * killed.
 */
export function openWorkNote(folder: string, batch: number): WorkNote {
  const path = join(folder, FOLDER, `${batch}-${randomUUID()}.json`);
  let latest: CellPlace | undefined;
  let isEnding = false;
  const beat = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => undefined);
  }, BEAT).unref();
  const write = async () => {
    if (!latest) return;
    const note: AtWork = { ...latest, batch, host: hostname(), process: process.pid, isEnding };
    // A search for killed processes must never find a note without its text.
    const partial = partialPath(join(folder, FOLDER));
    try {
      await makeFolder(join(folder, FOLDER));
      await writeFile(partial, `${JSON.stringify(note)}\n`);
      await rename(partial, path);
    } catch (error) {
      await rm(partial, { force: true }).catch(() => undefined);
      throw writingFailed(folder, error);
    }
  };
  // One after another, because a signal can come at any moment, and a removed note must not reappear.
  let last: Promise<void> = Promise.resolve();
  const inTurn = (action: () => Promise<void>): Promise<void> => {
    last = last.catch(() => undefined).then(action);
    return last;
  };
  return {
    at: (place) =>
      inTurn(() => {
        latest = place;
        return write();
      }),
    ending: () =>
      inTurn(() => {
        isEnding = true;
        return write();
      }),
    remove: () =>
      inTurn(async () => {
        clearInterval(beat);
        latest = undefined;
        await rm(path, { force: true });
      }),
  };
}

/** A note in a folder, and whether its process still seems to be running. */
export interface FoundWork extends AtWork {
  path: string;
  /** Whether the process runs on this machine. */
  isHere: boolean;
  isAlive: boolean;
}

/** The processes that work in a folder, and those that were killed during their work. */
export async function findWork(folder: string): Promise<FoundWork[]> {
  const names: string[] = await readdir(join(folder, FOLDER)).catch(() => []);
  const found = await Promise.all(names.filter((file) => file.endsWith('.json')).map((file) => read(folder, file)));
  return found.filter((work) => work !== undefined).sort((a, b) => a.batch - b.batch);
}

async function read(folder: string, file: string): Promise<FoundWork | undefined> {
  const path = join(folder, FOLDER, file);
  try {
    const note = conform(atWorkSchema, await readJson(path));
    const { mtimeMs } = await stat(path);
    const isHere = note.host === hostname();
    const isFresh = Math.abs(Date.now() - mtimeMs) < SILENCE;
    return { ...note, path, isHere, isAlive: isFresh && (!isHere || isAlive(note.process)) };
  } catch {
    // The process has just ended or started.
    return undefined;
  }
}
