import type { DecidingView, ExpectationView, ExperimentView } from '../../../server/protocol/experiment-view.js';
import { type DataTable, tableElement } from '../data-table.js';
import { button, element, replaceChildren } from '../elements.js';
import type { Host } from '../host.js';
import { ICONS } from '../icons.js';
import { percent, quantity, signedQuantity } from '../quantities.js';

const WORDS = { passed: 'Passed', failed: 'Failed', undecided: 'Undecided' } as const;

/** Each expectation with what became of it and the numbers that decided; updated in place, so that open ones stay so. */
export class ExpectationList {
  readonly element = element('section', { class: 'expectations', 'aria-labelledby': 'title-expectations' });
  readonly #summary = element('p', { class: 'finding' });
  readonly #list = element('ol');
  readonly #items: Item[] = [];

  constructor(private readonly host: Host) {
    this.element.append(element('h2', { id: 'title-expectations' }, 'Expectations'), this.#summary, this.#list);
  }

  update(view: ExperimentView): void {
    this.element.hidden = view.expectations.length === 0;
    this.#summary.textContent = summaryOf(view);
    view.expectations.forEach((expectation, place) => {
      this.#items[place] ??= new Item(this.host, view.id, place, this.#list);
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
  readonly #numbers = element('div', { class: 'table-scroll', tabindex: 0, role: 'region' });
  readonly #details = element('details', {}, this.#summary, this.#numbers);
  readonly #element = element('li', { class: 'expectation' });
  readonly #link: HTMLButtonElement | null;

  constructor(host: Host, experiment: string, place: number, list: HTMLElement) {
    this.#link = host.interactive
      ? button('Go to the text', { class: 'link' }, () =>
          host.post({ type: 'revealExperiment', experiment, expectation: place }),
        )
      : null;
    this.#element.append(
      this.#mark,
      element(
        'div',
        { class: 'expectation-body' },
        element('p', {}, this.#outcome, ' ', this.#text, ' ', this.#source, ' ', this.#link),
        this.#decisive,
        this.#details,
      ),
    );
    list.append(this.#element);
  }

  update(expectation: ExpectationView): void {
    const { text, source, outcome, deciding } = expectation;
    this.#element.className = `expectation ${outcome}`;
    replaceChildren(this.#mark, ICONS[outcome]());
    this.#outcome.textContent = WORDS[outcome];
    this.#text.textContent = text;
    this.#link?.setAttribute('aria-label', `Go to “${text}”`);
    this.#source.textContent = source;
    // Where there are more numbers than the one that is told, the telling opens their table.
    const isMore = deciding.length > 1;
    this.#details.hidden = !isMore;
    this.#decisive.hidden = isMore;
    this.#decisive.textContent = isMore ? '' : decisiveText(expectation);
    this.#summary.textContent = isMore ? decisiveText(expectation) : '';
    this.#numbers.setAttribute('aria-label', `Numbers that decided “${text}”`);
    replaceChildren(this.#numbers, tableElement(decidingTable(expectation)));
  }
}

function summaryOf({ expectations, state }: ExperimentView): string {
  const count = (outcome: string) => expectations.filter((each) => each.outcome === outcome).length;
  const parts = (['passed', 'failed', 'undecided'] as const)
    .filter((outcome) => count(outcome) > 0)
    .map((outcome) => `${count(outcome)} ${outcome}`);
  return `${parts.join(', ')}${state === 'complete' ? '.' : ', by the replications so far.'}`;
}

/** The first of the numbers that made the outcome what it is. */
function decisiveText({ outcome, deciding }: ExpectationView): string {
  const decisive = deciding.find((each) => each.outcome === outcome) ?? deciding[0];
  if (!decisive) return '';
  const { about, value, bound, n, unit } = decisive;
  const measured = `${numberText(value, decisive)}${unit === '%' ? ' off the mean' : ''}`;
  return `${about}: ${measured}, 95\u00a0% interval ${intervalText(decisive)}, against ${numberText(bound, decisive)} (n\u00a0=\u00a0${n}).`;
}

function numberText(value: number | null, { unit }: DecidingView): string {
  return unit === '%' ? percent(value) : quantity(value, unit);
}

function intervalText({ low, high, unit }: DecidingView): string {
  if (low === null && high === null) return 'not known yet';
  const end = (value: number | null, none: string) =>
    value === null ? none : unit === '%' ? percent(value, true) : signedQuantity(value, unit).replace(/^\+/, '');
  return `${end(low, 'below everything')} to ${end(high, 'above everything')}`;
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
      column('Against'),
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
