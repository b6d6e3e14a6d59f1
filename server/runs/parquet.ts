import { type Column, ROWS_PER_PIECE, type Table } from '../../engine/model/results.js';
import type { ColumnDescription, TableDescription } from '../../engine/model/tables.js';
import type { TableFormat } from './table-file.js';

/** Written into every file in place of the library's own name and version, so that files do not depend on it. */
const CREATED_BY = 'twinchain';

/** Opens a table as a Parquet file. */
type ParquetOpener = (description: TableDescription) => TableFormat;

/**
 * Tables as Parquet files (Snappy): row groups of `PIECE` rows, enough to compress well and few enough that writing a
 * table needs little memory. Missing values are null, and the unit of every column is in the file's key-value metadata
 * as `unit.<column>`. The library is loaded when a run begins to be written, not when the program starts.
 */
export async function openParquet(): Promise<ParquetOpener> {
  const { ByteWriter, ParquetWriter, schemaFromColumnData } = await import('hyparquet-writer');
  return (description) => {
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
    // A writer into memory is done when it returns.
    const written = () => {
      const piece = bytes.getBytes().slice();
      bytes.index = 0;
      return piece;
    };
    return {
      rows: (group) => {
        writer.write({ columnData: columnsOf(group), rowGroupSize: ROWS_PER_PIECE });
        return written();
      },
      end: () => {
        writer.finish();
        return written();
      },
    };
  };
}

const PARQUET_TYPES = { integer: 'INT64', real: 'DOUBLE', text: 'STRING' } as const;

function stored(description: ColumnDescription, column: Column) {
  if (column.type === 'text') return column.values;
  const { values } = column;
  if (description.kind === 'integer') return bigIntegers(values);
  if (description.optional) return Array.from(values, (value) => (Number.isNaN(value) ? null : value));
  return values;
}

/** Most columns of integers repeat a number many times in a row, so its bigint is reused. */
function bigIntegers(values: Float64Array): bigint[] {
  const integers = new Array<bigint>(values.length);
  let last = Number.NaN;
  let integer = 0n;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value !== last) {
      last = value;
      integer = BigInt(value);
    }
    integers[i] = integer;
  }
  return integers;
}
