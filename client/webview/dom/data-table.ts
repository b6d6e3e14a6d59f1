import { nothing, type TemplateResult } from 'lit-html';
import { quantity, tableFormats } from '../../../server/protocol/quantities.js';
import { html } from '../words/html.js';

/** The numbers behind a figure. */
export interface DataTable {
  caption: string;
  columns: DataColumn[];
  rows: (string | number | null)[][];
}

/** With a unit: numbers in that SI unit. Without a unit: text. */
export interface DataColumn {
  title: string;
  unit?: string;
  /** Whether every cell has a prefix of its own, for values of very different size. */
  mixed?: boolean;
}

/**
 * The numbers of a figure as an HTML table, for screen readers and for readers who want the digits; numbers are aligned
 * at the decimal point.
 */
export function dataTable({ caption, columns, rows }: DataTable): TemplateResult {
  const formats = columnFormats({ caption, columns, rows });
  const kind = (i: number) => (formats[i] ? 'number' : 'text');
  const cellText = (cell: string | number | null, i: number) =>
    formats[i]?.format(numberOf(cell)) ?? String(cell ?? '');
  return html`
    <table>
      <caption class="visually-hidden">${caption}</caption>
      <thead>
        <tr>
          ${columns.map(
            ({ title }, i) =>
              html`<th scope="col" class=${kind(i)}>${title}${
                formats[i]?.unit ? html`<span class="unit"> ${formats[i]?.unit}</span>` : nothing
              }</th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>${row.map((cell, i) =>
              i === 0
                ? html`<th scope="row" class=${kind(i)}>${cellText(cell, i)}</th>`
                : html`<td class=${kind(i)}>${cellText(cell, i)}</td>`,
            )}</tr>`,
        )}
      </tbody>
    </table>
  `;
}

interface CellFormat {
  unit: string;
  format: (value: number | null) => string;
}

/** Null for columns of text. */
function columnFormats({ columns, rows }: DataTable): (CellFormat | null)[] {
  const aligned = columns.flatMap(({ unit, mixed }, i) =>
    unit === undefined || mixed ? [] : [{ i, unit, values: rows.map((row) => numberOf(row[i])) }],
  );
  const shared = tableFormats(aligned);
  return columns.map(({ unit, mixed }, i) => {
    if (unit === undefined) return null;
    if (mixed) return { unit: '', format: (value) => quantity(value, unit) };
    return shared[aligned.findIndex((column) => column.i === i)];
  });
}

function numberOf(cell: string | number | null | undefined): number | null {
  return typeof cell === 'number' ? cell : null;
}
