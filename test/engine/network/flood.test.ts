import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Topology } from '../../../engine/model/scenario.js';
import { identify } from '../../../engine/network/identity.js';
import { components } from '../../../engine/network/overlay.js';
import { constant, constantTopology, deliveries, type OpenNetwork, openNetwork } from './open-network.js';

const SIZE = 1e6;

/** First arrivals of a message, computed by relaxing every link until nothing improves (Bellman and Ford). */
function shortestPaths({ links, peers, nodes }: OpenNetwork, origin: number, message: number): Float64Array {
  const words = new Int32Array(2);
  identify(words, 0, 0, origin, -1, message, 0);
  links.message(words[0], words[1], SIZE);
  const arrival = new Float64Array(nodes).fill(Number.POSITIVE_INFINITY);
  arrival[origin] = 0;
  for (let improved = true; improved; ) {
    improved = false;
    for (let from = 0; from < nodes; from++) {
      for (const to of peers.targets.subarray(peers.offsets[from], peers.offsets[from + 1])) {
        if (links.lost(from, to)) continue;
        links.drawDelay(from, to);
        const time = arrival[from] + links.transfer[0] + links.flight[0];
        if (time >= arrival[to]) continue;
        arrival[to] = time;
        improved = true;
      }
    }
  }
  return arrival;
}

/** First arrivals as the transport delivers them. */
function flooded({ transport, nodes }: OpenNetwork, origin: number, message: number): Float64Array {
  const start = transport.now;
  transport.broadcast(0, 0, origin, 0, SIZE, message, 0);
  const arrival = new Float64Array(nodes).fill(Number.POSITIVE_INFINITY);
  arrival[origin] = 0;
  for (const { node, time } of deliveries(transport)) {
    expect(arrival[node]).toBe(Number.POSITIVE_INFINITY);
    arrival[node] = time - start;
  }
  return arrival;
}

const topologies: fc.Arbitrary<Topology> = fc
  .record({
    nodes: fc.integer({ min: 4, max: 30 }),
    peers: fc.constantFrom<Topology['peers']>(
      { kind: 'full' },
      { kind: 'ring' },
      { kind: 'random', dials: 3 },
      { kind: 'smallWorld', degree: 4, rewiring: 0.3 },
      { kind: 'scaleFree', attachments: 2 },
    ),
    links: fc.constantFrom<Topology['links']>('twoWay', 'oneWay'),
    drawn: fc.constantFrom<Topology['drawn']>('perMessage', 'perLink', 'perNode'),
    spread: fc.constantFrom(0.5e6, 4e6),
    latency: fc.constantFrom<Topology['latency']>(
      { kind: 'geographic' },
      { kind: 'distribution', distribution: { kind: 'exponential', mean: 0.05 } },
    ),
    jitter: fc.constantFrom<Topology['jitter']>(constant(0), { kind: 'exponential', mean: 0.1 }),
    loss: fc.constantFrom(0, 0, 0.2),
  })
  .map(({ nodes, spread, ...rest }) => {
    const bandwidth = { kind: 'normal' as const, mean: 10e6, sd: spread };
    const groups = [{ name: 'nodes', nodes, places: [{ kind: 'worldwide' as const }], bandwidth }];
    return { ...constantTopology(nodes), groups, ...rest };
  });

test('a flood reaches every node at its shortest-path distance over the delays of its copies', () => {
  fc.assert(
    fc.property(topologies, fc.integer({ min: 1, max: 1e6 }), (topology, seed) => {
      const network = openNetwork(topology, { seed, dissemination: 'gossip' });
      for (let message = 0; message < 5; message++) {
        const origin = (message * 7) % network.nodes;
        expect(flooded(network, origin, message)).toEqual(shortestPaths(network, origin, message));
      }
    }),
    { seed: 1, numRuns: 300 },
  );
});

test('every copy of a flood is sent and accounted for', () => {
  fc.assert(
    fc.property(topologies, fc.integer({ min: 1, max: 1e6 }), (topology, seed) => {
      const network = openNetwork(topology, { seed, dissemination: 'gossip' });
      const { transport, peers, nodes } = network;
      fc.pre(topology.links === 'twoWay' && topology.loss === 0 && components(peers).length === 1);
      flooded(network, 0, 0);
      // Each node sends to all its peers; all but the origin skip the peer from which the message came.
      expect(transport.traffic).toMatchObject({ sent: peers.targets.length - (nodes - 1), lost: 0, inFlight: 0 });
    }),
    { seed: 2, numRuns: 100 },
  );
});

describe('a flood over constant links', () => {
  test('takes as many transfers as there are hops', () => {
    const network = openNetwork(constantTopology(7, { peers: { kind: 'ring' } }), { dissemination: 'gossip' });
    expect(Array.from(flooded(network, 0, 0))).toEqual([0, 0.1e9, 0.2e9, 0.3e9, 0.3e9, 0.2e9, 0.1e9]);
  });

  test('over a full mesh is as fast as direct sends: a forwarded copy never beats the direct one', () => {
    const network = openNetwork(constantTopology(6), { dissemination: 'gossip' });
    expect(Array.from(flooded(network, 2, 0))).toEqual([0.1e9, 0.1e9, 0, 0.1e9, 0.1e9, 0.1e9]);
  });

  test('one way around a ring reaches all nodes', () => {
    const ring = constantTopology(5, { peers: { kind: 'ring' }, links: 'oneWay' });
    const network = openNetwork(ring, { dissemination: 'gossip' });
    expect(Array.from(flooded(network, 1, 0))).toEqual([0.4e9, 0, 0.1e9, 0.2e9, 0.3e9]);
  });
});

describe('a flood with shared uplinks', () => {
  test('leaves a node copy by copy: in a star the last of k leaves receives it after k transfers', () => {
    const star = constantTopology(6, {
      peers: { kind: 'edges', edges: [1, 2, 3, 4, 5].map((leaf): [number, number] => [0, leaf]) },
      sharing: 'uplink',
    });
    const network = openNetwork(star, { dissemination: 'gossip' });
    expect(Array.from(flooded(network, 0, 0)).sort((a, b) => a - b)).toEqual([0, 0.1e9, 0.2e9, 0.3e9, 0.4e9, 0.5e9]);
  });

  test('is never faster than a flood without', () => {
    fc.assert(
      fc.property(topologies, fc.integer({ min: 1, max: 1e6 }), (topology, seed) => {
        fc.pre(topology.loss === 0);
        const free = flooded(openNetwork(topology, { seed, dissemination: 'gossip' }), 0, 0);
        const shared = openNetwork({ ...topology, sharing: 'uplink' }, { seed, dissemination: 'gossip' });
        flooded(shared, 0, 0).forEach((time, node) => {
          expect(time).toBeGreaterThanOrEqual(free[node]);
        });
      }),
      { seed: 3, numRuns: 100 },
    );
  });
});

describe('a message that nodes relay', () => {
  test('spreads only as far as nodes relay it, and never twice to one node', () => {
    const { transport } = openNetwork(constantTopology(5, { peers: { kind: 'ring' } }));
    const number = transport.prepareRelay(2, 0, 42, SIZE, 1, 0);
    transport.relay(number, 0, -1);
    const heard: number[] = [];
    while (transport.next(Number.POSITIVE_INFINITY)) {
      const { node, sender, subject } = transport.event;
      expect(subject).toBe(42);
      heard.push(node);
      if (node !== 1) transport.relay(number, node, sender);
    }
    // Node 1 does not forward the message, so it reaches node 2 by the longer path.
    expect(heard.sort()).toEqual([1, 2, 3, 4]);
    expect(transport.now).toBe(0.3e9);
    // Two copies of the origin, and one each of nodes 4, 3 and 2, because no node sends a message back.
    expect(transport.traffic.sent).toBe(5);
  });

  test.each([0, 0.001])('returns its number when it has reached all nodes (validation: %d s)', (validation) => {
    const { transport } = openNetwork(constantTopology(5, { peers: { kind: 'ring' } }), { validation });
    const spreadToAll = (name: number) => {
      const number = transport.prepareRelay(0, 0, 42, SIZE, name, 0);
      transport.relay(number, 0, -1);
      while (transport.next(Number.POSITIVE_INFINITY))
        transport.relay(number, transport.event.node, transport.event.sender);
      return number;
    };
    expect(spreadToAll(2)).toBe(spreadToAll(1));
  });
});
