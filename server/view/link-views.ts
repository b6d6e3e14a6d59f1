import type { LinkView, NetworkView } from '../protocol/run-view.js';
import { rounded } from './rounding.js';

/** Maximum number of links. More lines would fill a map completely, and make a large message. */
const MAX_LINKS = 6_000;

/** A link on which `from` sends; ends are indices into the list of nodes, latency is in s. */
export interface DirectedLink {
  from: number;
  to: number;
  latency: number;
}

/** One line per pair of peers; a pair whose two directions differ shows the slower latency. */
export function linkViews(
  directed: Iterable<DirectedLink>,
  oneWay: boolean,
): Pick<NetworkView, 'links' | 'linksLeftOut'> {
  const pairs = new Map<string, LinkView>();
  for (const { from, to, latency } of directed) {
    const ends = oneWay ? [from, to] : [Math.min(from, to), Math.max(from, to)];
    const key = ends.join('-');
    const known = pairs.get(key)?.latency ?? 0;
    pairs.set(key, { from: ends[0], to: ends[1], latency: rounded(Math.max(known, latency)), oneWay });
  }
  const links = [...pairs.values()];
  return { links: links.slice(0, MAX_LINKS), linksLeftOut: Math.max(0, links.length - MAX_LINKS) };
}
