import { element } from './elements.js';
import { columnFormat } from './quantities.js';

/** The numbers behind a figure. A column with a unit holds numbers in SI units, any other holds text. */
export interface DataTable {
  caption: string;
  columns: { title: string; unit?: string }[];
  rows: (string | number | null)[][];
}

/** A real table, for screen readers and for whoever wants the digits; figures line up at the decimal point. */
export function tableElement(table: DataTable): HTMLTableElement {
  const formats = table.columns.map((column, i) =>
    column.unit === undefined
      ? null
      : columnFormat(
          table.rows.map((row) => numberOf(row[i])),
          column.unit,
        ),
  );
  const header = table.columns.map((column, i) => {
    const unit = formats[i]?.unit;
    return element(
      'th',
      { scope: 'col', class: formats[i] ? 'number' : 'text' },
      column.title,
      unit ? element('span', { class: 'unit' }, ` ${unit}`) : null,
    );
  });
  const body = table.rows.map((row) =>
    element(
      'tr',
      {},
      ...row.map((cell, i) => {
        const format = formats[i];
        const text = format ? format.format(numberOf(cell)) : String(cell ?? '');
        if (i === 0) return element('th', { scope: 'row', class: format ? 'number' : 'text' }, text);
        return element('td', { class: format ? 'number' : 'text' }, text);
      }),
    ),
  );
  return element(
    'table',
    {},
    element('caption', { class: 'visually-hidden' }, table.caption),
    element('thead', {}, element('tr', {}, ...header)),
    element('tbody', {}, ...body),
  );
}

function numberOf(cell: string | number | null | undefined): number | null {
  return typeof cell === 'number' ? cell : null;
}
