import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { streamKey } from '../../../engine/kernel/streams.js';
import type { Overlay } from '../../../engine/model/scenario.js';
import { components, drawPeers, type Peers } from '../../../engine/network/overlay.js';

const overlay = (peers: Overlay, nodes: number, links: 'twoWay' | 'oneWay' = 'twoWay', seed = 1) =>
  drawPeers(peers, nodes, links, streamKey(seed, 0, 'overlay'));

const row = (peers: Peers, node: number) =>
  Array.from(peers.targets.subarray(peers.offsets[node], peers.offsets[node + 1]));

const rows = (peers: Peers) => Array.from({ length: peers.offsets.length - 1 }, (_, node) => row(peers, node));

const degrees = (peers: Peers) => rows(peers).map((targets) => targets.length);

const isSymmetric = (peers: Peers) => {
  const all = rows(peers);
  return all.every((targets, node) => targets.every((peer) => all[peer].includes(node)));
};

const seeds = fc.integer({ min: 1, max: 1e6 });

describe('every overlay', () => {
  const kinds = fc.oneof(
    fc.constant<Overlay>({ kind: 'full' }),
    fc.constant<Overlay>({ kind: 'ring' }),
    fc.record({ kind: fc.constant('random' as const), dials: fc.integer({ min: 2, max: 8 }) }),
    fc.record({ kind: fc.constant('regular' as const), degree: fc.constantFrom(4, 6, 8) }),
    fc.record({
      kind: fc.constant('smallWorld' as const),
      degree: fc.constantFrom(4, 6),
      rewiring: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    fc.record({ kind: fc.constant('scaleFree' as const), attachments: fc.integer({ min: 1, max: 4 }) }),
  );

  test('lists peers once, in order, and no node as its own peer', () => {
    fc.assert(
      fc.property(
        kinds,
        fc.integer({ min: 10, max: 40 }),
        seeds,
        fc.constantFrom('twoWay', 'oneWay'),
        (kind, n, seed, links) => {
          rows(overlay(kind, n, links, seed)).forEach((targets, node) => {
            expect(targets).toEqual(Array.from(new Set(targets)).sort((a, b) => a - b));
            expect(targets).not.toContain(node);
            expect(targets.every((peer) => peer >= 0 && peer < n)).toBe(true);
          });
        },
      ),
      { seed: 1, numRuns: 150 },
    );
  });

  test('is symmetric where links carry traffic both ways', () => {
    fc.assert(
      fc.property(kinds, fc.integer({ min: 10, max: 40 }), seeds, (kind, n, seed) => {
        expect(isSymmetric(overlay(kind, n, 'twoWay', seed))).toBe(true);
      }),
      { seed: 2, numRuns: 100 },
    );
  });

  test('is the same for the same seed, and another one for another', () => {
    const draw = (seed: number) => rows(overlay({ kind: 'random', dials: 4 }, 30, 'twoWay', seed));
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });
});

describe('full', () => {
  test('links each node to all others', () => {
    expect(degrees(overlay({ kind: 'full' }, 9))).toEqual(new Array(9).fill(8));
  });
});

describe('ring', () => {
  test('links each node to both neighbours, or one way to the next', () => {
    expect(row(overlay({ kind: 'ring' }, 6), 0)).toEqual([1, 5]);
    expect(row(overlay({ kind: 'ring' }, 6, 'oneWay'), 0)).toEqual([1]);
  });
});

describe('random(k)', () => {
  test('dials exactly k others, one way', () => {
    expect(degrees(overlay({ kind: 'random', dials: 16 }, 32, 'oneWay'))).toEqual(new Array(32).fill(16));
  });

  test('has at least k links both ways, and 23.9 of them on average for 16 of 32', () => {
    const found = Array.from({ length: 50 }, (_, seed) =>
      degrees(overlay({ kind: 'random', dials: 16 }, 32, 'twoWay', seed)),
    );
    const all = found.flat();
    expect(Math.min(...all)).toBeGreaterThanOrEqual(16);
    // Two nodes are not linked if neither chooses the other: 31 (1 - (15/31)²) links.
    expect(all.reduce((sum, degree) => sum + degree) / all.length).toBeCloseTo(31 * (1 - (15 / 31) ** 2), 0);
  });

  test('dials all nodes equally often', () => {
    const dialled = new Float64Array(20);
    for (let seed = 0; seed < 200; seed++) {
      for (const peer of row(overlay({ kind: 'random', dials: 5 }, 20, 'oneWay', seed), 0)) dialled[peer]++;
    }
    expect(dialled[0]).toBe(0);
    // 200 draws with probability 5/19 each: within four standard deviations of the mean.
    for (const count of dialled.subarray(1)) expect(Math.abs(count - 1000 / 19)).toBeLessThan(4 * 6.3);
  });

  test('is connected, even where most draws with so few dials are not', () => {
    for (let seed = 0; seed < 20; seed++) {
      expect(components(overlay({ kind: 'random', dials: 3 }, 40, 'oneWay', seed))).toHaveLength(1);
    }
  });
});

describe('regular(k)', () => {
  test.each([
    [32, 16],
    [32, 3],
    [20, 17],
    [9, 8],
    [50, 2],
  ])('of %i nodes gives every one exactly %i peers, and is connected', (nodes, degree) => {
    for (let seed = 0; seed < 5; seed++) {
      const peers = overlay({ kind: 'regular', degree }, nodes, 'twoWay', seed);
      expect(degrees(peers)).toEqual(new Array(nodes).fill(degree));
      expect(components(peers)).toHaveLength(1);
    }
  });

  test('cannot have an odd number of link ends, and the error says so', () => {
    expect(() => overlay({ kind: 'regular', degree: 3 }, 9)).toThrow(/regular\(3\) overlay of 9 nodes/);
  });
});

describe('smallWorld(k, p)', () => {
  const links = (peers: Peers) => degrees(peers).reduce((sum, degree) => sum + degree) / 2;

  test('without rewiring is a ring lattice of k neighbours', () => {
    expect(row(overlay({ kind: 'smallWorld', degree: 4, rewiring: 0 }, 10), 0)).toEqual([1, 2, 8, 9]);
  });

  test('keeps the number of links, whatever the rewiring', () => {
    for (const rewiring of [0.1, 0.5, 1]) {
      expect(links(overlay({ kind: 'smallWorld', degree: 6, rewiring }, 40))).toBe(120);
    }
  });

  test('shortens paths, as small worlds do', () => {
    const lattice = meanHops(overlay({ kind: 'smallWorld', degree: 4, rewiring: 0 }, 60));
    const rewired = meanHops(overlay({ kind: 'smallWorld', degree: 4, rewiring: 0.3 }, 60));
    expect(rewired).toBeLessThan(0.6 * lattice);
  });
});

describe('scaleFree(m)', () => {
  test('links every later node to m earlier ones', () => {
    const peers = overlay({ kind: 'scaleFree', attachments: 3 }, 100, 'oneWay');
    expect(degrees(peers).slice(4)).toEqual(new Array(96).fill(3));
  });

  test('has hubs: the most linked node has many times the links of the typical node', () => {
    const found = degrees(overlay({ kind: 'scaleFree', attachments: 2 }, 400)).sort((a, b) => a - b);
    expect(found[399]).toBeGreaterThan(8 * found[200]);
  });
});

describe('edges', () => {
  test('are taken as given', () => {
    const peers = overlay(
      {
        kind: 'edges',
        edges: [
          [0, 2],
          [2, 1],
          [0, 2],
        ],
      },
      3,
      'oneWay',
    );
    expect(rows(peers)).toEqual([[2], [], [1]]);
  });
});

describe('components', () => {
  test('are distinguished, largest first', () => {
    const peers = overlay(
      {
        kind: 'edges',
        edges: [
          [0, 1],
          [2, 3],
          [3, 4],
        ],
      },
      5,
    );
    expect(components(peers)).toEqual([
      [2, 3, 4],
      [0, 1],
    ]);
  });

  test('one way, contain the nodes that reach each other', () => {
    const peers = overlay(
      {
        kind: 'edges',
        edges: [
          [0, 1],
          [1, 0],
          [1, 2],
        ],
      },
      3,
      'oneWay',
    );
    expect(components(peers)).toEqual([[0, 1], [2]]);
  });
});

/** Average number of hops between two nodes, by breadth-first search. */
function meanHops(peers: Peers): number {
  const nodes = peers.offsets.length - 1;
  let total = 0;
  for (let origin = 0; origin < nodes; origin++) {
    const hops = new Array<number>(nodes).fill(-1);
    hops[origin] = 0;
    const queue = [origin];
    for (const node of queue) {
      for (const peer of row(peers, node)) {
        if (hops[peer] >= 0) continue;
        hops[peer] = hops[node] + 1;
        queue.push(peer);
      }
    }
    total += hops.reduce((sum, count) => sum + count, 0);
  }
  return total / (nodes * (nodes - 1));
}
