import { nothing, svg, type TemplateResult } from 'lit-html';
import { bestValue, type LearntView } from '../../../server/protocol/deliberation-view.js';
import { duration, quantity } from '../../../server/protocol/quantities.js';
import { counted } from '../words/counted.js';
import { html } from '../words/html.js';
import { t } from '../words/texts.js';

const WIDTH = 640;
const HEIGHT = 90;

/** What the twins have learnt: a row for each state, a column for each action, and the cost of learning. */
export function learntTable({ policy, unit, kind, actions, states, regret }: LearntView): TemplateResult {
  return html`
    <div class="learnt">
      <h3>What ${policy} has learnt</h3>
      <p class="detail">${kind === 'values' ? t`Value of each action in each state${unit ? ` (${unit})` : ''}` : t`What a constant and one unit of each observation (SI) add to the reward of each action${unit ? ` (${unit})` : ''}`}; how often it was tried in brackets.${kind === 'values' ? t(' The best is bold.') : ''}</p>
      <div class="scroll">
        <table>
          <thead><tr><th scope="col" class="text">${kind === 'values' ? t('State') : t('Observation')}</th>${actions.map((action) => html`<th scope="col" class="number">${action}</th>`)}</tr></thead>
          <tbody>${states.map(({ name, cells }) => {
            const best = kind === 'values' ? bestValue(cells) : undefined;
            return html`<tr><th scope="row" class="text">${name}</th>${cells.map((cell) =>
              cell
                ? html`<td class=${cell.value === best ? 'number best' : 'number'}>${quantity(cell.value, '')}<span class="visits"> (${quantity(cell.visits, '')})</span></td>`
                : html`<td class="number untried">–</td>`,
            )}</tr>`;
          })}</tbody>
        </table>
      </div>
      ${regretLine(regret, unit)}
    </div>
  `;
}

/** Cumulated loss against the best fixed action, over time. */
function regretLine({ action, at, total }: LearntView['regret'], unit: string): TemplateResult | typeof nothing {
  if (at.length < 2) return nothing;
  const most = Math.max(...total, 0);
  const least = Math.min(...total, 0);
  const x = (time: number) => ((time - at[0]) / (at[at.length - 1] - at[0])) * WIDTH;
  const y = (value: number) => HEIGHT - 4 - ((value - least) / (most - least || 1)) * (HEIGHT - 8);
  const points = at.map((time, i) => `${x(time).toFixed(1)},${y(total[i]).toFixed(1)}`).join(' ');
  const mean = total[total.length - 1] / total.length;
  return html`
    <figure class="regret">
      <figcaption>Regret over time: ${quantity(mean, unit)} per interval against always taking ${action}, the best on average over ${counted(at.length, 'interval')}</figcaption>
      <div class="regret-plot">
      <span class="regret-scale" aria-hidden="true"><span>${quantity(most, unit)}</span><span>${quantity(least, unit)}</span></span>
      <svg viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label=${t`Cumulated regret, ${quantity(total[total.length - 1], unit)} in the end`} preserveAspectRatio="none">
        ${svg`<line class="zero" x1="0" x2=${WIDTH} y1=${y(0)} y2=${y(0)} /><polyline points=${points} />`}
      </svg>
      <span class="ends" aria-hidden="true"><span>${duration(Math.round(at[0]))}</span><span>${duration(Math.round(at[at.length - 1]))}</span></span>
      </div>
    </figure>
  `;
}
