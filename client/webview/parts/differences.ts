import type { ComparisonView, DifferenceRow, DifferenceView } from '../../../server/protocol/comparison-view.js';
import { measurementFormat, percent, signedQuantity } from '../../../server/protocol/quantities.js';
import type { RunView } from '../../../server/protocol/run-view.js';
import { type Child, element, svg } from '../elements.js';
import { metricTitle, runLabels } from '../metric-names.js';
import { swatch } from './run-header.js';

/** Means side by side, and how each run differs from the first, with confidence intervals in figures and as a picture. */
export function differences(comparison: ComparisonView, runs: readonly RunView[]): HTMLElement {
  const labels = runLabels(runs);
  const range = widestRelative(comparison);
  const head = element(
    'tr',
    {},
    element('th', { scope: 'col', class: 'text' }, 'Metric'),
    ...labels.map((label, i) => element('th', { scope: 'col', class: 'number' }, swatch(i), ` ${label}`)),
    ...labels
      .slice(1)
      .map((label) =>
        element(
          'th',
          { scope: 'col', class: 'text' },
          runs.length > 2 ? `Δ ${label} (95 % CI)` : 'Difference (95 % CI)',
        ),
      ),
  );
  return element(
    'section',
    { class: 'differences', id: 'section-differences', 'aria-labelledby': 'title-differences' },
    element('h2', { id: 'title-differences' }, `Differences from ${labels[0]}`),
    changesTable(comparison, labels),
    element('p', { class: 'finding' }, finding(comparison, labels)),
    element(
      'div',
      { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': 'Differences' },
      element(
        'table',
        {},
        element('caption', { class: 'visually-hidden' }, `Differences from ${labels[0]}`),
        element('thead', {}, head),
        element('tbody', {}, ...comparison.rows.map((row) => rowElement(row, range, comparison.unequalTimes))),
      ),
    ),
    element(
      'p',
      { class: 'method' },
      comparison.unequalTimes ? '* Totals over unequal measured times do not compare. ' : '',
      comparison.method,
    ),
  );
}

function rowElement(row: DifferenceRow, range: number, unequalTimes: boolean): HTMLElement {
  const format = measurementFormat(
    row.means.map(({ mean }) => mean),
    row.means.map(({ halfWidth }) => halfWidth),
    row.unit,
  );
  return element(
    'tr',
    {},
    element(
      'th',
      { scope: 'row', class: 'text', title: row.meaning },
      metricTitle(row.metric),
      row.counter && unequalTimes ? '\u00a0*' : '',
      unitOf(format.unit),
    ),
    ...row.means.map(({ mean, halfWidth }) =>
      element(
        'td',
        { class: 'number' },
        format.format(mean),
        halfWidth === null ? null : element('span', { class: 'half-width' }, ` ± ${format.format(halfWidth)}`),
      ),
    ),
    ...row.differences.map((difference) =>
      element('td', { class: 'difference' }, ...differenceCell(difference, row, range)),
    ),
  );
}

/** Difference, share of the baseline and interval, in one cell that nothing can part. */
function differenceCell(difference: DifferenceView, row: DifferenceRow, range: number): Child[] {
  const share = difference.relative === null ? '' : ` (${percent(difference.relative, true)})`;
  return [
    element(
      'span',
      { class: isDistinct(difference) ? 'distinct' : '' },
      `${signedQuantity(difference.difference, row.unit)}${share}`,
    ),
    intervalPicture(difference, row, range),
  ];
}

/** What was changed between the runs, before what came of it. */
function changesTable({ changes }: ComparisonView, labels: readonly string[]): HTMLElement | null {
  if (!changes || changes.length === 0) return null;
  return element(
    'div',
    { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': 'What was changed' },
    element(
      'table',
      { class: 'changed-properties' },
      element('caption', { class: 'visually-hidden' }, 'What was changed'),
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          element('th', { scope: 'col', class: 'text' }, 'Changed property'),
          ...labels.map((label, i) => element('th', { scope: 'col', class: 'text' }, swatch(i), ` ${label}`)),
        ),
      ),
      element(
        'tbody',
        {},
        ...changes.map(({ property, values }) =>
          element(
            'tr',
            {},
            element('th', { scope: 'row', class: 'text' }, property),
            ...values.map((value) => element('td', { class: 'text' }, value)),
          ),
        ),
      ),
    ),
  );
}

function unitOf(unit: string): HTMLElement | null {
  return unit ? element('span', { class: 'unit' }, ` ${unit}`) : null;
}

/** The interval leaves zero out: the difference is more than the luck of the runs. */
function isDistinct({ low, high }: DifferenceView): boolean {
  return low !== null && high !== null && (low > 0 || high < 0);
}

function finding(comparison: ComparisonView, labels: readonly string[]): string {
  const texts = labels.slice(1).map((label, i) => {
    if (isIdentical(comparison, i))
      return `${label} is identical to ${labels[0]}: same scenario, same seed, same figures.`;
    const distinct = comparison.rows.filter((row) => isDistinct(row.differences[i]));
    const tested = comparison.rows.filter((row) => row.differences[i].low !== null);
    if (tested.length === 0) return `${label}: the runs are too short to tell differences from chance.`;
    if (distinct.length === 0) return `None of the ${tested.length} tested metrics of ${label} differs significantly.`;
    const largest = [...distinct].sort((a, b) => relative(b, i) - relative(a, i))[0];
    return (
      `${distinct.length} of ${tested.length} tested metrics of ${label} ${distinct.length === 1 ? 'differs' : 'differ'} significantly, most of all ` +
      `${metricTitle(largest.metric).toLowerCase()} (${percent(largest.differences[i].relative, true)}).`
    );
  });
  return texts.join(' ');
}

/** Nothing was changed, and nothing came out otherwise. */
function isIdentical({ changes, rows }: ComparisonView, place: number): boolean {
  const isSame = changes?.every(({ values }) => values[place + 1] === values[0]) ?? false;
  return isSame && rows.every(({ differences }) => (differences[place].difference ?? 0) === 0);
}

function relative(row: DifferenceRow, i: number): number {
  return Math.abs(row.differences[i].relative ?? 0);
}

/** Relative bounds of an interval: the difference over the baseline's mean. */
function relativeBounds({ difference, relative: share, low, high }: DifferenceView): [number, number] | null {
  if (low === null || high === null || !difference || !share) return null;
  const mean = difference / share;
  return low / mean < high / mean ? [low / mean, high / mean] : [high / mean, low / mean];
}

/** Of all intervals but a few extreme ones, which are drawn as reaching beyond. */
function widestRelative(comparison: ComparisonView): number {
  const reach = comparison.rows
    .flatMap((row) => row.differences.map(relativeBounds))
    .flatMap((bounds) => (bounds ? [Math.max(Math.abs(bounds[0]), Math.abs(bounds[1]))] : []))
    .sort((a, b) => a - b);
  return Math.max(0.05, reach[Math.floor(0.9 * (reach.length - 1))] ?? 0);
}

const WIDTH = 112;
const HEIGHT = 16;

/** Zero in the middle, the interval as a bar, the difference as a dot, all relative to the baseline. */
function intervalPicture(difference: DifferenceView, { unit }: DifferenceRow, range: number): Child {
  const bounds = relativeBounds(difference);
  if (!bounds) return null;
  const x = (share: number) => WIDTH / 2 + (Math.max(-range, Math.min(range, share)) / range) * (WIDTH / 2 - 5);
  const text = `${signedQuantity(difference.low, unit)} to ${signedQuantity(difference.high, unit)}`;
  const middle = HEIGHT / 2;
  return element(
    'span',
    { class: isDistinct(difference) ? 'interval distinct' : 'interval', title: text },
    svg(
      'svg',
      { width: WIDTH, height: HEIGHT, viewBox: `0 0 ${WIDTH} ${HEIGHT}`, 'aria-hidden': 'true' },
      svg('path', { d: `M${WIDTH / 2} 0V${HEIGHT}`, class: 'zero' }),
      svg('path', { d: `M${x(bounds[0])} ${middle}H${x(bounds[1])}`, class: 'range' }),
      svg('circle', { cx: x(difference.relative ?? 0), cy: middle, r: 3.5, class: 'point' }),
    ),
    element('span', { class: 'interval-text' }, text),
  );
}
