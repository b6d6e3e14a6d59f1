import type { Column, Table } from '../../engine/model/results.js';
import type { TableDescription } from './tables.js';

/** Rows that are turned into text at once: enough to be fast, few enough to keep strings small. */
const ROWS_AT_ONCE = 8192;

/**
 * The table as CSV (RFC 4180, `\n` line ends, a header row), in pieces. A missing value is an empty field; a number is
 * its shortest text that reads back as the same double.
 */
export function* csv(description: TableDescription, table: Table): Generator<string> {
  const names = description.columns.map((column) => column.name);
  const columns = names.map((name) => table.columns[name]);
  yield `${names.join(',')}\n`;
  for (let start = 0; start < table.rows; start += ROWS_AT_ONCE) {
    const end = Math.min(start + ROWS_AT_ONCE, table.rows);
    let rows = '';
    for (let row = start; row < end; row++) rows += `${columns.map((column) => field(column, row)).join(',')}\n`;
    yield rows;
  }
}

function field(column: Column, row: number): string {
  if (column.type === 'text') return quoted(column.values[row]);
  const value = column.values[row];
  return Number.isNaN(value) ? '' : String(value);
}

function quoted(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
