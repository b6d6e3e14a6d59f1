import { nothing } from 'lit-html';
import type { PanelChoices } from '../../../server/protocol/panel.js';
import type { PaperPanel, PaperView } from '../../../server/protocol/paper.js';
import { claimsTable } from '../paper/claims-table.js';
import { panelChooser, panelInFocus } from '../paper/panel-chooser.js';
import { paperHeader } from '../paper/paper-header.js';
import { html } from '../words/html.js';
import { experimentBelow } from './experiment-content.js';
import { fileSafe, type PageContent, type PageTools } from './tools.js';

/** The claims of the paper, and one panel of its figures. */
export function paperContent(
  paper: PaperView,
  panels: ReadonlyMap<number, PaperPanel>,
  choices: PanelChoices,
  tools: PageTools,
): PageContent {
  const place = panelInFocus(choices.paperPanel, panels);
  const shown = panels.get(place);
  const { title, setting } = paper.outline.panels[place];
  const chooser = panelChooser(paper.outline, panels, place, (paperPanel) => tools.choose({ paperPanel }));
  return {
    fileName: fileSafe(`${title} ${setting}`),
    template: html`
      <div>${paperHeader(paper, panels, tools.host)}</div>
      ${claimsTable(paper.outline, panels)}
      ${
        shown
          ? html`
              <div class="section-head paper-panel"><h2>${title}</h2>${chooser}</div>
              ${experimentBelow(shown.experiment, choices, tools)}
            `
          : nothing
      }
    `,
  };
}
