import { join } from 'node:path';
import * as v from 'valibot';
import { count, name, positive, schemaOf, text } from '../../engine/schema/schema.js';
import { writeDurably } from '../experiments/durable-file.js';
import { NotAsWritten } from '../runs/bounded-file.js';
import { StorageError } from '../runs/storage-error.js';
import { conform, readJson } from '../runs/stored-json.js';
import { jsonFile } from '../runs/summary.js';
import { CLUSTERS, type ClusterSettings } from './cluster.js';

const FILE = 'submissions.json';

/** A round of a plan that was handed to an engine. */
export interface Submission {
  round: number;
  settings: ClusterSettings;
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
    submitArgs: v.optional(text),
    hosts: v.optional(v.array(name)),
    image: v.optional(name),
    volume: v.optional(name),
  }),
  jobs: v.array(name),
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
