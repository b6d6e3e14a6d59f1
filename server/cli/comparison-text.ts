import { durationText } from '../../engine/model/duration-text.js';
import type { ComparisonView, DifferenceRow, DifferenceView } from '../protocol/comparison-view.js';
import { terminalText } from '../protocol/plain-text.js';
import type { RunView } from '../protocol/run-view.js';
import { figureText, scaledText } from './quantity-text.js';
import { textTable } from './results/text-table.js';
import type { Output } from './terminal.js';

/** Runs are called by letters in the table: their names would fill it. */
const letter = (run: number) => String.fromCharCode('A'.charCodeAt(0) + run);

/** Several runs side by side, each metric with its interval and how far it is from that of the first run. */
export function comparisonText(
  views: readonly RunView[],
  { rows }: ComparisonView,
  folders: readonly string[],
  { colours }: Output,
): string {
  const runs = views.map(({ scenario, seed, simulatedSeconds }, run) => [
    letter(run),
    terminalText(scenario),
    `seed ${seed}`,
    `${durationText(simulatedSeconds)} simulated`,
    terminalText(folders[run]),
  ]);
  const others = views.slice(1);
  const head = ['', ...views.map((_, run) => letter(run)), ...others.map((_, run) => `${letter(run + 1)} − A`)];
  const body = rows.filter(isMeasured).map((row) => rowOf(row));
  const table = textTable([head, ...body], ['left', ...[...views, ...others].map(() => 'right' as const)]);
  return [
    '',
    ...textTable(runs, ['left', 'left', 'left', 'left', 'left']),
    '',
    `${colours.bold('Means')}  ± 95 % confidence interval of each run, and the difference from A`,
    ...table,
    '',
    '  * the difference is significant (95 %, one test for each metric). Counters are totals of one run and are not tested.',
    '',
    '',
  ].join('\n');
}

function isMeasured({ means }: DifferenceRow): boolean {
  return means.some(({ mean }) => mean !== null);
}

function rowOf({ metric, unit, means, differences }: DifferenceRow): string[] {
  return [
    metric,
    ...means.map(({ mean, halfWidth }) => {
      if (mean === null) return '–';
      return halfWidth === null ? valueText(mean, unit) : `${valueText(mean, unit)} ± ${valueText(halfWidth, unit)}`;
    }),
    ...differences.map((difference) => differenceText(difference, unit)),
  ];
}

function differenceText({ difference, relative, low, high }: DifferenceView, unit: string): string {
  if (difference === null) return '–';
  if (difference === 0) return '0';
  const isSignificant = low !== null && high !== null && (low > 0 || high < 0);
  const share = relative === null ? '' : ` (${signed(relative * 100, (size) => `${figureText(size)} %`)})`;
  return `${signed(difference, (size) => valueText(size, unit))}${share}${isSignificant ? ' *' : ''}`;
}

function signed(value: number, text: (size: number) => string): string {
  return `${value < 0 ? '−' : '+'}${text(Math.abs(value))}`;
}

/** Times below a second in milliseconds, large numbers with a prefix. */
function valueText(value: number, unit: string): string {
  if (unit === 'share') return `${figureText(value * 100)} %`;
  if (unit === 's' && Math.abs(value) < 1) return `${figureText(value * 1000)} ms`;
  if (Math.abs(value) >= 1e4) return scaledText(value, unit);
  return `${figureText(value)}${unit && ` ${unit}`}`;
}
