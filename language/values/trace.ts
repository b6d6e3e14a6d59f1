import { LARGEST_SIZE, LONGEST_TIME } from '../../engine/model/magnitudes.js';
import type { NameExpression } from '../generated/ast.js';
import type { CsvTable } from '../imports/csv-table.js';
import type { Report } from '../validation/report.js';
import { columnMustHoldNumbers, columnsMustBeThere } from './data.js';
import { columnNamed } from './file-columns.js';

/** Arrivals in the form of the engine: seconds since the start of the run, and bytes. */
export interface RecordedArrivals {
  times: number[];
  sizes?: number[];
  period?: number;
}

/** Numbers from here on are Unix times, in seconds or in milliseconds, because no simulation takes three years. */
const UNIX_SECONDS = 1e8;
const UNIX_MILLISECONDS = 1e11;

/**
 * The arrivals of a log: seconds since the start of the run, Unix times, or ISO 8601 dates. Dates and Unix times count
 * from `from`, or from the first of them; earlier ones are skipped.
 */
export function interpretTrace(
  node: NameExpression,
  path: string,
  table: CsvTable,
  report: Report,
): RecordedArrivals | undefined {
  const time = columnNamed(node, 'time')?.name ?? 'time';
  const size = columnNamed(node, 'size')?.name;
  const columns = size === undefined ? [time] : [time, size];
  if (!columnsMustBeThere(path, table, columns, report, node, { time: 'time' })) return undefined;
  const moments = momentsOf(node, path, table, time, report);
  const sizes = size === undefined ? undefined : sizesOf(node, path, table, size, report);
  if (!moments || (size !== undefined && !sizes)) return undefined;
  const origin = originOf(node, moments, report);
  if (origin === undefined) return undefined;
  const kept = moments.flatMap((moment, index) => (moment >= origin ? [index] : []));
  if (kept.length === 0) {
    const from = columnNamed(node, 'from');
    report({
      code: 'data/empty',
      message: `Nothing in "${path}" arrives at \`${from?.name}\` or later: the last time is ${told(moments.at(-1) ?? 0)}.`,
      node: from?.node ?? node,
    });
    return undefined;
  }
  const times = kept.map((index) => rounded(moments[index] - origin));
  const period = node.mode === 'repeat' ? periodOf(node, path, times, report) : undefined;
  if (node.mode === 'repeat' && period === undefined) return undefined;
  return {
    times,
    ...(sizes ? { sizes: kept.map((index) => sizes[index]) } : {}),
    ...(period === undefined ? {} : { period }),
  };
}

/** Seconds, in the order of the lines, which is that of time. */
function momentsOf(
  node: NameExpression,
  path: string,
  table: CsvTable,
  column: string,
  report: Report,
): number[] | undefined {
  const at = table.columns.indexOf(column);
  const moments: number[] = [];
  for (const { line, cells } of table.rows) {
    const found = cells[at] ?? '';
    const moment = momentOf(found);
    const last = moments.at(-1);
    if (moment === undefined || moment < 0) {
      const what = found === '' ? 'nothing' : `\`${found}\``;
      report({
        code: 'data/number',
        message: `Line ${line} of "${path}" has ${what} in column "${column}", where a time is expected: seconds, a Unix time, or a date such as 2026-11-01T08:00:00Z.`,
        node,
      });
      return undefined;
    }
    if (last !== undefined && moment < last) {
      report({
        code: 'data/order',
        message: `Line ${line} of "${path}" has ${told(moment)} in column "${column}" after ${told(last)}; the values must ascend.`,
        node,
      });
      return undefined;
    }
    moments.push(moment);
  }
  return moments;
}

const NUMBER = /^[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?$/;
const ISO = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}([.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/;

/** Seconds since 1970, or since the start of the run for small numbers. */
function momentOf(text: string): number | undefined {
  if (NUMBER.test(text)) {
    const value = Number(text);
    if (!Number.isFinite(value) || value > UNIX_MILLISECONDS * 100) return undefined;
    return value >= UNIX_MILLISECONDS ? value / 1000 : value;
  }
  if (!ISO.test(text)) return undefined;
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/.test(text) && text.includes(':') ? text : `${text}Z`;
  const normal = text.length === 10 ? text : zoned.replace(' ', 'T').replace(',', '.').replace(/\s/g, '');
  const found = Date.parse(normal);
  return Number.isNaN(found) ? undefined : found / 1000;
}

/** The moment at which the run starts. */
function originOf(node: NameExpression, moments: readonly number[], report: Report): number | undefined {
  const from = columnNamed(node, 'from');
  if (!from) return (moments[0] ?? 0) >= UNIX_SECONDS ? moments[0] : 0;
  const moment = momentOf(from.name);
  if (moment === undefined)
    report({
      code: 'value/unexpected',
      message: `\`from\` must be a time as the file writes it, such as "2026-11-01T08:00:00Z", but \`${from.name}\` is not one.`,
      node: from.node,
    });
  return moment;
}

/** The trace repeats after its last arrival and one mean gap. */
function periodOf(node: NameExpression, path: string, times: readonly number[], report: Report): number | undefined {
  const last = times.at(-1) ?? 0;
  const first = times[0] ?? 0;
  const period = times.length > 1 ? last + (last - first) / (times.length - 1) : 0;
  if (last > first && period <= LONGEST_TIME) return period;
  report({
    code: 'value/unexpected',
    message: `\`repeat\` needs arrivals at different times, but all those of "${path}" are at the same time.`,
    node,
    property: 'mode',
  });
  return undefined;
}

function sizesOf(
  node: NameExpression,
  path: string,
  table: CsvTable,
  column: string,
  report: Report,
): number[] | undefined {
  if (!columnMustHoldNumbers(node, path, table, column, report)) return undefined;
  const at = table.columns.indexOf(column);
  const sizes = Array.from(table.rows, ({ cells }) => Number(cells[at]));
  const wrong = sizes.findIndex((value) => value <= 0 || value > LARGEST_SIZE);
  if (wrong < 0) return sizes;
  report({
    code: 'data/number',
    message: `Line ${table.rows.at(wrong)?.line} of "${path}" has ${sizes[wrong]} in column "${column}", where a positive number of bytes is expected.`,
    node,
  });
  return undefined;
}

/** Rounded to the nanosecond, since differences of Unix times are not more precise. */
function rounded(seconds: number): number {
  return Number(seconds.toFixed(9));
}

function told(moment: number): string {
  return moment >= UNIX_SECONDS ? new Date(moment * 1000).toISOString() : String(moment);
}
