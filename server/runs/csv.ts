import { type Column, PIECE, type Rows } from '../../engine/model/results.js';
import { rowGroups } from './row-groups.js';
import type { TableDescription } from './tables.js';

/**
 * The table as CSV (RFC 4180, `\n` line ends, a header row), in pieces. A missing value is an empty field; a number is
 * its shortest text that reads back as the same double.
 */
export function* csv(description: TableDescription, rows: Rows): Generator<string> {
  const names = description.columns.map((column) => column.name);
  yield `${names.join(',')}\n`;
  for (const group of rowGroups(rows, PIECE)) {
    const columns = names.map((name) => group.columns[name]);
    let lines = '';
    for (let row = 0; row < group.rows; row++) lines += `${columns.map((column) => field(column, row)).join(',')}\n`;
    yield lines;
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
