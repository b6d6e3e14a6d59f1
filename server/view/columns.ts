import type { Table, TableName } from '../../engine/model/results.js';

/** Results, or the part of their tables that is in memory. */
export interface InMemory {
  tables: Partial<Record<TableName, Table>>;
}

/** @throws if the results have no such column, which is a bug */
export function numbersOf(results: InMemory, table: TableName, column: string): Float64Array {
  const found = results.tables[table]?.columns[column];
  if (found?.type !== 'number') throw new Error(`results have no numeric column ${table}.${column}`);
  return found.values;
}

/** @throws if the results have no such column, which is a bug */
export function textsOf(results: InMemory, table: TableName, column: string): string[] {
  const found = results.tables[table]?.columns[column];
  if (found?.type !== 'text') throw new Error(`results have no text column ${table}.${column}`);
  return found.values;
}

/** Rows of `table` by the value of a numeric column, in ascending order of that value. */
export function rowsBy(results: InMemory, table: TableName, column: string): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  numbersOf(results, table, column).forEach((value, row) => {
    const rows = groups.get(value);
    if (rows) rows.push(row);
    else groups.set(value, [row]);
  });
  return new Map([...groups].sort(([a], [b]) => a - b));
}
