import { fileURLToPath } from 'node:url';
import type { Table } from '../../engine/model/results.js';
import type { TableDescription } from '../../engine/model/tables.js';

/** Decodes a table from the bytes of its Parquet file. */
export type DecodeTable = (description: TableDescription, bytes: Uint8Array) => Promise<Table>;

/** Decoders of the other thread: for tables of runs, and others by name. */
export interface Decoding {
  table: DecodeTable;
  other<Decoded>(name: string, given: unknown[]): Promise<Decoded>;
}

/** The bundle of `table-worker.ts`, beside the bundle that this module becomes a part of. */
const BESIDE = () => new URL('./table-worker.cjs', import.meta.url);

/** Limits of time, ms, and memory, MB, that no file of Twinchain reaches. */
const LONGEST = 60_000;
const MAX_MEMORY = 2048;

/**
 * Decodes in a separate thread: a crafted Parquet file can keep a decoder busy for ever or make it use all memory, even
 * with a correct checksum. The thread ends after reading.
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
        throw error.name === 'TimeoutError' ? new Error('it took longer to decode than any file of Twinchain') : error;
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
