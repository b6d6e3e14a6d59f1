import type { PanelChoices } from '../../../server/protocol/panel.js';
import { quantity } from '../../../server/protocol/quantities.js';
import type { NetworkView } from '../../../server/protocol/run-view.js';
import type { DataTable } from '../dom/data-table.js';
import { runInFocus } from '../model/panel-model.js';
import { counted } from '../words/counted.js';
import { nodeLabel } from '../words/node-names.js';
import { t } from '../words/texts.js';
import type { DrawingFigure } from './figure.js';
import { exploreMap, type MapZoom } from './map-explorer.js';
import { WHOLE_MAP } from './map-view.js';
import { drawWorldMap, type WorldMap } from './world-map.js';

/** The map of each drawing, for the code that makes it interactive. */
const maps = new WeakMap<SVGSVGElement, WorldMap>();

/** Nodes on a map of the world, their links, and the management nodes. */
export const networkMap: DrawingFigure = {
  id: 'network',
  kind: 'drawing',
  title: (runs, choices) =>
    runs.length > 1 ? t`Nodes and links of ${runInFocus(runs, choices).name}` : t('Nodes and links'),
  wide: true,
  origin: () => 'topology',
  hasData: (runs, choices) => runInFocus(runs, choices).network.nodes.length > 0,
  draw: (runs, theme, choices, width) =>
    drawNetwork(runInFocus(runs, choices).network, theme, width, choices.map ?? WHOLE_MAP),
  explore: (drawing, runs, theme, choices, container, choose) =>
    exploreNetwork(drawing, runInFocus(runs, choices).network, theme, container, mapZoom(choices, choose)),
  sentence: (runs, choices) => networkSentence(runInFocus(runs, choices).network),
  numbers: (runs, choices) => networkTable(runInFocus(runs, choices).network),
};

export function drawNetwork(...drawn: Parameters<typeof drawWorldMap>): SVGSVGElement {
  const map = drawWorldMap(...drawn);
  maps.set(map.root, map);
  return map.root;
}

export function exploreNetwork(
  drawing: SVGSVGElement,
  network: NetworkView,
  theme: Parameters<typeof exploreMap>[2],
  container: HTMLElement,
  zoom: MapZoom,
): void {
  const map = maps.get(drawing);
  if (map) exploreMap(map, network, theme, container, zoom);
}

/** The zoom in the choices, and how it is changed. */
export function mapZoom({ map }: PanelChoices, choose: (choices: Partial<PanelChoices>) => void): MapZoom {
  return {
    view: map ?? WHOLE_MAP,
    show: (view) => choose({ map: view.zoom === 1 ? null : view }),
  };
}

export function networkSentence(network: NetworkView): string {
  const places = new Set(network.nodes.map((node) => `${node.latitude},${node.longitude}`)).size;
  const managing = network.nodes.filter((node) => node.management).length;
  const nodes = t`${counted(network.nodes.length, 'node')} in ${counted(places, 'place')}`;
  const links = linksText(network);
  // A topology without a run has no management nodes.
  const facts =
    managing === 0
      ? t`${nodes}; ${links}.`
      : managing === 1
        ? t`${nodes}, 1 of them manages the chain; ${links}.`
        : t`${nodes}, ${managing} of them manage the chain; ${links}.`;
  const hint = t('Point at a node for its links and delays; Ctrl+wheel or + and − zoom, dragging moves the map.');
  const leftOut = network.linksLeftOut > 0 ? [t`${counted(network.linksLeftOut, 'link')} not drawn.`] : [];
  return [facts, hint, ...leftOut].join(' ');
}

function linksText({ links, linksLeftOut }: NetworkView): string {
  if (links.length === 0) return t('no links');
  const latencies = links.map((link) => link.latency).sort((a, b) => a - b);
  const [least, most] = [latencies[0], latencies.at(-1)].map((latency) => quantity(latency, 's'));
  const all = counted(links.length + linksLeftOut, 'link');
  return least === most ? t`${all} of ${least} one-way latency` : t`${all} of ${least} to ${most} one-way latency`;
}

export function networkTable(network: NetworkView): DataTable {
  const degrees = network.nodes.map(() => 0);
  for (const { from, to } of network.links) {
    degrees[from]++;
    degrees[to]++;
  }
  const measured = network.nodes.some((node) => node.delays);
  return {
    caption: t('Nodes of the network'),
    columns: [
      { title: t('Node') },
      { title: t('Group') },
      { title: t('Manages') },
      { title: t('Links'), unit: '' },
      ...(measured
        ? [
            { title: t('Propagation'), unit: 's' },
            { title: t('Update'), unit: 's' },
            { title: t('Total'), unit: 's' },
          ]
        : []),
    ],
    rows: network.nodes.map((node, i) => [
      nodeLabel(node),
      node.group,
      node.management ? 'yes' : 'no',
      degrees[i],
      ...(measured ? [node.delays?.propagation ?? null, node.delays?.update ?? null, node.delays?.total ?? null] : []),
    ]),
  };
}
