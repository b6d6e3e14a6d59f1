import { markdownTable } from './markdown-table.js';

/**
 * Adds a column to a table: a figure as a multiple of the same figure on the page. Tables are matched by their headings
 * and rows by their labels; rows that are not on the page get an empty cell.
 *
 * @param page text of `docs/performance.md`
 * @param labels number of leading columns that identify a row
 * @param figure heading of the column to compare
 */
export function againstPage(table: string, page: string, labels: number, figure: string): string {
  const [head, , ...rows] = rowsOf(table);
  const column = head.indexOf(figure);
  if (column < 0) throw new Error(`a table without a column '${figure}': ${head.join(', ')}`);
  const name = (row: readonly string[]) => row.slice(0, labels).join(' | ');
  const known = new Map(tableOf(page, head).map((row) => [name(row), Number.parseFloat(row[column])]));
  const ratio = (row: readonly string[]) => {
    const before = known.get(name(row));
    return before ? (Number.parseFloat(row[column]) / before).toFixed(2) : '-';
  };
  return markdownTable(
    [...head, 'of the page'],
    rows.map((row) => [...row, ratio(row)]),
  );
}

/** Rows of the page's table with these headings. */
function tableOf(page: string, head: readonly string[]): string[][] {
  const lines = page.split('\n');
  const isHead = (line: string) => line.startsWith('|') && cellsOf(line).join() === head.join();
  const first = lines.findIndex(isHead) + 2;
  if (first < 2) return [];
  const length = lines.slice(first).findIndex((line) => !line.startsWith('|'));
  return lines.slice(first, length < 0 ? undefined : first + length).map(cellsOf);
}

function rowsOf(table: string): string[][] {
  return table.split('\n').map(cellsOf);
}

function cellsOf(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}
