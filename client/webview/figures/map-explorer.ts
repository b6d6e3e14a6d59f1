import type { MapView } from '../../../server/protocol/panel.js';
import { percent, quantity } from '../../../server/protocol/quantities.js';
import type { LinkView, NetworkView } from '../../../server/protocol/run-view.js';
import { element, svg } from '../dom/elements.js';
import type { Theme } from '../theme/theme.js';
import { counted } from '../words/counted.js';
import { nodeLabel } from '../words/node-names.js';
import { t } from '../words/texts.js';
import { pannedMap, WHOLE_MAP, zoomedMap } from './map-view.js';
import type { WorldMap } from './world-map.js';

/** The zoom of the map, and how it is changed. */
export interface MapZoom {
  view: MapView;
  show: (view: MapView) => void;
}

const ZOOM = 1.5;
/** px per notch of a wheel. */
const NOTCH = 100;
/** A pointer that moved less than this (px) has clicked. */
const DRAG = 4;
/** Share of the picture that a key pans. */
const PAN = 0.2;

/**
 * Shows the links and delays of the node under the pointer, or of the node that the arrow keys have reached. The text
 * is in a live region, so that a screen reader reads it.
 */
export function exploreMap(
  map: WorldMap,
  network: NetworkView,
  theme: Theme,
  container: HTMLElement,
  zoom: MapZoom,
): void {
  const card = element('div', { class: 'hover-card', role: 'status', hidden: true });
  const highlight = map.root.querySelector('[data-layer="highlight"]');
  const links = linksByNode(network);
  let current = -1;

  const show = (place: number) => {
    current = place;
    if (place < 0) {
      highlight?.replaceChildren();
      card.hidden = true;
      return;
    }
    const own = links[place];
    const { x, y } = map.points[place];
    highlight?.replaceChildren(
      svg('path', { d: own.map((link) => map.linkPath(link)).join('') }),
      svg('circle', { cx: x, cy: y, r: 9, stroke: theme.foreground, 'stroke-width': 1.5 }),
    );
    const told = own.map((link) => network.links[link]);
    card.replaceChildren(...describe(network, place, told));
    card.hidden = false;
    position(card, x, y, container);
  };

  map.root.addEventListener('pointermove', (event) => {
    const { left, top } = map.root.getBoundingClientRect();
    const nearest = nearestPoint(map, event.clientX - left, event.clientY - top);
    if (nearest !== current) show(nearest);
  });
  map.root.addEventListener('pointerleave', () => show(-1));
  // The listeners end with the drawing when a redraw replaces it; the key handler of the container is set, not added.
  container.onkeydown = (event) => {
    if (event.key === 'Escape') show(-1);
    const view = viewByKey(event, zoom.view);
    if (view) {
      event.preventDefault();
      zoom.show(view);
      return;
    }
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    show((current + step + network.nodes.length) % network.nodes.length);
  };
  container.onblur = () => show(-1);
  zoomByPointer(map.root, zoom);
  container.tabIndex = 0;
  container.append(card);
}

/** The view after a key; undefined for other keys. */
function viewByKey({ key, shiftKey, ctrlKey, metaKey }: KeyboardEvent, view: MapView): MapView | undefined {
  if (ctrlKey || metaKey) return undefined;
  const middle = { x: 0.5, y: 0.5 };
  if (key === '+' || key === '=') return zoomedMap(view, ZOOM, middle);
  if (key === '-') return zoomedMap(view, 1 / ZOOM, middle);
  if (key === '0') return WHOLE_MAP;
  const by = { ArrowLeft: [-PAN, 0], ArrowRight: [PAN, 0], ArrowUp: [0, -PAN], ArrowDown: [0, PAN] }[key];
  return shiftKey && by ? pannedMap(view, { x: by[0], y: by[1] }) : undefined;
}

/** Dragging moves the map, Ctrl and the wheel zoom at the pointer, and a double click shows the whole map. */
function zoomByPointer(root: SVGSVGElement, { view, show }: MapZoom): void {
  let dragged: { x: number; y: number } | undefined;
  const shareAt = ({ clientX, clientY }: MouseEvent) => {
    const { left, top, width, height } = root.getBoundingClientRect();
    return { x: (clientX - left) / width, y: (clientY - top) / height };
  };
  root.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || view.zoom === 1) return;
    dragged = { x: event.clientX, y: event.clientY };
    root.setPointerCapture(event.pointerId);
  });
  root.addEventListener('pointermove', (event) => {
    if (!dragged) return;
    root.parentElement?.classList.add('dragged');
    root.style.transform = `translate(${event.clientX - dragged.x}px, ${event.clientY - dragged.y}px)`;
  });
  root.addEventListener('pointerup', (event) => {
    const from = dragged;
    dragged = undefined;
    root.parentElement?.classList.remove('dragged');
    root.style.transform = '';
    if (!from || Math.hypot(event.clientX - from.x, event.clientY - from.y) < DRAG) return;
    const { width, height } = root.getBoundingClientRect();
    show(pannedMap(view, { x: (from.x - event.clientX) / width, y: (from.y - event.clientY) / height }));
  });
  root.addEventListener('dblclick', () => show(WHOLE_MAP));
  root.addEventListener(
    'wheel',
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      show(zoomedMap(view, ZOOM ** (-event.deltaY / NOTCH), shareAt(event)));
    },
    { passive: false },
  );
}

/** px within which the pointer picks a node. */
const REACH = 14;

function nearestPoint(map: WorldMap, x: number, y: number): number {
  let nearest = -1;
  let distance = REACH;
  map.points.forEach((point, i) => {
    const away = Math.hypot(point.x - x, point.y - y);
    if (away < distance) {
      nearest = i;
      distance = away;
    }
  });
  return nearest;
}

function linksByNode(network: NetworkView): number[][] {
  const links: number[][] = network.nodes.map(() => []);
  network.links.forEach(({ from, to }, link) => {
    links[from].push(link);
    if (to !== from) links[to].push(link);
  });
  return links;
}

function describe(network: NetworkView, place: number, links: LinkView[]): HTMLElement[] {
  const node = network.nodes[place];
  const role = [
    node.group !== 'nodes' && t`group ${node.group}`,
    node.management && t('management node'),
    !node.validator && 'observer',
  ];
  const lines = [role.filter(Boolean).join(', '), linkText(network, place, links)];
  if (node.delays && node.delays.total !== null) {
    const { propagation, update, total, countedShare } = node.delays;
    lines.push(
      t`Propagation ${quantity(propagation, 's')}, update ${quantity(update, 's')}, total ${quantity(total, 's')} (means)`,
      t`Among the fastest 2f+1 for ${percent(countedShare)} of the configuration blocks`,
    );
  }
  return [element('strong', {}, nodeLabel(node)), ...lines.filter(Boolean).map((line) => element('div', {}, line))];
}

function linkText(network: NetworkView, place: number, links: LinkView[]): string {
  if (links.length === 0) return t('No links');
  const sorted = [...links].sort((a, b) => a.latency - b.latency);
  const other = ({ from, to }: LinkView) => network.nodes[from === place ? to : from];
  const [nearest, farthest] = [sorted[0], sorted[sorted.length - 1]];
  return t`${counted(links.length, 'link')}: ${quantity(nearest.latency, 's')} to ${nodeLabel(other(nearest))}, up to ${quantity(farthest.latency, 's')} to ${nodeLabel(other(farthest))}`;
}

/** Beside the node, inside the container. */
function position(card: HTMLElement, x: number, y: number, container: HTMLElement): void {
  const room = container.clientWidth - card.offsetWidth - 4;
  card.style.left = `${Math.max(4, Math.min(x + 16, room))}px`;
  card.style.top = `${y + 16}px`;
}
