import { randomUUID } from 'node:crypto';
import { lstat, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { NotAsWritten, readBounded } from '../runs/bounded-file.js';
import { reason, StorageError, systemCode, writingFailed } from '../runs/storage-error.js';
import { conform, parseJson } from '../runs/stored-json.js';
import { type Cell, type CellSummary, cellSummarySchema } from './cell.js';
import { BLANK_SEAL, isSealed, SEAL_KEY, seal } from './cell-seal.js';
import { type DecodeCell, type DecodedCell, decodeCell, SUMMARY_KEY } from './decode-cell.js';
import { writeDurably } from './durable-file.js';

/** The cells of an experiment: a folder of files whose names are hashes of everything that determines their content. */
const EXTENSION = '.parquet';
const CREATED_BY = 'twinchain';
/** Largest file of a cell that is read, B. */
const MAX_BYTES = 1e9;

export function cellPath(folder: string, name: string): string {
  return join(folder, `${name}${EXTENSION}`);
}

/** Writes a cell to the disk, completely or not at all. @throws StorageError */
export async function writeCell(folder: string, name: string, { summary, samples }: Cell): Promise<void> {
  const { parquetWriteBuffer } = await import('hyparquet-writer');
  const bytes = parquetWriteBuffer({
    createdBy: CREATED_BY,
    columnData: [
      { name: 'block', type: 'INT32', data: samples.block },
      { name: 'nodeQuantile', type: 'DOUBLE', data: samples.nodeQuantile },
      { name: 'phase', type: 'STRING', data: samples.phase },
      { name: 'seconds', type: 'DOUBLE', data: samples.seconds },
    ],
    kvMetadata: [
      { key: SUMMARY_KEY, value: JSON.stringify(summary) },
      { key: SEAL_KEY, value: BLANK_SEAL },
    ],
  });
  await writeDurably(cellPath(folder, name), seal(Buffer.from(bytes), name));
}

/** Cells that are completely on the disk. */
export async function countCells(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.endsWith(EXTENSION)).length;
}

/** The content of the file of a cell. */
export type FoundCell =
  | { kind: 'none' }
  | { kind: 'damaged'; problem: string }
  | { kind: 'whole'; summary: CellSummary };

/** The figures of a cell, if its file is unchanged. @throws an error of the file system */
export async function findCell(folder: string, name: string, decode: DecodeCell = decodeCell): Promise<FoundCell> {
  try {
    const { summary } = await openCell(folder, name, (bytes) => decode(bytes, false));
    return { kind: 'whole', summary };
  } catch (error) {
    if (error instanceof NotAsWritten) return { kind: 'damaged', problem: error.message };
    if (!(error instanceof StorageError)) throw error;
    return (await isThere(folder, name)) ? { kind: 'damaged', problem: error.message } : { kind: 'none' };
  }
}

/**
 * Moves whatever is in place of a cell's file aside, so that the cell can be simulated again.
 * @returns where it is now @throws StorageError
 */
export async function setAside(folder: string, name: string): Promise<string> {
  const aside = `${cellPath(folder, name)}.damaged-${randomUUID().slice(0, 8)}`;
  try {
    await rename(cellPath(folder, name), aside);
    return aside;
  } catch (error) {
    throw writingFailed(folder, error);
  }
}

/** A cell that is on the disk, samples and all. @throws StorageError if it is gone or damaged */
export async function readCell(folder: string, name: string, decode: DecodeCell = decodeCell): Promise<Cell> {
  try {
    return await openCell(folder, name, async (bytes) => {
      const { summary, samples } = await decode(bytes, true);
      if (!samples) throw new Error('it has no samples');
      return { summary, samples };
    });
  } catch (error) {
    if (error instanceof StorageError) throw error;
    const why = error instanceof NotAsWritten ? error.message : `cannot be read: ${reason(error)}`;
    throw new StorageError(
      'experiment/damaged',
      `A replication of the experiment is damaged: "${cellPath(folder, name)}" ${why}.`,
      'Run the experiment again with --resume: what is damaged is simulated again.',
    );
  }
}

async function openCell<Decoded extends DecodedCell>(
  folder: string,
  name: string,
  decode: (bytes: Uint8Array) => Promise<Decoded>,
): Promise<Omit<Decoded, 'summary'> & { summary: CellSummary }> {
  const bytes = await readBounded(cellPath(folder, name), MAX_BYTES);
  if (!isSealed(bytes, name)) throw new NotAsWritten('was changed or cut off after it was written');
  // A valid seal does not prove valid content.
  const decoded = await decode(bytes).catch((error: unknown) => {
    throw new NotAsWritten(`holds no replication: ${reason(error)}`);
  });
  return { ...decoded, summary: conform(cellSummarySchema, parseJson(decoded.summary)) };
}

async function isThere(folder: string, name: string): Promise<boolean> {
  try {
    await lstat(cellPath(folder, name));
    return true;
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return false;
    throw error;
  }
}
