import type { PanelChoices, TopologyPreviewView } from '../../../server/protocol/panel.js';
import { WHOLE_MAP } from '../figures/map-view.js';
import { drawNetwork, exploreNetwork, mapZoom, networkMap, networkSentence, networkTable } from '../figures/network.js';
import type { FrameContent } from '../figures/plot.js';
import { mapZoomButtons } from '../parts/map-zoom-buttons.js';
import { html } from '../words/html.js';
import { t } from '../words/texts.js';
import { fileSafe, type PageContent, type PageTools } from './tools.js';

/**
 * The topology of a text.
 *
 * @param problem the reason why the text cannot be drawn; null if it can
 */
export function topologyContent(
  { declaration, network }: TopologyPreviewView,
  problem: string | null,
  choices: PanelChoices,
  { host, choose, frame }: PageTools,
): PageContent {
  const content: FrameContent = {
    id: networkMap.id,
    title: t('Nodes and links'),
    wide: true,
    sentence: networkSentence(network),
    numbers: networkTable(network),
    growing: false,
    basis: [network, choices.map],
    reveal: host.interactive ? () => host.post({ type: 'reveal', run: null, origin: 'topology' }) : undefined,
    plot: {
      kind: 'drawing',
      draw: (theme, width) => drawNetwork(network, theme, width, choices.map ?? WHOLE_MAP),
      explore: (drawing, theme, container) =>
        exploreNetwork(drawing, network, theme, container, mapZoom(choices, choose)),
    },
  };
  return {
    fileName: fileSafe(declaration),
    template: html`
      <header class="run-header">
        <div class="titles">
          <h1>${declaration}</h1>
          <p class="subtitle" role="status">${problem ?? t('Live preview')}</p>
        </div>
        <div class="actions">${mapZoomButtons(choices, choose)}</div>
      </header>
      <div class=${problem === null ? 'figures' : 'figures paused'}>${frame(content)}</div>
    `,
  };
}
