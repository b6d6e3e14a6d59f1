import { ROWS_PER_PIECE, type Table } from '../../engine/model/results.js';

/** The rows of a table in groups of {@link ROWS_PER_PIECE}; the last one may be smaller. */
export function* rowGroups(table: Table): Generator<Table> {
  for (let start = 0; start < table.rows; start += ROWS_PER_PIECE)
    yield part(table, start, Math.min(start + ROWS_PER_PIECE, table.rows));
}

function part(table: Table, start: number, end: number): Table {
  const columns = Object.entries(table.columns).map(([name, column]) => [
    name,
    column.type === 'text'
      ? { ...column, values: column.values.slice(start, end) }
      : { ...column, values: column.values.subarray(start, end) },
  ]);
  return { rows: end - start, columns: Object.fromEntries(columns) };
}
