import { durationText } from '../../engine/model/duration-text.js';
import type { ComparisonView, DifferenceRow, DifferenceView } from '../protocol/comparison-view.js';
import { terminalText } from '../protocol/plain-text.js';
import { measurementFormat, signedQuantity } from '../protocol/quantities.js';
import type { RunView } from '../protocol/run-view.js';
import { figureText } from './quantity-text.js';
import { textTable } from './results/text-table.js';
import type { Output } from './terminal.js';

/** Runs have letters in the table, since their names would fill it. */
const letter = (run: number) => String.fromCharCode('A'.charCodeAt(0) + run);

/** Several runs side by side: each metric with its interval and its difference from the first run. */
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

/** One unit for all runs, and as many digits as the narrowest interval supports. */
function rowOf({ metric, unit, means, differences }: DifferenceRow): string[] {
  const { format, unit: shown } = measurementFormat(
    means.map(({ mean }) => mean),
    means.map(({ halfWidth }) => halfWidth),
    unit,
  );
  return [
    metric,
    ...means.map(({ mean, halfWidth }) => {
      if (mean === null) return '–';
      const interval = halfWidth === null ? '' : ` ± ${format(halfWidth)}`;
      return `${format(mean)}${interval} ${shown}`.trimEnd();
    }),
    ...differences.map((difference) => differenceText(difference, unit)),
  ];
}

function differenceText({ difference, relative, low, high }: DifferenceView, unit: string): string {
  if (difference === null) return '–';
  if (difference === 0) return '0';
  const isSignificant = low !== null && high !== null && (low > 0 || high < 0);
  const share = relative === null ? '' : ` (${signed(relative * 100)} %)`;
  const told = signedQuantity(difference, unit).replaceAll('\u00a0', ' ');
  return `${told}${share}${isSignificant ? ' *' : ''}`;
}

function signed(percent: number): string {
  return `${percent < 0 ? '−' : '+'}${figureText(Math.abs(percent))}`;
}
