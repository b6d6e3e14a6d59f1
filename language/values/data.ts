import { type AstNode, AstUtils, type URI } from 'langium';
import { MAX_LISTED } from '../../engine/model/magnitudes.js';
import { writeSize } from '../imports/bounded-files.js';
import type { CsvRow, CsvRows, CsvTable } from '../imports/csv-table.js';
import type { DataFiles } from '../imports/data-files.js';
import { LARGEST_DATA_FILE, numbersOf } from '../imports/data-files.js';
import { anyOf, didYouMean, nearest } from '../names/nearest.js';
import type { Report } from '../validation/report.js';
import { faultOfNumber } from './numbers.js';

/**
 * The table in a data file. It must be readable, have the given columns, and have at least one row.
 * @param most noun for the rows, if only `MAX_LISTED` of them are allowed
 */
export function tableMustHaveColumns(
  node: AstNode,
  path: string,
  columns: readonly string[],
  files: DataFiles,
  report: Report,
  { columnNode = node, most }: { columnNode?: AstNode; most?: string } = {},
): CsvTable | undefined {
  const table = fileMustBeReadable(node, path, files, report);
  if (!table) return undefined;
  if (most !== undefined && !mustBeFewEnough(node, path, table.rows.length, most, report)) return undefined;
  if (!columnsMustBeThere(path, table, columns, report, columnNode)) return undefined;
  if (table.rows.length === 0) {
    report({ code: 'data/empty', message: `"${path}" has no data below its first line.`, node });
    return undefined;
  }
  return rowsMustFitHeader(node, path, table, report) ? table : undefined;
}

export function columnsMustBeThere(
  path: string,
  table: CsvTable,
  columns: readonly string[],
  report: Report,
  node: AstNode,
  naming: ColumnNames = {},
): boolean {
  const separator = /[;\t]/.exec(table.columns.length === 1 ? table.columns[0] : '')?.[0];
  if (separator) {
    const found = separator === ';' ? 'semicolons' : 'tabs';
    const message = `"${path}" separates its columns by ${found}; the separator must be a comma, and the decimal sign a point.`;
    report({ code: 'data/column', message, node });
    return false;
  }
  const twice = columns.find((column) => table.columns.indexOf(column) !== table.columns.lastIndexOf(column));
  if (twice !== undefined) {
    const message = `"${path}" names the column \`${twice}\` twice, so it is unclear which one to read.`;
    report({ code: 'data/column', message, node });
    return false;
  }
  const missing = columns.filter((column) => !table.columns.includes(column));
  if (missing.length === 0) return true;
  const suggestions = missing.flatMap((column) => like(column, table.columns));
  report({
    code: 'data/column',
    message: `"${path}" has no column ${anyOf(missing)}; its columns are ${anyOf(table.columns).replace(' or ', ' and ')}.${hintAt(missing, table.columns, naming)}`,
    node,
    suggestions,
  });
  return false;
}

/** The label by which a text gives the file's own name for a column: `latency: "…"` for `ms`. */
export type ColumnNames = Readonly<Record<string, string>>;

/** Similar column names, including those that differ only in case. */
function like(column: string, columns: readonly string[]): string[] {
  const otherCase = columns.filter((name) => name.toLowerCase() === column.toLowerCase());
  if (otherCase.length > 0) return otherCase;
  const near = nearest(column, columns);
  return near.length > 0 ? near : columns.filter((name) => name.toLowerCase().includes(column.toLowerCase()));
}

/** How to name the column in the text, if that is possible; else similar names. */
function hintAt(missing: readonly string[], columns: readonly string[], naming: ColumnNames): string {
  const labels = missing.flatMap((column) => {
    const label = naming[column];
    return label === undefined ? [] : [`\`${label}: "${like(column, columns)[0] ?? '…'}"\``];
  });
  if (labels.length > 0) return ` Name the column after the file: ${labels.join(' ')}.`;
  const meant = missing.flatMap((column) => like(column, columns));
  const letters = missing.some((column) => columns.some((name) => name.toLowerCase() === column.toLowerCase()));
  return `${didYouMean(meant)}${letters ? ' Names are case-sensitive.' : ''}`;
}

/** Files that list single items are checked for size first, because checking anything else might take gigabytes. */
export function mustBeFewEnough(node: AstNode, path: string, count: number, what: string, report: Report): boolean {
  if (count <= MAX_LISTED) return true;
  report({
    code: 'data/unreadable',
    message: `"${path}" lists more than ${MAX_LISTED.toLocaleString('en')} ${what}; up to that many are read.`,
    node,
  });
  return false;
}

function firstOf(rows: CsvRows, holds: (row: CsvRow) => boolean): CsvRow | undefined {
  for (const row of rows) if (holds(row)) return row;
  return undefined;
}

/** A row with more or fewer cells than the header would be misread. */
function rowsMustFitHeader(node: AstNode, path: string, table: CsvTable, report: Report): boolean {
  const wanted = table.columns.length;
  const row = firstOf(table.rows, ({ cells }) => cells.length !== wanted);
  if (!row) return true;
  const cells = row.cells.length === 1 ? '1 cell' : `${row.cells.length} cells`;
  const columns = wanted === 1 ? '1 column' : `${wanted} columns`;
  const hint = row.cells.length > wanted ? ' A comma separates cells, so the decimal sign is a point: `4.5`.' : '';
  report({
    code: 'data/row',
    message: `Line ${row.line} of "${path}" has ${cells}, but the first line names ${columns}.${hint}`,
    node,
  });
  return false;
}

/** Reports a cell that is not a number. */
export function reportNoNumber(
  node: AstNode,
  path: string,
  column: string,
  { line, found }: { readonly line: number; readonly found: string },
  report: Report,
): void {
  const fault = Number.isNaN(Number(found)) ? undefined : faultOfNumber(Number(found));
  const message =
    found === ''
      ? `Line ${line} of "${path}" has nothing in column "${column}", where a number is expected.`
      : fault
        ? `Line ${line} of "${path}" has \`${found}\` in column "${column}", which ${fault}.`
        : `Line ${line} of "${path}" has \`${found}\` in column "${column}", where a number is expected.`;
  report({ code: 'data/number', message, node });
}

/** A data file must exist inside the workspace and be CSV in UTF-8 within the size limit. */
export function fileMustBeReadable(
  node: AstNode,
  path: string,
  files: DataFiles,
  report: Report,
): CsvTable | undefined {
  const uri = files.locate(AstUtils.getDocument(node).uri, path);
  const result = files.read(uri);
  if ('table' in result) return result.table;
  switch (result.problem) {
    case 'outside':
      report({
        code: 'data/outside',
        message: files.outside(path),
        node,
      });
      break;
    case 'missing':
      reportMissing(node, path, uri, files, report);
      break;
    case 'tooLarge':
      report({
        code: 'data/unreadable',
        message: `"${path}" has ${writeSize(result.bytes)}; data files may have up to ${LARGEST_DATA_FILE / 1e6} MB.`,
        node,
      });
      break;
    default:
      report({ code: 'data/unreadable', message: `"${path}" cannot be read: ${result.detail}.`, node });
  }
  return undefined;
}

/** Every cell of a column must be a number that is not negative. */
export function columnMustHoldNumbers(
  node: AstNode,
  path: string,
  table: CsvTable,
  column: string,
  report: Report,
): boolean {
  const result = numbersOf(table, column);
  if ('found' in result) {
    reportNoNumber(node, path, column, result, report);
    return false;
  }
  const negative = result.numbers.findIndex((value) => value < 0);
  if (negative < 0) return true;
  report({
    code: 'data/number',
    message: `Line ${table.rows.at(negative)?.line} of "${path}" has ${result.numbers[negative]} in column "${column}", where a number of zero or more is expected.`,
    node,
  });
  return false;
}

function reportMissing(node: AstNode, path: string, uri: URI, files: DataFiles, report: Report): void {
  const suggestions = files.namesLike(uri);
  report({
    code: 'data/missing',
    message: `There is no file "${path}" at ${uri.fsPath}.${didYouMean(suggestions)}`,
    node,
    details: { files: suggestions },
  });
}
