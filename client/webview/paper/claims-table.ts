import { nothing, type TemplateResult } from 'lit-html';
import type { PaperOutline, PaperPanel } from '../../../server/protocol/paper.js';
import { ICONS } from '../dom/icons.js';
import { html } from '../words/html.js';
import { t } from '../words/texts.js';

/** The outcome of a claim of the paper. */
const WORDS = { passed: t('Borne out'), failed: t('Contradicted'), undecided: t('Undecided') } as const;

/** A row for each claim of the paper, and a column for each setting; the table fills while replications arrive. */
export function claimsTable({ panels }: PaperOutline, filled: ReadonlyMap<number, PaperPanel>): TemplateResult {
  const settings = [...new Set(panels.map(({ setting }) => setting))];
  const titles = [...new Set(panels.map(({ title }) => title))];
  const rows = titles.flatMap((title) => {
    const places = settings.map((setting) =>
      panels.findIndex((panel) => panel.title === title && panel.setting === setting),
    );
    const { claims } = panels[places[0]];
    return claims.map(
      ({ figure, text }, claim) => html`
        <tr>
          ${claim === 0 ? html`<th scope="rowgroup" rowspan=${claims.length}>${title}</th>` : nothing}
          <td>Figure ${figure}</td>
          <td class="claim">${text}</td>
          ${places.map((place) => outcomeCell(filled.get(place), claim))}
        </tr>
      `,
    );
  });
  return html`
    <div class="table-scroll" tabindex="0" role="region" aria-label="Claims of the paper">
      <table class="claims">
        <thead>
          <tr>${[t('Varies'), t('In'), t('Claim'), ...settings].map((text) => html`<th scope="col">${text}</th>`)}</tr>
        </thead>
        <tbody>${rows}</tbody>
      </table>
    </div>
  `;
}

/** The outcome of a claim: while the panel is being reproduced, that of the replications so far. */
function outcomeCell(panel: PaperPanel | undefined, claim: number): TemplateResult {
  const outcome = panel?.experiment.expectations[claim]?.outcome;
  if (!panel || !outcome) return html`<td class="outcome unknown">–</td>`;
  const soFar = panel.experiment.state === 'running';
  return html`<td class=${`outcome ${outcome}${soFar ? ' so-far' : ''}`}><span class="mark">${ICONS[outcome]()}</span>
    ${WORDS[outcome]}${soFar ? html`<span class="detail"> so far</span>` : nothing}</td>`;
}
