import { type AstNode, AstUtils, type URI } from 'langium';
import { writeSize } from '../imports/bounded-files.js';
import type { CsvTable, DataFiles } from '../imports/data-files.js';
import { LARGEST_DATA_FILE, numbersOf } from '../imports/data-files.js';
import { anyOf, didYouMean, nearest } from '../names/nearest.js';
import type { Report } from '../validation/report.js';

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
  const missing = columns.filter((column) => !table.columns.includes(column));
  if (missing.length > 0) {
    const suggestions = missing.flatMap((column) => nearest(column, table.columns));
    report({
      code: 'data/column',
      message: `"${path}" has no column ${anyOf(missing)}; its columns are ${anyOf(table.columns).replace(' or ', ' and ')}.${didYouMean(suggestions)}`,
      node: columnNode,
      suggestions,
    });
    return undefined;
  }
  if (table.rows.length === 0) {
    report({ code: 'data/empty', message: `"${path}" has no data below its first line.`, node });
    return undefined;
  }
  return table;
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
    report({
      code: 'data/number',
      message: `Line ${result.line} of "${path}" has \`${result.found}\` in column "${column}", where a number belongs.`,
      node,
    });
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
