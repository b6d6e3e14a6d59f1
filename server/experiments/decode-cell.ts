import type { Decoding } from '../runs/reading-apart.js';
import type { Cell } from './cell.js';

/** Key under which a cell's file holds its figures, as JSON. */
export const SUMMARY_KEY = 'summary';

/** The content of a cell's file: its figures as JSON, and its samples if requested. */
export interface DecodedCell {
  summary: string;
  samples?: Cell['samples'];
}

/** Decodes a cell from the bytes of its Parquet file. */
export type DecodeCell = (bytes: Uint8Array, withSamples: boolean) => Promise<DecodedCell>;

/**
 * Reads a cell that was written as one.
 * @throws Error if the bytes are no such file
 */
export async function decodeCell(bytes: Uint8Array, withSamples: boolean): Promise<DecodedCell> {
  const { parquetMetadata, parquetRead } = await import('hyparquet');
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const metadata = parquetMetadata(file);
  const summary = metadata.key_value_metadata?.find(({ key }) => key === SUMMARY_KEY)?.value ?? '';
  if (!withSamples) return { summary };
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

/** Decodes cells in the thread for untrusted files. */
export function decodingCells({ other }: Decoding): DecodeCell {
  return (bytes, withSamples) => other('decodeCell', [bytes, withSamples]);
}
