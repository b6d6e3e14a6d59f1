import { nothing, type TemplateResult } from 'lit-html';
import { decidingText, decisive, isSingleRun } from '../../../server/protocol/deciding-text.js';
import type { ExpectationView, ExperimentView } from '../../../server/protocol/experiment-view.js';
import { countOutcomes, holdingText, outcomesText } from '../../../server/protocol/outcomes.js';
import { count, percent } from '../../../server/protocol/quantities.js';
import type { RunView } from '../../../server/protocol/run-view.js';
import { type DataTable, dataTable } from '../dom/data-table.js';
import { ICONS } from '../dom/icons.js';
import { counted } from '../words/counted.js';
import { html } from '../words/html.js';
import { t } from '../words/texts.js';

const WORDS = { passed: t('Passed'), failed: t('Failed'), undecided: t('Undecided') } as const;

/**
 * Each expectation with its outcome and the numbers that decided it.
 *
 * @param summary the outcomes of all together
 * @param reveal opens the text at the expectation of that place; absent where there is no text to open
 */
export function expectationList(
  expectations: readonly ExpectationView[],
  summary: string,
  reveal?: (place: number) => void,
): TemplateResult | null {
  if (expectations.length === 0) return null;
  return html`
    <section class="expectations" aria-labelledby="title-expectations">
      <h2 id="title-expectations">Expectations</h2>
      <p class="finding">${summary}</p>
      <ol>${expectations.map((expectation, place) => item(expectation, reveal && (() => reveal(place))))}</ol>
    </section>
  `;
}

function item(expectation: ExpectationView, reveal: (() => void) | undefined): TemplateResult {
  const { text, source, outcome, deciding, why = '' } = expectation;
  const link = reveal
    ? html`<button type="button" class="link" aria-label=${t`Show “${text}” in Editor`} @click=${reveal}>Show in Editor</button>`
    : nothing;
  // If there are more numbers than the one shown, a click opens the table of them.
  const told = deciding.length > 1 ? numbers(expectation) : html`<p class="decisive">${decisiveText(expectation)}</p>`;
  const outcomeText = html`<span class="outcome">${WORDS[outcome]}</span>`;
  const body = html`<p>${outcomeText} <span class="sentence">${text}</span> <code>${source}</code> ${link}</p>${told}`;
  return html`<li class=${`expectation ${outcome}`}><span class="mark">${ICONS[outcome]()}</span
      ><div class="expectation-body">${body}${why === '' ? nothing : html`<p class="why">${why}</p>`}</div></li>`;
}

function numbers(expectation: ExpectationView): TemplateResult {
  const label = t`Numbers that decided “${expectation.text}”`;
  return html`
    <details>
      <summary class="decisive">${decisiveText(expectation)}</summary>
      <div class="table-scroll" tabindex="0" role="region" aria-label=${label}>${dataTable(decidingTable(expectation))}</div>
    </details>
  `;
}

/** The outcomes of the expectations of an experiment, final or so far. */
export function experimentVerdict({ expectations, state, cells }: ExperimentView): string {
  const outcomes = outcomesText(countOutcomes(expectations));
  return state === 'complete'
    ? outcomes
    : t`${outcomes} after ${count(cells.done)} of ${count(cells.expected)} replications`;
}

/** The outcomes of the expectations of one run. */
export function runVerdict({ expectations = [], state }: RunView): string {
  return state === 'complete'
    ? holdingText(countOutcomes(expectations))
    : t`Stopped early: ${counted(expectations.length, 'expectation')} undecided`;
}

/** The number that decided the outcome, and its point; a single run needs no point. */
function decisiveText(expectation: ExpectationView): string {
  const numbers = decisive(expectation) ?? expectation.deciding[0];
  if (!numbers) return '';
  return isSingleRun(numbers) ? decidingText(numbers) : `${numbers.about}: ${decidingText(numbers)}`;
}

function decidingTable({ text, deciding }: ExpectationView): DataTable {
  const isShare = deciding[0]?.unit === '%';
  const unit = deciding[0]?.unit ?? '';
  const column = (title: string) => (isShare ? { title } : { title, unit });
  const cell = (value: number | null) => (isShare ? percent(value) : value);
  return {
    caption: t`Numbers that decided “${text}”`,
    columns: [
      { title: t('At') },
      column(t('Value')),
      column(t('From (95 %)')),
      column(t('To (95 %)')),
      column(t('Limit')),
      { title: 'n', unit: '' },
      { title: t('Outcome') },
    ],
    rows: deciding.map(({ about, value, low, high, bound, n, outcome }) => [
      about,
      cell(value),
      cell(low),
      cell(high),
      cell(bound),
      n,
      outcome,
    ]),
  };
}
