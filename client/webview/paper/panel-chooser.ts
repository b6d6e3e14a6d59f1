import type { TemplateResult } from 'lit-html';
import type { PaperOutline, PaperPanel } from '../../../server/protocol/paper.js';
import { select } from '../dom/select.js';
import { html } from '../words/html.js';
import { t } from '../words/texts.js';

/** The panel on display: the chosen one, or the latest with results. */
export function panelInFocus(chosen: number | null | undefined, filled: ReadonlyMap<number, PaperPanel>): number {
  if (chosen != null && filled.has(chosen)) return chosen;
  const known = [...filled.values()];
  const running = known.find(({ experiment }) => experiment.state === 'running');
  return running?.panel ?? known.at(-1)?.panel ?? 0;
}

/** Lets the reader choose a panel of the figures. */
export function panelChooser(
  { panels }: PaperOutline,
  filled: ReadonlyMap<number, PaperPanel>,
  shown: number,
  choose: (panel: number) => void,
): TemplateResult {
  const options = panels.flatMap(({ title, setting }, place) =>
    filled.has(place) ? [{ value: String(place), text: `${title} (${setting})` }] : [],
  );
  const list = select(t('Panel'), 'choose-paper-panel', options, String(shown), (value) => choose(Number(value)));
  return html`<label class="labelled">Panel ${list}</label>`;
}
