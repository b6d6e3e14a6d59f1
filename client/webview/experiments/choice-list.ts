import { choiceSentences } from '../../../server/protocol/choice-text.js';
import type { ExperimentView } from '../../../server/protocol/experiment-view.js';
import { element, replaceChildren } from '../elements.js';

/** Which point each goal of the experiment has chosen, in the words of the command line. */
export class ChoiceList {
  readonly element = element('section', { class: 'choices', 'aria-labelledby': 'title-choices' });
  readonly #list = element('ul');

  constructor() {
    this.element.append(element('h2', { id: 'title-choices' }, 'Choice'), this.#list);
  }

  update(view: ExperimentView): void {
    const { choices } = view;
    this.element.hidden = choices.length === 0;
    const items = choices.map((choice) =>
      element(
        'li',
        {},
        element('code', {}, `${choice.direction} ${choice.source}`),
        ...choiceSentences(choice, view).map((sentence) => element('p', {}, sentence)),
      ),
    );
    replaceChildren(this.#list, ...items);
  }
}
