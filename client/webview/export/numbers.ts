import { csvCell } from '../../../server/protocol/plain-text.js';
import type { DataTable } from '../dom/data-table.js';

/** The numbers of a figure as CSV (RFC 4180), in SI units and with all their digits. */
export function csvText({ columns, rows }: DataTable): string {
  const head = columns.map(({ title, unit }) => (unit ? `${title} (${unit})` : title));
  return [head, ...rows]
    .map((row) => row.map(cellText).join(','))
    .join('\r\n')
    .concat('\r\n');
}

function cellText(cell: string | number | null): string {
  return typeof cell === 'number' ? String(cell) : csvCell(cell ?? '');
}
