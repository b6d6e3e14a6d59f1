import type { WordSource } from '../kernel/word-source.js';
import type { Overlay } from '../model/scenario.js';

type Pair = [from: number, to: number];

/** Overlays with a list of links. A full mesh needs none. */
export type Dialled = Exclude<Overlay, { kind: 'full' }>;

/** The dialled links, one function per kind of overlay. */
const DIALLING: {
  [K in Dialled['kind']]: (overlay: Extract<Dialled, { kind: K }>, nodes: number, source: WordSource) => Pair[];
} = {
  ring: (_, nodes) => ring(nodes, 1),
  random: ({ dials }, nodes, source) => random(nodes, Math.min(dials, nodes - 1), source),
  regular: ({ degree }, nodes, source) => regular(nodes, Math.min(degree, nodes - 1), source),
  smallWorld: ({ degree, rewiring }, nodes, source) => smallWorld(nodes, degree, rewiring, source),
  scaleFree: ({ attachments }, nodes, source) => scaleFree(nodes, attachments, source),
  edges: ({ edges }) => edges,
};

export function dialledPairs(overlay: Dialled, nodes: number, source: WordSource): Pair[] {
  const dial = DIALLING[overlay.kind] as (overlay: Dialled, nodes: number, source: WordSource) => Pair[];
  return dial(overlay, nodes, source);
}

/** Every node dials the `reach` nodes after it. */
function ring(nodes: number, reach: number): Pair[] {
  const pairs: Pair[] = [];
  for (let node = 0; node < nodes; node++) {
    for (let step = 1; step <= reach; step++) pairs.push([node, (node + step) % nodes]);
  }
  return pairs;
}

/** Every node dials `dials` distinct others. */
function random(nodes: number, dials: number, source: WordSource): Pair[] {
  const pairs: Pair[] = [];
  for (let node = 0; node < nodes; node++) {
    for (const peer of sample(nodes - 1, dials, source)) pairs.push([node, peer < node ? peer : peer + 1]);
  }
  return pairs;
}

/** `count` distinct integers in [0, n), by the shuffle of Fisher and Yates; only moved entries are stored. */
export function sample(n: number, count: number, source: WordSource): number[] {
  const moved = new Map<number, number>();
  const at = (place: number) => moved.get(place) ?? place;
  return Array.from({ length: count }, (_, i) => {
    const j = i + source.below(n - i);
    const drawn = at(j);
    moved.set(j, at(i));
    return drawn;
  });
}

/**
 * A simple graph in which every node has `degree` peers: link ends are paired at random, unsuitable pairs are put back
 * (Steger and Wormald 1999). A dense graph is drawn as the complement of a sparse one. The pairing order decides who
 * dials, which matters for one-way links only.
 */
function regular(nodes: number, degree: number, source: WordSource): Pair[] {
  if ((nodes * degree) % 2 !== 0) {
    throw new RangeError(`no regular(${degree}) overlay of ${nodes} nodes exists: their product is odd`);
  }
  if (degree === nodes - 1) return ring(nodes, nodes - 1);
  if (degree > (nodes - 1) / 2) return complement(nodes, regular(nodes, nodes - 1 - degree, source));
  for (;;) {
    const pairs = pairEnds(nodes, degree, source);
    if (pairs) return pairs;
  }
}

function pairEnds(nodes: number, degree: number, source: WordSource): Pair[] | undefined {
  const ends: number[] = [];
  for (let node = 0; node < nodes; node++) for (let i = 0; i < degree; i++) ends.push(node);
  const linked = new Set<number>();
  const pairs: Pair[] = [];
  let failures = 0;
  while (ends.length > 0) {
    const i = source.below(ends.length);
    const j = source.below(ends.length);
    const [a, b] = [ends[i], ends[j]];
    const link = Math.min(a, b) * nodes + Math.max(a, b);
    if (a === b || linked.has(link)) {
      if (++failures > 100 + 10 * ends.length) return undefined;
      continue;
    }
    failures = 0;
    linked.add(link);
    pairs.push([a, b]);
    const [low, high] = i < j ? [i, j] : [j, i];
    ends[high] = ends[ends.length - 1];
    ends.pop();
    ends[low] = ends[ends.length - 1];
    ends.pop();
  }
  return pairs;
}

function complement(nodes: number, pairs: Pair[]): Pair[] {
  const absent = new Set(pairs.map(([a, b]) => Math.min(a, b) * nodes + Math.max(a, b)));
  const rest: Pair[] = [];
  for (let a = 0; a < nodes; a++) {
    for (let b = a + 1; b < nodes; b++) {
      if (!absent.has(a * nodes + b)) rest.push((a + b) % 2 === 0 ? [a, b] : [b, a]);
    }
  }
  return rest;
}

/** Watts and Strogatz (1998): a ring lattice of `degree` neighbours whose links are rewired with a probability. */
function smallWorld(nodes: number, degree: number, rewiring: number, source: WordSource): Pair[] {
  const reach = Math.min(Math.floor(degree / 2), Math.floor((nodes - 1) / 2));
  const linked = new Set<number>();
  const link = (a: number, b: number) => Math.min(a, b) * nodes + Math.max(a, b);
  const lattice = ring(nodes, reach);
  for (const [a, b] of lattice) linked.add(link(a, b));
  return lattice.map(([from, to]): Pair => {
    if (source.uniform() >= rewiring) return [from, to];
    const target = source.below(nodes);
    if (target === from || linked.has(link(from, target))) return [from, to];
    linked.delete(link(from, to));
    linked.add(link(from, target));
    return [from, target];
  });
}

/** Barabási and Albert (1999): each new node links to `attachments` earlier ones, in proportion to their links. */
function scaleFree(nodes: number, attachments: number, source: WordSource): Pair[] {
  const first = Math.min(attachments + 1, nodes);
  const pairs: Pair[] = [];
  const ends: number[] = [];
  const link = (from: number, to: number) => {
    pairs.push([from, to]);
    ends.push(from, to);
  };
  for (let a = 0; a < first; a++) for (let b = 0; b < a; b++) link(a, b);
  for (let node = first; node < nodes; node++) {
    const chosen = new Set<number>();
    while (chosen.size < attachments) chosen.add(ends[source.below(ends.length)]);
    for (const target of chosen) link(node, target);
  }
  return pairs;
}
