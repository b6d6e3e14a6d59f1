import { join } from 'node:path';
import * as v from 'valibot';
import { count, name, positive, schemaOf, text } from '../../engine/schema/schema.js';
import { writeDurably } from '../experiments/durable-file.js';
import { NotAsWritten } from '../runs/bounded-file.js';
import { StorageError } from '../runs/storage-error.js';
import { conform, readJson } from '../runs/stored-json.js';
import { jsonFile } from '../runs/summary.js';
import { CLUSTERS, type ClusterSettings, OWN_SETTINGS } from './cluster.js';

const FILE = 'submissions.json';

/** What of the settings is kept. What an engine would run as a program is not: a folder may come from anybody. */
export interface KeptSettings extends Pick<ClusterSettings, 'on' | 'batchSeconds' | 'atOnce'> {
  /** Which of the others were given, and have to be given again. */
  given: (typeof OWN_SETTINGS)[number][];
}

export function keptSettings(settings: ClusterSettings): KeptSettings {
  const { on, batchSeconds, atOnce } = settings;
  return { on, batchSeconds, atOnce, given: OWN_SETTINGS.filter((name) => settings[name] !== undefined) };
}

/** A round of a plan that was handed to an engine. */
export interface Submission {
  round: number;
  settings: KeptSettings;
  /** How the engine calls it. */
  jobs: string[];
  /** ISO 8601. */
  at: string;
  /** Cells that were on the disk then. */
  cellsBefore: number;
  /** Where it was handed over: an engine may know its jobs there only. */
  host: string;
  cancelled: boolean;
}

const submissionSchema = v.strictObject({
  round: count(1),
  settings: v.strictObject({
    on: v.picklist(CLUSTERS),
    batchSeconds: positive,
    atOnce: v.optional(count(1)),
    given: v.array(v.picklist(OWN_SETTINGS)),
  }),
  // Never what a program would take for an option.
  jobs: v.array(v.pipe(name, v.regex(/^[A-Za-z0-9][\w.:-]*$/))),
  at: text,
  cellsBefore: count(),
  host: name,
  cancelled: v.boolean(),
});

const fileSchema = schemaOf<{ submissions: Submission[] }>()(
  v.strictObject({ submissions: v.array(submissionSchema) }),
);

/** What was handed over in a folder, the first first; none where the file is damaged: the cells say what is done. */
export async function submissionsIn(folder: string): Promise<Submission[]> {
  try {
    return conform(fileSchema, await readJson(join(folder, FILE))).submissions;
  } catch (error) {
    if (error instanceof StorageError || error instanceof NotAsWritten) return [];
    throw error;
  }
}

/** @throws StorageError */
export async function writeSubmissions(folder: string, submissions: readonly Submission[]): Promise<void> {
  await writeDurably(join(folder, FILE), jsonFile({ submissions }));
}

/** Whether nobody wants the batches of a round any more. */
export async function isCancelled(folder: string, round: number): Promise<boolean> {
  const submissions = (await submissionsIn(folder)).filter((submission) => submission.round === round);
  return submissions.length > 0 && submissions.every(({ cancelled }) => cancelled);
}
