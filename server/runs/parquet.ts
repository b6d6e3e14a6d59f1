import type { Column, Table } from '../../engine/model/results.js';
import type { ColumnDescription, TableDescription } from './tables.js';

/** Written into every file in place of the library's own name and version, so that files do not depend on it. */
const CREATED_BY = 'twinchain';

/** Rows of a row group: enough to be packed well, few enough that writing a table takes little beside it. */
const ROWS_AT_ONCE = 4_096;

/**
 * The table as a Parquet file (Snappy), in pieces. Missing values are null, and the unit of every column stands in the
 * file's key-value metadata as `unit.<column>`.
 */
export async function* parquet(description: TableDescription, table: Table): AsyncGenerator<Uint8Array> {
  const { ByteWriter, ParquetWriter, schemaFromColumnData } = await import('hyparquet-writer');
  const rowsOf = (start: number, end: number) =>
    description.columns.map((column) => ({
      name: column.name,
      type: PARQUET_TYPES[column.kind],
      nullable: column.optional,
      data: stored(column, table.columns[column.name], start, end),
    }));
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({
    writer: bytes,
    schema: schemaFromColumnData({ columnData: rowsOf(0, 0) }),
    createdBy: CREATED_BY,
    kvMetadata: description.columns
      .filter((column) => column.unit !== '')
      .map((column) => ({ key: `unit.${column.name}`, value: column.unit })),
  });
  const written = () => {
    const piece = bytes.getBytes().slice();
    bytes.index = 0;
    return piece;
  };
  for (let start = 0; start < table.rows; start += ROWS_AT_ONCE) {
    await writer.write({ columnData: rowsOf(start, start + ROWS_AT_ONCE), rowGroupSize: ROWS_AT_ONCE });
    yield written();
  }
  await writer.finish();
  yield written();
}

const PARQUET_TYPES = { integer: 'INT64', real: 'DOUBLE', text: 'STRING' } as const;

function stored(description: ColumnDescription, column: Column, start: number, end: number) {
  if (column.type === 'text') return column.values.slice(start, end);
  const values = column.values.subarray(start, end);
  if (description.kind === 'integer') return BigInt64Array.from(values, BigInt);
  if (description.optional) return Array.from(values, (value) => (Number.isNaN(value) ? null : value));
  return values;
}

/**
 * Reads a table that {@link parquet} wrote.
 * @throws Error where the bytes are no such file
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
        : { type: 'number', unit, values: new Float64Array(rows) };
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
