import { decidingText, decisive, isSingleRun } from '../../../server/protocol/deciding-text.js';
import type { ExpectationView, ExperimentView } from '../../../server/protocol/experiment-view.js';
import { countOutcomes, holdingText, outcomesText } from '../../../server/protocol/outcomes.js';
import { count, counted, percent } from '../../../server/protocol/quantities.js';
import type { RunView } from '../../../server/protocol/run-view.js';
import { type DataTable, tableElement } from '../data-table.js';
import { button, element, replaceChildren } from '../elements.js';
import { ICONS } from '../icons.js';

const WORDS = { passed: 'Passed', failed: 'Failed', undecided: 'Undecided' } as const;

/** Each expectation with what became of it and the numbers that decided; updated in place, so that open ones stay so. */
export class ExpectationList {
  readonly element = element('section', { class: 'expectations', 'aria-labelledby': 'title-expectations' });
  readonly #summary = element('p', { class: 'finding' });
  readonly #list = element('ol');
  readonly #items: Item[] = [];

  /** @param reveal opens the text at the expectation of that place; absent where there is no text to open */
  constructor(private readonly reveal?: (place: number) => void) {
    this.element.append(element('h2', { id: 'title-expectations' }, 'Expectations'), this.#summary, this.#list);
  }

  /** @param summary how they came out all in all */
  update(expectations: readonly ExpectationView[], summary: string): void {
    this.element.hidden = expectations.length === 0;
    this.#summary.textContent = summary;
    const { reveal } = this;
    expectations.forEach((expectation, place) => {
      this.#items[place] ??= new Item(reveal && (() => reveal(place)), this.#list);
      this.#items[place].update(expectation);
    });
  }
}

class Item {
  readonly #mark = element('span', { class: 'mark' });
  readonly #outcome = element('span', { class: 'outcome' });
  readonly #text = element('span', { class: 'sentence' });
  readonly #source = element('code');
  readonly #decisive = element('p', { class: 'decisive' });
  readonly #summary = element('summary', { class: 'decisive' });
  readonly #why = element('p', { class: 'why' });
  readonly #numbers = element('div', { class: 'table-scroll', tabindex: 0, role: 'region' });
  readonly #details = element('details', {}, this.#summary, this.#numbers);
  readonly #element = element('li', { class: 'expectation' });
  readonly #link: HTMLButtonElement | null;

  constructor(reveal: (() => void) | undefined, list: HTMLElement) {
    this.#link = reveal ? button('Show in Editor', { class: 'link' }, reveal) : null;
    this.#element.append(
      this.#mark,
      element(
        'div',
        { class: 'expectation-body' },
        element('p', {}, this.#outcome, ' ', this.#text, ' ', this.#source, ' ', this.#link),
        this.#decisive,
        this.#details,
        this.#why,
      ),
    );
    list.append(this.#element);
  }

  update(expectation: ExpectationView): void {
    const { text, source, outcome, deciding, why = '' } = expectation;
    this.#element.className = `expectation ${outcome}`;
    replaceChildren(this.#mark, ICONS[outcome]());
    this.#outcome.textContent = WORDS[outcome];
    this.#text.textContent = text;
    this.#link?.setAttribute('aria-label', `Show “${text}” in Editor`);
    this.#source.textContent = source;
    // Where there are more numbers than the one that is told, the telling opens their table.
    const isMore = deciding.length > 1;
    this.#details.hidden = !isMore;
    this.#decisive.hidden = isMore;
    this.#decisive.textContent = isMore ? '' : decisiveText(expectation);
    this.#summary.textContent = isMore ? decisiveText(expectation) : '';
    this.#why.hidden = why === '';
    this.#why.textContent = why;
    this.#numbers.setAttribute('aria-label', `Numbers that decided “${text}”`);
    replaceChildren(this.#numbers, tableElement(decidingTable(expectation)));
  }
}

/** How the expectations of an experiment came out, or how they stand while it goes on. */
export function experimentVerdict({ expectations, state, cells }: ExperimentView): string {
  const outcomes = outcomesText(countOutcomes(expectations));
  return state === 'complete'
    ? outcomes
    : `${outcomes} after ${count(cells.done)} of ${count(cells.expected)} replications`;
}

/** How the expectations of one run came out. */
export function runVerdict({ expectations = [], state }: RunView): string {
  return state === 'complete'
    ? holdingText(countOutcomes(expectations))
    : `Stopped early: ${counted(expectations.length, 'expectation')} undecided`;
}

/** The number that made the outcome what it is, and where it was looked at; a single run needs no place. */
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
    caption: `Numbers that decided “${text}”`,
    columns: [
      { title: 'At' },
      column('Value'),
      column('From (95 %)'),
      column('To (95 %)'),
      column('Limit'),
      { title: 'n', unit: '' },
      { title: 'Outcome' },
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
