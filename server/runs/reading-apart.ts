import { fileURLToPath } from 'node:url';
import type { Table } from '../../engine/model/results.js';
import type { TableDescription } from '../../engine/model/tables.js';

/** Makes a table of the bytes of its Parquet file. */
export type DecodeTable = (description: TableDescription, bytes: Uint8Array) => Promise<Table>;

/** What decodes in the other thread: tables of runs, and by its name what else that thread knows. */
export interface Decoding {
  table: DecodeTable;
  other<Decoded>(name: string, given: unknown[]): Promise<Decoded>;
}

/** The bundle of `table-worker.ts`, beside the bundle that this module becomes a part of. */
const BESIDE = () => new URL('./table-worker.cjs', import.meta.url);

/** No file of ours takes so long, ms, or so much memory, MB. */
const LONGEST = 60_000;
const MAX_MEMORY = 2048;

/**
 * Reads with a decoder in a thread of its own: a Parquet file that somebody has made for it can keep a decoder busy for
 * ever, or make it take all memory, and its checksum is right all the same. The thread ends with the reading.
 *
 * @param longest milliseconds for one file, after which it counts as damaged
 */
export async function readingApart<Result>(
  read: (decoding: Decoding) => Promise<Result>,
  { bundle = BESIDE(), longest = LONGEST }: { bundle?: URL; longest?: number } = {},
): Promise<Result> {
  const { pool } = await import('workerpool');
  const workers = pool(fileURLToPath(bundle), {
    workerType: 'thread',
    maxWorkers: 1,
    workerThreadOpts: { resourceLimits: { maxOldGenerationSizeMb: MAX_MEMORY } },
  });
  const within = (name: string, given: unknown[]) =>
    workers
      .exec(name, given)
      .timeout(longest)
      .catch((error: Error) => {
        throw error.name === 'TimeoutError' ? new Error('it timed out, as no file of ours does') : error;
      });
  try {
    return await read({
      table: async (description, bytes) => within('readTable', [description, bytes]),
      other: async (name, given) => within(name, given),
    });
  } finally {
    await workers.terminate(true);
  }
}
