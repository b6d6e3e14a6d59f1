import { type AstNode, AstUtils, type URI } from 'langium';
import { writeSize } from '../imports/bounded-files.js';
import type { CsvTable, DataFiles } from '../imports/data-files.js';
import { contradiction, LARGEST_DATA_FILE, numbersOf } from '../imports/data-files.js';
import { anyOf, didYouMean, nearest } from '../names/nearest.js';
import type { Report } from '../validation/report.js';
import { faultOfNumber } from './numbers.js';

/** The table in a data file, which must be readable, have those columns, and at least one row. */
export function tableMustHaveColumns(
  node: AstNode,
  path: string,
  columns: readonly string[],
  files: DataFiles,
  report: Report,
  columnNode: AstNode = node,
): CsvTable | undefined {
  const table = fileMustBeReadable(node, path, files, report);
  if (!table) return undefined;
  if (!columnsMustBeThere(path, table, columns, report, columnNode)) return undefined;
  if (table.rows.length === 0) {
    report({ code: 'data/empty', message: `"${path}" has no data below its first line.`, node });
    return undefined;
  }
  return rowsMustFitHeader(node, path, table, report) ? table : undefined;
}

function columnsMustBeThere(
  path: string,
  table: CsvTable,
  columns: readonly string[],
  report: Report,
  node: AstNode,
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
    const message = `"${path}" names the column \`${twice}\` twice, so it is not clear which of them is meant.`;
    report({ code: 'data/column', message, node });
    return false;
  }
  const missing = columns.filter((column) => !table.columns.includes(column));
  if (missing.length === 0) return true;
  const otherCase = missing.flatMap((column) => {
    const found = table.columns.find((name) => name.toLowerCase() === column.toLowerCase());
    return found === undefined ? [] : [`\`${found}\` to \`${column}\``];
  });
  const suggestions = missing.flatMap((column) => nearest(column, table.columns));
  const hint =
    otherCase.length > 0 ? ` Capital letters count: rename ${otherCase.join(', ')}.` : didYouMean(suggestions);
  report({
    code: 'data/column',
    message: `"${path}" has no column ${anyOf(missing)}; its columns are ${anyOf(table.columns).replace(' or ', ' and ')}.${hint}`,
    node,
    suggestions,
  });
  return false;
}

/** A row of more or fewer cells than the header has columns is read wrongly, whatever it means. */
function rowsMustFitHeader(node: AstNode, path: string, table: CsvTable, report: Report): boolean {
  const wanted = table.columns.length;
  const row = table.rows.find(({ cells }) => cells.length !== wanted);
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

/** Two rows must not say different things of the same. */
export function rowsMustNotContradict(
  node: AstNode,
  path: string,
  table: CsvTable,
  { key, columns }: { readonly key: readonly string[]; readonly columns: readonly string[] },
  report: Report,
): boolean {
  const others = columns.filter((column) => !key.includes(column));
  const rows = contradiction(table, key, others);
  if (!rows) return true;
  const [first, second] = rows;
  const same = key.map((column) => `${column} "${second.cells[table.columns.indexOf(column)]}"`).join(', ');
  report({
    code: 'data/contradiction',
    message: `Lines ${first.line} and ${second.line} of "${path}" differ in ${anyOf(others)} for the same pair: ${same}. Keep one of them.`,
    node,
  });
  return false;
}

/** That a cell is no number. */
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
      ? `Line ${line} of "${path}" has nothing in column "${column}", where a number belongs.`
      : fault
        ? `Line ${line} of "${path}" has \`${found}\` in column "${column}", which ${fault}.`
        : `Line ${line} of "${path}" has \`${found}\` in column "${column}", where a number belongs.`;
  report({ code: 'data/number', message, node });
}

/** A data file must exist inside the workspace and be CSV in UTF-8 of bearable size. */
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
        message: `"${path}" has ${writeSize(result.bytes)}; data files of up to ${LARGEST_DATA_FILE / 1e6} MB are read.`,
        node,
      });
      break;
    default:
      report({ code: 'data/unreadable', message: `"${path}" cannot be read: ${result.detail}.`, node });
  }
  return undefined;
}

/** Every cell of a column must be a number of zero or more. */
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
    message: `Line ${table.rows[negative].line} of "${path}" has ${result.numbers[negative]} in column "${column}", where a number of zero or more belongs.`,
    node,
  });
  return false;
}

/** The values of a column of numbers must not fall from line to line. */
export function columnMustAscend(
  node: AstNode,
  path: string,
  table: CsvTable,
  column: string,
  report: Report,
): boolean {
  const at = table.columns.indexOf(column);
  const values = table.rows.map(({ cells }) => Number(cells[at]));
  const fall = values.findIndex((value, row) => row > 0 && value < values[row - 1]);
  if (fall < 0) return true;
  report({
    code: 'data/order',
    message: `Line ${table.rows[fall].line} of "${path}" has ${values[fall]} in column "${column}" after ${values[fall - 1]}; the values must ascend.`,
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
