import type { AstNode } from 'langium';
import { MAX_LISTED } from '../../engine/model/magnitudes.js';
import { PLACE_NAMES, placeNamed } from '../../engine/model/named-places.js';
import type { Distribution, LatencyEntry } from '../../engine/model/scenario.js';
import { type Declaration, isSiteDeclaration, isTopologyDeclaration, type NameExpression } from '../generated/ast.js';
import type { CsvTable } from '../imports/csv-table.js';
import { numberIn } from '../imports/data-files.js';
import { nearest } from '../names/nearest.js';
import type { Report } from '../validation/report.js';
import { columnMustHoldNumbers, columnsMustBeThere, mustBeFewEnough, reportNoNumber } from './data.js';
import { columnNamed } from './file-columns.js';

/** Seconds of a millisecond, the unit of a matrix. */
const MILLISECOND = 1e-3;

/** Parsed matrices by table: every rule about a topology needs them. */
const KNOWN = new WeakMap<CsvTable, Map<string, LatencyEntry[]>>();

/** How many standard deviations a spread reaches below the mean. */
const SPREAD_REACH = 3;

/**
 * The latencies of a CSV file, in long form (`from,to,ms`, or the column names that the text gives) or wide form (a row
 * and a column for each place). Milliseconds one way, or round trip with `rtt`. Several rows of one pair are several
 * measurements, and a spread column gives a standard deviation; both are drawn for every message.
 */
export function interpretMatrix(
  node: NameExpression,
  path: string,
  table: CsvTable,
  report: Report,
  declared: (node: AstNode) => readonly Declaration[] = () => [],
): LatencyEntry[] | undefined {
  const scale = node.mode === 'rtt' ? MILLISECOND / 2 : MILLISECOND;
  const key = [scale, ...node.columns.map(({ label, text }) => `${label}: ${text}`)].join('\0');
  const known = KNOWN.get(table) ?? new Map<string, LatencyEntry[]>();
  KNOWN.set(table, known);
  const entries =
    known.get(key) ??
    (isWide(table) && node.columns.length === 0
      ? fromWide(node, path, table, scale, report)
      : fromLong(node, path, table, scale, report));
  if (entries) known.set(key, entries);
  if (entries) namesShouldBeKnown(node, entries, declared(node), report);
  return entries;
}

/** Maximum number of names listed. */
const MAX_TOLD = 6;

/** A name that is not a place, site, group or node number has no effect. */
function namesShouldBeKnown(
  node: NameExpression,
  entries: readonly LatencyEntry[],
  declared: readonly Declaration[],
  report: Report,
): void {
  const own = declared.flatMap((declaration) => {
    if (isSiteDeclaration(declaration)) return [declaration.name];
    return isTopologyDeclaration(declaration) ? declaration.groups.map(({ name }) => name) : [];
  });
  const known = new Set(own);
  const names = new Set(entries.flatMap(({ from, to }) => [from, to]));
  const unknown = [...names].filter((name) => !known.has(name) && !placeNamed(name) && !/^\d+$/.test(name));
  if (unknown.length === 0) return;
  const listed = unknown.slice(0, MAX_TOLD).map((name) => {
    const [meant] = nearest(name, [...own, ...PLACE_NAMES]);
    return meant === undefined ? `"${name}"` : `"${name}" (did you mean "${meant}"?)`;
  });
  const more = unknown.length > listed.length ? ` and ${unknown.length - listed.length} more` : '';
  report({
    code: 'data/city',
    message: `The latency matrix names something that is not a city, site, cloud region, group or node: ${listed.join(', ')}${more}. A place can be named: \`site "${unknown[0]}" at (46.2, 6.15)\`.`,
    node,
  });
}

/** A header of places, and the same places before the rows. */
function isWide({ columns, rows }: CsvTable): boolean {
  if (columns.includes('from') || columns.includes('to') || columns.length < 2) return false;
  const heads = new Set(columns.slice(1));
  for (const { cells } of rows) if (heads.has(cells[0] ?? '')) return true;
  return false;
}

function fromWide(
  node: NameExpression,
  path: string,
  table: CsvTable,
  scale: number,
  report: Report,
): LatencyEntry[] | undefined {
  const cellCount = table.rows.length * (table.columns.length - 1);
  if (!mustBeFewEnough(node, path, cellCount, 'pairs', report)) return undefined;
  const entries: LatencyEntry[] = [];
  for (const { line, cells } of table.rows)
    for (let column = 1; column < table.columns.length; column++) {
      const [from, to, found] = [cells[0], table.columns[column], cells[column]];
      // Cells may be empty: the diagonal usually is, and one triangle is enough.
      if (found === '' || found === '-') continue;
      const value = numberIn(found);
      if (value === undefined || value < 0) {
        reportNoNumber(node, path, to, { line, found }, report);
        return undefined;
      }
      if (from !== to || value > 0) entries.push({ from, to, seconds: value * scale });
    }
  return entries;
}

function fromLong(
  node: NameExpression,
  path: string,
  table: CsvTable,
  scale: number,
  report: Report,
): LatencyEntry[] | undefined {
  const names = {
    from: columnNamed(node, 'from')?.name ?? 'from',
    to: columnNamed(node, 'to')?.name ?? 'to',
    latency: columnNamed(node, 'latency')?.name ?? 'ms',
  };
  const spread = columnNamed(node, 'spread')?.name;
  const numeric = spread === undefined ? [names.latency] : [names.latency, spread];
  const naming = { from: 'from', to: 'to', ms: 'latency' };
  if (!columnsMustBeThere(path, table, [names.from, names.to, ...numeric], report, node, naming)) return undefined;
  if (!numeric.every((column) => columnMustHoldNumbers(node, path, table, column, report))) return undefined;
  const at = (column: string) => table.columns.indexOf(column);
  const [from, to, latency] = [at(names.from), at(names.to), at(names.latency)];
  const pairs = new Map<string, { from: string; to: string; values: number[]; spread: number }>();
  for (const { cells } of table.rows) {
    // Files that contain a NUL are refused, so it can be a separator.
    const key = `${cells[from]}\0${cells[to]}`;
    let pair = pairs.get(key);
    if (!pair) {
      pair = { from: cells[from], to: cells[to], values: [], spread: 0 };
      pairs.set(key, pair);
      if (pairs.size > MAX_LISTED) break;
    }
    pair.values.push(milliseconds(cells[latency], scale));
    if (spread !== undefined) pair.spread = Math.max(pair.spread, milliseconds(cells[at(spread)], scale));
  }
  if (!mustBeFewEnough(node, path, pairs.size, 'pairs', report)) return undefined;
  return [...pairs.values()].map(({ values, spread: sd, ...pair }) => {
    const seconds = values.length === 1 ? values[0] : values.reduce((sum, value) => sum + value, 0) / values.length;
    const drawn = distributionOf(values, seconds, sd);
    return { ...pair, seconds, ...(drawn ? { drawn } : {}) };
  });
}

/** `0.35` as milliseconds is exactly the double nearest to 0.00035, which a multiplication would miss. */
function milliseconds(cell: string, scale: number): number {
  return scale === MILLISECOND && !/e/i.test(cell) ? Number(`${Number(cell)}e-3`) : Number(cell) * scale;
}

function distributionOf(values: readonly number[], mean: number, sd: number): Distribution | undefined {
  if (new Set(values).size > 1) return { kind: 'empirical', values: [...values] };
  if (sd === 0) return undefined;
  return { kind: 'normal', mean, sd, within: { lo: Math.max(0, mean - SPREAD_REACH * sd) } };
}
