import { link, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { count, name, positive, schemaOf, text } from '../../engine/schema/schema.js';
import { syncFolder, writeDurably } from '../experiments/durable-file.js';
import { NotAsWritten } from '../runs/bounded-file.js';
import { partialPath } from '../runs/partial.js';
import { StorageError, systemCode, writingFailed } from '../runs/storage-error.js';
import { conform, readJson } from '../runs/stored-json.js';
import { jsonFile } from '../runs/summary.js';
import { CLUSTERS, ClusterFailure, type ClusterSettings, OWN_SETTINGS, optionOf } from './cluster.js';

const FOLDER = 'submissions';

/** The settings that are kept. Programs that an engine would run are not among them: a folder may come from anyone. */
export interface KeptSettings extends Pick<ClusterSettings, 'on' | 'batchSeconds' | 'atOnce'> {
  /** Which of the others were given, and have to be given again. */
  given: (typeof OWN_SETTINGS)[number][];
}

export function keptSettings(settings: ClusterSettings): KeptSettings {
  const { on, batchSeconds, atOnce } = settings;
  return { on, batchSeconds, atOnce, given: OWN_SETTINGS.filter((name) => settings[name] !== undefined) };
}

/**
 * What the last round in a folder was handed over with; undefined where there was none.
 * @throws ClusterFailure `usage/cluster` where its engine was told something that is not kept
 */
export async function settingsAsBefore(folder: string): Promise<ClusterSettings | undefined> {
  const before = (await submissionsIn(folder)).at(-1)?.settings;
  if (!before) return undefined;
  const { given, ...settings } = before;
  if (given.length === 0) return settings;
  throw new ClusterFailure(
    'usage/cluster',
    `This sweep was begun with ${given.map(optionOf).join(', ')}, which is not kept in its folder.`,
    `Give it again, with --on ${settings.on}; or give --on ${settings.on} alone to continue without it.`,
  );
}

/** A round of a plan that is handed to an engine. It is written before that, so that no job is ever unknown. */
export interface Submission {
  round: number;
  settings: KeptSettings;
  /**
   * How the engine calls its jobs; absent until it has taken them all, and for good where the process that handed them
   * over was killed meanwhile: then the engine is asked for them by the name of the round.
   */
  jobs?: string[];
  /** ISO 8601. */
  at: string;
  /** Cells that were on the disk then. */
  cellsBefore: number;
  /** Where it was handed over, an engine may know its jobs there only; and by which process. */
  host: string;
  process: number;
  cancelled: boolean;
}

const submissionSchema = schemaOf<Submission>()(
  v.strictObject({
    round: count(1),
    settings: v.strictObject({
      on: v.picklist(CLUSTERS),
      batchSeconds: positive,
      atOnce: v.optional(count(1)),
      given: v.array(v.picklist(OWN_SETTINGS)),
    }),
    // Never what a program would take for an option.
    jobs: v.optional(v.array(v.pipe(name, v.regex(/^[A-Za-z0-9][\w.:-]*$/)))),
    at: text,
    cellsBefore: count(),
    host: name,
    process: count(1),
    cancelled: v.boolean(),
  }),
);

/** The submissions in a folder, in order. Damaged ones are left out: the cells show what is done. */
export async function submissionsIn(folder: string): Promise<Submission[]> {
  const found = await Promise.all((await roundsIn(folder)).map((round) => submissionOf(folder, round)));
  return found.filter((submission) => submission !== undefined);
}

async function submissionOf(folder: string, round: number): Promise<Submission | undefined> {
  try {
    const submission = conform(submissionSchema, await readJson(pathOf(folder, round)));
    return submission.round === round ? submission : undefined;
  } catch (error) {
    if (error instanceof StorageError || error instanceof NotAsWritten) return undefined;
    throw error;
  }
}

/** Numbers of claimed rounds, ascending. */
export async function roundsIn(folder: string): Promise<number[]> {
  const names: string[] = await readdir(join(folder, FOLDER)).catch(() => []);
  return names
    .map((file) => Number(/^([1-9]\d*)\.json$/.exec(file)?.[1]))
    .filter(Number.isSafeInteger)
    .sort((a, b) => a - b);
}

/**
 * Says that a round is going to be handed over. Of several processes only one may do it.
 * @returns whether it is this one @throws StorageError
 */
export async function claimRound(folder: string, submission: Submission): Promise<boolean> {
  const path = pathOf(folder, submission.round);
  const partial = partialPath(join(folder, FOLDER));
  try {
    await writeDurably(partial, jsonFile(submission));
    await link(partial, path).catch((error: unknown) => {
      if (systemCode(error) === 'EEXIST') throw error;
      // Some disks have no links: there the last one has it.
      return rename(partial, path);
    });
    await syncFolder(join(folder, FOLDER));
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw writingFailed(folder, error);
  } finally {
    await rm(partial, { force: true }).catch(() => undefined);
  }
}

/** Writes what has become of it. @throws StorageError */
export async function writeSubmission(folder: string, submission: Submission): Promise<void> {
  await writeDurably(pathOf(folder, submission.round), jsonFile(submission));
}

/** The engine took none of it: it was never handed over. */
export async function withdrawSubmission(folder: string, round: number): Promise<void> {
  await rm(pathOf(folder, round), { force: true });
}

/** Whether a round was cancelled. */
export async function isCancelled(folder: string, round: number): Promise<boolean> {
  return (await submissionOf(folder, round))?.cancelled ?? false;
}

function pathOf(folder: string, round: number): string {
  return join(folder, FOLDER, `${round}.json`);
}
