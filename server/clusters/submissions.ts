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

/**
 * The settings that are stored. Programs that an engine would run are not among them, because a folder is untrusted
 * input.
 */
export interface KeptSettings extends Pick<ClusterSettings, 'on' | 'batchSeconds' | 'atOnce'> {
  /** Settings that were given but are not stored, and must be given again. */
  given: (typeof OWN_SETTINGS)[number][];
}

export function keptSettings(settings: ClusterSettings): KeptSettings {
  const { on, batchSeconds, atOnce } = settings;
  return { on, batchSeconds, atOnce, given: OWN_SETTINGS.filter((name) => settings[name] !== undefined) };
}

/**
 * The settings of the last submitted round in a folder; undefined if there was none.
 * @throws ClusterFailure `usage/cluster` if it had settings that are not stored
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

/** A submitted round. It is written before the submission, so that no job is ever unknown. */
export interface Submission {
  round: number;
  settings: KeptSettings;
  /**
   * The engine's ids of the jobs; absent until all are submitted. If the submitting process is killed before that, they
   * stay absent, and the engine is asked for them by the name of the round.
   */
  jobs?: string[];
  /** Time of submission, ISO 8601. */
  at: string;
  /** Replications that were on the disk at that time. */
  cellsBefore: number;
  /** Host and process that submitted the round. An engine may know its jobs only on that host. */
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
    // Never a word that a program would take for an option.
    jobs: v.optional(v.array(v.pipe(name, v.regex(/^[A-Za-z0-9][\w.:-]*$/)))),
    at: text,
    cellsBefore: count(),
    host: name,
    process: count(1),
    cancelled: v.boolean(),
  }),
);

/** The submissions in a folder, in order. Damaged ones are omitted, because the replications show what is done. */
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
 * Claims a round before it is submitted. Only one of several processes may submit it.
 * @returns whether this process may @throws StorageError
 */
export async function claimRound(folder: string, submission: Submission): Promise<boolean> {
  const path = pathOf(folder, submission.round);
  const partial = partialPath(join(folder, FOLDER));
  try {
    await writeDurably(partial, jsonFile(submission));
    await link(partial, path).catch((error: unknown) => {
      if (systemCode(error) === 'EEXIST') throw error;
      // Some file systems have no links; there the last process wins.
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

/** Writes the current state of a submission. @throws StorageError */
export async function writeSubmission(folder: string, submission: Submission): Promise<void> {
  await writeDurably(pathOf(folder, submission.round), jsonFile(submission));
}

/** Removes a submission of which the engine accepted nothing. */
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
