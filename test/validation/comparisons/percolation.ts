import seedrandom from 'seedrandom';

/** Time at which a flood reaches the last node and a typical node, s. */
export interface Flood {
  last: number;
  typical: number;
}

/**
 * First-passage percolation on random regular graphs with exponential link lengths of mean 1, in the simplest form: a
 * ring lattice with randomly swapped links, and Dijkstra's algorithm with a scan of all nodes in every step.
 */
export function percolation(nodes: number, degree: number, graphs: number, floods: number): Flood[] {
  const random = seedrandom.alea(`percolation among ${nodes}`);
  return Array.from({ length: graphs }, () => {
    const peers = swappedLattice(nodes, degree, random);
    return Array.from({ length: floods }, (_, flood) => {
      const distances = distancesFrom(flood % nodes, peers, random);
      const typical = distances.reduce((total, distance) => total + distance) / (nodes - 1);
      return { last: Math.max(...distances), typical };
    });
  }).flat();
}

function swappedLattice(nodes: number, degree: number, random: () => number): number[][] {
  const linked = Array.from({ length: nodes }, () => new Set<number>());
  const links: [number, number][] = [];
  const join = (a: number, b: number) => {
    linked[a].add(b);
    linked[b].add(a);
  };
  for (let node = 0; node < nodes; node++) {
    for (let step = 1; step <= degree / 2; step++) {
      const link: [number, number] = [node, (node + step) % nodes];
      links.push(link);
      join(...link);
    }
  }
  for (let swap = 0; swap < 20 * links.length; swap++) {
    const i = Math.floor(random() * links.length);
    const j = Math.floor(random() * links.length);
    const [a, b] = links[i];
    const [c, d] = random() < 0.5 ? links[j] : [links[j][1], links[j][0]];
    if (new Set([a, b, c, d]).size < 4 || linked[a].has(c) || linked[b].has(d)) continue;
    linked[a].delete(b);
    linked[b].delete(a);
    linked[c].delete(d);
    linked[d].delete(c);
    links[i] = [a, c];
    links[j] = [b, d];
    join(a, c);
    join(b, d);
  }
  return linked.map((set) => Array.from(set));
}

function distancesFrom(origin: number, peers: number[][], random: () => number): number[] {
  const distances = peers.map(() => Number.POSITIVE_INFINITY);
  const open = peers.map(() => true);
  distances[origin] = 0;
  for (let step = 0; step < peers.length; step++) {
    let nearest = -1;
    for (let node = 0; node < peers.length; node++) {
      if (open[node] && (nearest < 0 || distances[node] < distances[nearest])) nearest = node;
    }
    open[nearest] = false;
    for (const peer of peers[nearest]) {
      // A link is used in one direction at most, so its length can be drawn when it is used.
      if (open[peer]) distances[peer] = Math.min(distances[peer], distances[nearest] - Math.log(1 - random()));
    }
  }
  return distances;
}
