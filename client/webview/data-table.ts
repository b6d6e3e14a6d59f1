import { quantity, tableFormats } from '../../server/protocol/quantities.js';
import { element } from './elements.js';

/** The numbers behind a figure. */
export interface DataTable {
  caption: string;
  columns: DataColumn[];
  rows: (string | number | null)[][];
}

/** With a unit: numbers in that SI unit; without: text. */
export interface DataColumn {
  title: string;
  unit?: string;
  /** Every cell has the prefix that fits it: for values of very different size. */
  mixed?: boolean;
}

/** A real table, for screen readers and for whoever wants the digits; figures line up at the decimal point. */
export function tableElement(table: DataTable): HTMLTableElement {
  const aligned = table.columns.flatMap(({ unit, mixed }, i) =>
    unit === undefined || mixed ? [] : [{ i, unit, values: table.rows.map((row) => numberOf(row[i])) }],
  );
  const shared = tableFormats(aligned);
  const formats = table.columns.map(({ unit, mixed }, i) => {
    if (unit === undefined) return null;
    if (mixed) return { unit: '', format: (value: number | null) => quantity(value, unit) };
    return shared[aligned.findIndex((column) => column.i === i)];
  });
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
