import type { Rows, Table } from '../../engine/model/results.js';

/** The rows of a table, so many at a time and fewer at the end: the same ones however it comes in pieces. */
export function* rowGroups({ pieces }: Rows, size: number): Generator<Table> {
  for (const piece of pieces) {
    for (let start = 0; start < piece.rows; start += size) yield part(piece, start, Math.min(start + size, piece.rows));
  }
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
