import { counted, percent, quantity } from '../../../server/protocol/quantities.js';
import type { LinkView, NetworkView } from '../../../server/protocol/run-view.js';
import { element, replaceChildren, svg } from '../elements.js';
import type { Theme } from '../theme.js';
import { nodeLabel } from './node-names.js';
import type { WorldMap } from './world-map.js';

/**
 * Shows the links and delays of the node under the pointer, or of the one that the arrow keys have reached. What is
 * shown stands in a live region, so that a screen reader says it too.
 */
export function exploreMap(map: WorldMap, network: NetworkView, theme: Theme, container: HTMLElement): void {
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
    replaceChildren(
      card,
      ...describe(
        network,
        place,
        own.map((link) => network.links[link]),
      ),
    );
    card.hidden = false;
    position(card, x, y, container);
  };

  map.root.addEventListener('pointermove', (event) => {
    const { left, top } = map.root.getBoundingClientRect();
    const nearest = nearestPoint(map, event.clientX - left, event.clientY - top);
    if (nearest !== current) show(nearest);
  });
  map.root.addEventListener('pointerleave', () => show(-1));
  // The listeners live as long as the drawing, which a redraw replaces; the container's keys are set, not added.
  container.onkeydown = (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (event.key === 'Escape') show(-1);
    if (step === undefined) return;
    event.preventDefault();
    show((current + step + network.nodes.length) % network.nodes.length);
  };
  container.onblur = () => show(-1);
  container.tabIndex = 0;
  container.append(card);
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
    node.group !== 'nodes' && `group ${node.group}`,
    node.management && 'management node',
    !node.validator && 'observer',
  ];
  const lines = [role.filter(Boolean).join(', '), linkText(network, place, links)];
  if (node.delays && node.delays.total !== null) {
    const { propagation, update, total, countedShare } = node.delays;
    lines.push(
      `Propagation ${quantity(propagation, 's')}, update ${quantity(update, 's')}, in all ${quantity(total, 's')} on average`,
      `Among the fastest 2f+1 for ${percent(countedShare)} of the configuration blocks`,
    );
  }
  return [element('strong', {}, nodeLabel(node)), ...lines.filter(Boolean).map((line) => element('div', {}, line))];
}

function linkText(network: NetworkView, place: number, links: LinkView[]): string {
  if (links.length === 0) return 'No links';
  const sorted = [...links].sort((a, b) => a.latency - b.latency);
  const other = ({ from, to }: LinkView) => network.nodes[from === place ? to : from];
  const [nearest, farthest] = [sorted[0], sorted[sorted.length - 1]];
  return `${counted(links.length, 'link')}: ${quantity(nearest.latency, 's')} to ${nodeLabel(other(nearest))}, up to ${quantity(farthest.latency, 's')} to ${nodeLabel(other(farthest))}`;
}

/** Beside the node, inside the container. */
function position(card: HTMLElement, x: number, y: number, container: HTMLElement): void {
  const room = container.clientWidth - card.offsetWidth - 4;
  card.style.left = `${Math.max(4, Math.min(x + 16, room))}px`;
  card.style.top = `${y + 16}px`;
}
