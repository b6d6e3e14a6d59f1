import type { TemplateResult } from 'lit-html';
import { choiceSentences } from '../../../server/protocol/choice-text.js';
import type { ExperimentView } from '../../../server/protocol/experiment-view.js';
import { html } from '../words/html.js';

/** The point that each goal of the experiment has chosen, in the words of the command line. */
export function choiceList(view: ExperimentView): TemplateResult | null {
  if (view.choices.length === 0) return null;
  const items = view.choices.map((choice) => {
    const sentences = choiceSentences(choice, view).map((sentence) => html`<p>${sentence}</p>`);
    return html`<li><code>${choice.direction} ${choice.source}</code>${sentences}</li>`;
  });
  return html`
    <section class="choices" aria-labelledby="title-choices">
      <h2 id="title-choices">Choice</h2>
      <ul>${items}</ul>
    </section>
  `;
}
