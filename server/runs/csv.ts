import type { Column, Table } from '../../engine/model/results.js';
import type { TableDescription } from '../../engine/model/tables.js';
import { csvCell } from '../protocol/plain-text.js';
import { rowGroups } from './row-groups.js';
import type { TableFormat } from './table-file.js';

/**
 * A table as CSV (RFC 4180, `\n` line ends, a header row). A missing value is an empty field; a number is its shortest
 * text that reads back as the same double; a text that a spreadsheet would take as a formula begins with an apostrophe.
 */
export function openCsv(description: TableDescription): TableFormat {
  const names = description.columns.map((column) => column.name);
  let header = `${names.join(',')}\n`;
  const withHeader = (lines: string) => {
    const text = header + lines;
    header = '';
    return text;
  };
  return {
    rows: ({ rows, columns }) => {
      const fields = names.map((name) => fieldsOf(columns[name]));
      let lines = '';
      for (let row = 0; row < rows; row++) {
        lines += fields[0][row];
        for (let i = 1; i < fields.length; i++) lines += `,${fields[i][row]}`;
        lines += '\n';
      }
      return withHeader(lines);
    },
    end: () => withHeader(''),
  };
}

/** A whole table as CSV. */
export function csvText(description: TableDescription, table: Table): string {
  const csv = openCsv(description);
  const pieces = [...rowGroups(table)].map((group) => csv.rows(group));
  return [...pieces, csv.end()].join('');
}

function fieldsOf(column: Column): readonly string[] {
  return column.type === 'text' ? column.values.map(csvCell) : numberTexts(column.values);
}

/** Most columns of integers repeat a number many times in a row, so its text is reused. */
function numberTexts(values: Float64Array): string[] {
  const texts = new Array<string>(values.length);
  let last = Number.NaN;
  let text = '';
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value !== last) {
      last = value;
      text = Number.isNaN(value) ? '' : String(value);
    }
    texts[i] = text;
  }
  return texts;
}
