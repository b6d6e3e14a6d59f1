import type { Table } from '../../engine/model/results.js';
import type { TableDescription } from '../../engine/model/tables.js';

/**
 * Reads a table that `openParquet` wrote, possibly in an older version. In columns that the file lacks, every number is
 * missing and every text is empty.
 * @throws Error if the bytes are not such a file
 */
export async function readParquet(description: TableDescription, bytes: Uint8Array): Promise<Table> {
  const { parquetMetadata, parquetRead } = await import('hyparquet');
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const rows = Number(parquetMetadata(file).num_rows);
  const columns: Table['columns'] = {};
  for (const { name, kind, unit } of description.columns) {
    columns[name] =
      kind === 'text'
        ? { type: 'text', values: new Array<string>(rows).fill('') }
        : { type: 'number', unit, values: new Float64Array(rows).fill(Number.NaN) };
  }
  await parquetRead({
    file,
    onChunk: ({ columnName, columnData, rowStart }) => {
      const column = columns[columnName];
      if (!column) return;
      for (let i = 0; i < columnData.length && rowStart + i < rows; i++) {
        const value: unknown = columnData[i];
        if (column.type === 'text') column.values[rowStart + i] = String(value ?? '');
        else column.values[rowStart + i] = value === null || value === undefined ? Number.NaN : Number(value);
      }
    },
  });
  return { rows, columns };
}
