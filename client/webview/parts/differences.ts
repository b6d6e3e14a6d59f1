import { nothing, svg, type TemplateResult } from 'lit-html';
import type { ComparisonView, DifferenceRow, DifferenceView } from '../../../server/protocol/comparison-view.js';
import { measurementFormat, percent, signedQuantity, signedRange } from '../../../server/protocol/quantities.js';
import type { RunView } from '../../../server/protocol/run-view.js';
import { html } from '../words/html.js';
import { metricTitle, runLabels } from '../words/metric-names.js';
import { t } from '../words/texts.js';
import { swatch } from './run-header.js';

/**
 * Means side by side, and the difference of each run from the first, with confidence intervals in numbers and as a
 * picture. The roles keep it a table for screen readers where a narrow page stacks its cells.
 */
export function differences(comparison: ComparisonView, runs: readonly RunView[]): TemplateResult {
  const labels = runLabels(runs);
  const range = widestRelative(comparison);
  const title = t`Differences from ${labels[0]}`;
  const meanHeads = labels.map(
    (label, i) => html`<th scope="col" class="number" role="columnheader">${swatch(i)} ${label}</th>`,
  );
  const differenceHeads = labels
    .slice(1)
    .map((label) => html`<th scope="col" class="text" role="columnheader">${differenceTitle(label, runs)}</th>`);
  const note = comparison.unequalTimes ? t('* Totals over unequal measured times do not compare. ') : '';
  return html`
    <section class="differences" id="section-differences" aria-labelledby="title-differences">
      <h2 id="title-differences">${title}</h2>
      ${changesTable(comparison, labels)}
      <p class="finding">${finding(comparison, labels)}</p>
      <div class="table-scroll" tabindex="0" role="region" aria-label="Differences">
        <table class="metrics" role="table">
          <caption class="visually-hidden">${title}</caption>
          <thead>
            <tr role="row"><th scope="col" class="text" role="columnheader">Metric</th>${meanHeads}${differenceHeads}</tr>
          </thead>
          <tbody>
            ${comparison.rows.map((row) => rowTemplate(row, range, comparison.unequalTimes))}
          </tbody>
        </table>
      </div>
      <p class="method">${note}${comparison.method}</p>
    </section>
  `;
}

function differenceTitle(label: string, runs: readonly RunView[]): string {
  return runs.length > 2 ? `Δ ${label} (95 % CI)` : t('Difference (95 % CI)');
}

function rowTemplate(row: DifferenceRow, range: number, unequalTimes: boolean): TemplateResult {
  const { metric, meaning, counter, unit, means } = row;
  const format = measurementFormat(
    means.map(({ mean }) => mean),
    means.map(({ halfWidth }) => halfWidth),
    unit,
  );
  const half = (halfWidth: number | null) =>
    halfWidth === null ? nothing : html`<span class="half-width"> ± ${format.format(halfWidth)}</span>`;
  const name = html`${metricTitle(metric)}${counter && unequalTimes ? '\u00a0*' : ''}`;
  const shownUnit = format.unit ? html`<span class="unit"> ${format.unit}</span>` : nothing;
  const cells = means.map(
    ({ mean, halfWidth }) => html`<td class="number" role="cell">${format.format(mean)}${half(halfWidth)}</td>`,
  );
  const differing = row.differences.map(
    (difference) => html`<td class="difference" role="cell">${differenceCell(difference, row, range)}</td>`,
  );
  return html`<tr role="row"><th scope="row" class="text" role="rowheader" title=${meaning}>${name}${shownUnit}</th>${cells}${differing}</tr>`;
}

/** Difference, share of the baseline and interval, in one cell, so that they stay together. */
function differenceCell(difference: DifferenceView, row: DifferenceRow, range: number): TemplateResult {
  const share = difference.relative === null ? '' : ` (${percent(difference.relative, true)})`;
  const text = `${signedQuantity(difference.difference, row.unit)}${share}`;
  return html`<span class=${isDistinct(difference) ? 'distinct' : ''}>${text}</span>${intervalPicture(difference, row, range)}`;
}

/** The changed properties of the runs, followed by the differences of their results. */
function changesTable({ changes }: ComparisonView, labels: readonly string[]): TemplateResult | null {
  if (!changes || changes.length === 0) return null;
  return html`
    <div class="table-scroll" tabindex="0" role="region" aria-label="What was changed">
      <table class="changed-properties">
        <caption class="visually-hidden">What was changed</caption>
        <thead>
          <tr>
            <th scope="col" class="text">Changed property</th>
            ${labels.map((label, i) => html`<th scope="col" class="text">${swatch(i)} ${label}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${changes.map(
            ({ property, values }) =>
              html`<tr><th scope="row" class="text">${property}</th>${values.map((value) => html`<td class="text">${value}</td>`)}</tr>`,
          )}
        </tbody>
      </table>
    </div>
  `;
}

/** Whether the interval excludes zero: then the difference is more than chance explains. */
function isDistinct({ low, high }: DifferenceView): boolean {
  return low !== null && high !== null && (low > 0 || high < 0);
}

function finding(comparison: ComparisonView, labels: readonly string[]): string {
  const texts = labels.slice(1).map((label, i) => {
    if (isIdentical(comparison, i))
      return t`${label} is identical to ${labels[0]}: same scenario, same seed, same figures.`;
    const distinct = comparison.rows.filter((row) => isDistinct(row.differences[i]));
    const tested = comparison.rows.filter((row) => row.differences[i].low !== null);
    if (tested.length === 0) return t`${label}: the runs are too short to tell differences from chance.`;
    if (distinct.length === 0) return t`None of the ${tested.length} tested metrics of ${label} differs significantly.`;
    const largest = [...distinct].sort((a, b) => relative(b, i) - relative(a, i))[0];
    return (
      t`${distinct.length} of ${tested.length} tested metrics of ${label} ${distinct.length === 1 ? 'differs' : 'differ'} significantly, most of all ` +
      `${metricTitle(largest.metric).toLowerCase()} (${percent(largest.differences[i].relative, true)}).`
    );
  });
  return texts.join(' ');
}

/** Whether nothing was changed, and the results are equal. */
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

/** The widest relative interval except a few extreme ones, which are drawn with an open end. */
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
function intervalPicture(difference: DifferenceView, { unit }: DifferenceRow, range: number): TemplateResult | null {
  const bounds = relativeBounds(difference);
  if (!bounds) return null;
  const x = (share: number) => WIDTH / 2 + (Math.max(-range, Math.min(range, share)) / range) * (WIDTH / 2 - 5);
  const text = signedRange(difference.low, difference.high, unit);
  const middle = HEIGHT / 2;
  const parts = [
    svg`<path class="zero" d=${`M${WIDTH / 2} 0V${HEIGHT}`}></path>`,
    svg`<path class="range" d=${`M${x(bounds[0])} ${middle}H${x(bounds[1])}`}></path>`,
    svg`<circle class="point" cx=${x(difference.relative ?? 0)} cy=${middle} r="3.5"></circle>`,
  ];
  const picture = html`<svg width=${WIDTH} height=${HEIGHT} viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">${parts}</svg>`;
  const looks = isDistinct(difference) ? 'interval distinct' : 'interval';
  return html`<span class=${looks} title=${text}>${picture}<span class="interval-text">${text}</span></span>`;
}
