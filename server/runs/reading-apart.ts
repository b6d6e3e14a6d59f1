import { fileURLToPath } from 'node:url';
import type { Table } from '../../engine/model/results.js';
import type { TableDescription } from './tables.js';

/** Makes a table of the bytes of its Parquet file. */
export type DecodeTable = (description: TableDescription, bytes: Uint8Array) => Promise<Table>;

/** The bundle of `table-worker.ts`, beside the bundle that this module becomes a part of. */
const BESIDE = () => new URL('./table-worker.cjs', import.meta.url);

/** No table of ours takes so long, ms, or so much memory, MB. */
const LONGEST = 60_000;
const MOST_MEMORY = 2048;

/**
 * Reads with a decoder in a thread of its own: a Parquet file that somebody has made for it can keep a decoder busy for
 * ever, or make it take all memory, and its checksum is right all the same. The thread ends with the reading.
 *
 * @param longest milliseconds for one table, after which it counts as damaged
 */
export async function readingApart<Result>(
  read: (decode: DecodeTable) => Promise<Result>,
  { bundle = BESIDE(), longest = LONGEST }: { bundle?: URL; longest?: number } = {},
): Promise<Result> {
  const { pool } = await import('workerpool');
  const workers = pool(fileURLToPath(bundle), {
    workerType: 'thread',
    maxWorkers: 1,
    workerThreadOpts: { resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY } },
  });
  try {
    return await read(async (description, bytes) => workers.exec('readTable', [description, bytes]).timeout(longest));
  } finally {
    await workers.terminate(true);
  }
}
