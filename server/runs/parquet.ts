import { type Column, PIECE, type Rows, type Table } from '../../engine/model/results.js';
import { rowGroups } from './row-groups.js';
import type { ColumnDescription, TableDescription } from './tables.js';

/** Written into every file in place of the library's own name and version, so that files do not depend on it. */
const CREATED_BY = 'twinchain';

/**
 * The table as a Parquet file (Snappy), in pieces: row groups of {@link PIECE} rows, enough to be packed well and few
 * enough that writing a table takes little beside it. Missing values are null, and the unit of every column stands in the
 * file's key-value metadata as `unit.<column>`.
 */
export async function* parquet(description: TableDescription, rows: Rows): AsyncGenerator<Uint8Array> {
  const { ByteWriter, ParquetWriter, schemaFromColumnData } = await import('hyparquet-writer');
  const columnsOf = (group?: Table) =>
    description.columns.map((column) => ({
      name: column.name,
      type: PARQUET_TYPES[column.kind],
      nullable: column.optional,
      data: group ? stored(column, group.columns[column.name]) : [],
    }));
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({
    writer: bytes,
    schema: schemaFromColumnData({ columnData: columnsOf() }),
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
  for (const group of rowGroups(rows, PIECE)) {
    await writer.write({ columnData: columnsOf(group), rowGroupSize: PIECE });
    yield written();
  }
  await writer.finish();
  yield written();
}

const PARQUET_TYPES = { integer: 'INT64', real: 'DOUBLE', text: 'STRING' } as const;

function stored(description: ColumnDescription, column: Column) {
  if (column.type === 'text') return column.values;
  const { values } = column;
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
