import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode } from '../runs/storage-error.js';
import type { Cell, CellSummary } from './cell.js';
import { writeDurably } from './durable-file.js';

/** The cells of an experiment: a folder of files that are named after what decides their content. */
const EXTENSION = '.parquet';
/** Key under which a cell's file holds its figures, as JSON. */
const SUMMARY_KEY = 'summary';
const CREATED_BY = 'twinchain';

export function cellPath(folder: string, name: string): string {
  return join(folder, `${name}${EXTENSION}`);
}

/** Puts a cell on the disk, whole or not at all. @throws StorageError */
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
    kvMetadata: [{ key: SUMMARY_KEY, value: JSON.stringify(summary) }],
  });
  await writeDurably(cellPath(folder, name), new Uint8Array(bytes));
}

/** Cells that are on the disk, whole. */
export async function countCells(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.endsWith(EXTENSION)).length;
}

/** The figures of a cell that is on the disk; undefined where it is not, or cannot be read. */
export async function readCellSummary(folder: string, name: string): Promise<CellSummary | undefined> {
  const file = await bytesOf(cellPath(folder, name));
  if (!file) return undefined;
  const { parquetMetadata } = await import('hyparquet');
  try {
    return summaryIn(parquetMetadata(file));
  } catch {
    return undefined;
  }
}

/** A cell that is on the disk, samples and all. @throws Error where it is not there or is damaged */
export async function readCell(folder: string, name: string): Promise<Cell> {
  const path = cellPath(folder, name);
  const file = await bytesOf(path);
  if (!file) throw new Error(`the cell "${path}" is gone`);
  const { parquetMetadata, parquetRead } = await import('hyparquet');
  const metadata = parquetMetadata(file);
  const summary = summaryIn(metadata);
  const rows = Number(metadata.num_rows);
  const block = new Int32Array(rows);
  const nodeQuantile = new Float64Array(rows);
  const phase = new Array<string>(rows).fill('');
  const seconds = new Float64Array(rows);
  await parquetRead({
    file,
    metadata,
    onChunk: ({ columnName, columnData, rowStart }) => {
      for (let i = 0; i < columnData.length && rowStart + i < rows; i++) {
        const value: unknown = columnData[i];
        if (columnName === 'phase') phase[rowStart + i] = String(value);
        else if (columnName === 'block') block[rowStart + i] = Number(value);
        else if (columnName === 'seconds') seconds[rowStart + i] = Number(value);
        else nodeQuantile[rowStart + i] = Number(value);
      }
    },
  });
  return { summary, samples: { block, nodeQuantile, phase, seconds } };
}

function summaryIn(metadata: { key_value_metadata?: { key: string; value?: string }[] }): CellSummary {
  const entry = metadata.key_value_metadata?.find(({ key }) => key === SUMMARY_KEY);
  const summary: CellSummary = JSON.parse(entry?.value ?? '');
  return summary;
}

async function bytesOf(path: string): Promise<ArrayBuffer | undefined> {
  try {
    const bytes = await readFile(path);
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
