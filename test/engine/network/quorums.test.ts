import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Fault, NodeSet } from '../../../engine/model/faults.js';
import type { Distribution, Scenario } from '../../../engine/model/scenario.js';
import { Transport, type TransportSettings } from '../../../engine/network/transport.js';
import { prepare, Simulation } from '../../../engine/simulation.js';
import { digest } from '../digest.js';
import { randomFaults } from '../faults/random-faults.js';
import { randomScenario } from '../random-scenarios.js';
import { baseline, worldwide } from '../scenarios.js';
import { constantTopology, openNetwork } from './open-network.js';

beforeAll(prepare);

interface Told {
  digest: string;
  events: number;
  /** Every fact with its time, as text, in order. */
  facts: string[];
  /** Number of votes that were not reported. */
  unreported: number;
}

function run(scenario: Scenario, deliversEveryVote: boolean, slice = Number.POSITIVE_INFINITY): Told {
  const facts: string[] = [];
  let transport: Transport | undefined;
  const simulation = new Simulation(scenario, {
    deliversEveryVote,
    record: (at, fact) => facts.push(`${at} ${JSON.stringify(fact)}`),
    network: (settings: TransportSettings) => {
      transport = new Transport(settings);
      return transport;
    },
  });
  while (!simulation.advance(scenario.duration, slice));
  const results = simulation.results();
  return { digest: digest(results), events: results.events, facts, unreported: transport?.quorums?.unreported ?? 0 };
}

/** Bandwidths and jitter, bounded and unbounded. */
const bandwidth = fc.constantFrom<Distribution>(
  { kind: 'constant', value: 5e6 },
  { kind: 'normal', mean: 1e7, sd: 5e5 },
  { kind: 'uniform', lo: 1e6, hi: 2e7 },
  { kind: 'lognormal', mean: 5e6, sd: 2e6 },
);

const jitter = fc.constantFrom<Distribution>(
  { kind: 'constant', value: 0 },
  { kind: 'constant', value: 0 },
  { kind: 'uniform', lo: 0, hi: 0.02 },
  { kind: 'exponential', mean: 0.003 },
  // The spread of delays exceeds the time between messages, so messages overtake each other.
  { kind: 'normal', mean: 0.25, sd: 0.05 },
  { kind: 'exponential', mean: 0.1 },
);

/** Mostly scenarios that use quorums: every protocol but HotStuff, without losses. Policies of the scenarios switch protocols. */
const scenarios: fc.Arbitrary<Scenario> = fc
  .record({
    scenario: randomScenario,
    consensus: fc.constantFrom('pbft', 'pbft', 'bigfoot', 'bigfoot', 'tendermint', 'tendermint'),
    votes: fc.constantFrom('digest' as const, 'digest' as const, 'block' as const),
    voteSize: fc.constantFrom(200, 200, 1e5),
    bandwidth,
    jitter,
    latency: fc.constantFrom<Scenario['topology']['latency']>(
      { kind: 'geographic' },
      { kind: 'distribution', distribution: { kind: 'constant', value: 0 } },
      { kind: 'distribution', distribution: { kind: 'constant', value: 0.02 } },
    ),
    loss: fc.constantFrom(0, 0, 0, 0.01),
    duration: fc.constantFrom(6, 6.037),
    faults: fc.option(randomFaults({ from: 1, to: 5, most: 2 })),
    // The first fault holds from its beginning to the end of the run.
    lasts: fc.boolean(),
  })
  .map(({ scenario, bandwidth: rate, consensus, votes, voteSize, duration, faults, lasts, ...network }) => ({
    ...scenario,
    ...(faults ? { faults: faults.map((fault, place) => (lasts && place === 0 ? { ...fault, to: 7 } : fault)) } : {}),
    duration,
    warmup: 0,
    topology: {
      ...scenario.topology,
      ...network,
      sharing: 'none' as const,
      groups: scenario.topology.groups.map((group) => ({ ...group, bandwidth: rate })),
    },
    primary: { ...scenario.primary, consensus, votes, voteSize },
  }));

const SLOW: Distribution = { kind: 'normal', mean: 2e6, sd: 5e5, within: { lo: 0 } };
const AT_ONCE = { kind: 'distribution', distribution: { kind: 'constant', value: 0 } } as const;

describe('votes that are delivered as quorums', () => {
  test('give the same facts and bytes as votes that are delivered one by one', () => {
    let unreported = 0;
    fc.assert(
      fc.property(scenarios, (scenario) => {
        const quorums = run(scenario, false);
        const votes = run(scenario, true);
        expect(votes.unreported).toBe(0);
        expect(quorums.facts).toEqual(votes.facts);
        expect(quorums.events).toBe(votes.events);
        expect(quorums.digest).toBe(votes.digest);
        unreported += quorums.unreported;
      }),
      { numRuns: 60, seed: 20261130, endOnFailure: true },
    );
    expect(unreported, 'votes to which the law was applied').toBeGreaterThan(4000);
  }, 120_000);

  test.each([
    ['direct', 'pbft'],
    ['gossip', 'pbft'],
    ['direct', 'bigfoot'],
    ['gossip', 'bigfoot'],
    ['direct', 'tendermint'],
    ['gossip', 'tendermint'],
  ] as const)('are nearly all of the votes of the baseline (%s, %s)', (dissemination, consensus) => {
    const scenario = baseline({ duration: 12, topology: worldwide({ nodes: 32 }) });
    scenario.primary.dissemination = dissemination;
    scenario.primary.consensus = consensus;
    const quorums = run(scenario, false);
    expect(quorums.unreported / quorums.events).toBeGreaterThan(0.9);
    expect(quorums.facts).toEqual(run(scenario, true).facts);
  });

  const any = (count: number): NodeSet[] => [{ kind: 'nodes', count }];
  test.each<[string, Partial<Fault>]>([
    ['messages are dropped', { kind: 'drop', share: 0.02 }],
    ['nodes are slow', { kind: 'slow', nodes: any(4), factor: 3 }],
    ['nodes are down', { kind: 'crash', nodes: any(3), losesVotes: false }],
    ['nodes relay nothing', { kind: 'byzantine', nodes: any(2), behaviour: { relay: 'never' } }],
    ['a node is on its own', { kind: 'partition', sides: [any(1)], oneWay: false }],
    ['latencies are others', { kind: 'change', change: { jitter: { kind: 'uniform', lo: 0, hi: 0.01 } } }],
    ['links lose messages', { kind: 'change', change: { loss: 0.01 } }],
  ])('are nearly all of the votes of the baseline while %s, if votes are sent directly', (_, fault) => {
    const scenario = baseline({ duration: 12, topology: worldwide({ nodes: 32 }) });
    scenario.primary.dissemination = 'direct';
    scenario.faults = [{ ...fault, from: 0.1, to: 13 } as Fault];
    const quorums = run(scenario, false);
    const votes = run(scenario, true);
    expect(quorums.facts).toEqual(votes.facts);
    expect(quorums.digest).toBe(votes.digest);
    expect(quorums.unreported / quorums.events).toBeGreaterThan(0.85);
  });

  test('are recorded one by one where a proposer has waited for all nodes before any has voted', () => {
    const latency = { kind: 'distribution', distribution: { kind: 'constant', value: 0.02 } } as const;
    const scenario = baseline({ duration: 6, topology: { ...worldwide({ nodes: 16 }), latency } });
    // Sending a block takes longer than the tenth of the timeout for which a proposer waits for the prepares of all
    // nodes.
    const slow = { blockSize: 4e6, blockInterval: 0.1, roundTimeout: 3 };
    Object.assign(scenario.primary, { consensus: 'bigfoot', dissemination: 'direct', ...slow });
    const votes = run(scenario, true);
    expect(votes.facts.some((fact) => fact.includes('blockFinalized'))).toBe(true);
    expect(run(scenario, false).facts).toEqual(votes.facts);
  });

  test.each(['direct', 'gossip'] as const)('are the same where messages overtake one another (%s)', (way) => {
    const topology = worldwide({ nodes: 16 });
    const scenario = baseline({
      duration: 12,
      topology: { ...topology, jitter: { kind: 'normal', mean: 0.25, sd: 0.05 } },
    });
    scenario.primary.dissemination = way;
    expect(run(scenario, false).facts).toEqual(run(scenario, true).facts);
  });

  test.each<[string, Partial<Scenario['topology']>]>([
    ['rates have no bounds', { groups: [{ name: 'A', nodes: 16, places: [{ kind: 'worldwide' }], bandwidth: SLOW }] }],
    ['jitter exceeds the differences of distance', { jitter: { kind: 'exponential', mean: 0.1 } }],
    ['only jitter delays messages', { jitter: { kind: 'exponential', mean: 0.1 }, latency: AT_ONCE }],
    ['links lose messages', { loss: 0.01 }],
  ])('are the same, and most are not delivered, if %s', (_, topology) => {
    for (const dissemination of ['direct', 'gossip'] as const)
      for (const consensus of ['pbft', 'bigfoot', 'tendermint']) {
        const { primary } = baseline();
        const scenario = baseline({
          duration: 6,
          topology: { ...worldwide({ nodes: 16 }), ...topology },
          primary: { ...primary, dissemination, consensus },
        });
        const quorums = run(scenario, false);
        const votes = run(scenario, true);
        expect(quorums.facts).toEqual(votes.facts);
        expect(quorums.digest).toBe(votes.digest);
        expect(quorums.unreported / quorums.events).toBeGreaterThan(0.5);
      }
  });

  test('are counted by their own node before anything else happens at that moment', () => {
    const { transport } = openNetwork(constantTopology(5));
    const quorum = transport.quorums?.open({ topic: 0, kind: 2, subject: 0, size: 200, needed: 3 }) ?? -1;
    const vote = (node: number) => transport.quorums?.vote(quorum, node, 0, 0);
    // All nodes have it after 0.1 s, a nanosecond before the third vote of others.
    transport.broadcast(0, 0, 4, 0, 1e6, 0, 0);
    vote(0);
    vote(2);
    transport.wake(1e8 + 1 - 20_000, 0, 3, 0, 0);
    while (transport.next(Number.POSITIVE_INFINITY) && transport.event.type !== 'timer');
    vote(3);
    while (transport.next(Number.POSITIVE_INFINITY) && transport.event.node !== 1);
    expect([transport.now, transport.event.kind]).toEqual([1e8, 0]);
    expect(vote(1), 'its own vote is the third').toBe(true);
    expect(transport.quorums?.voters(quorum, 1)).toEqual([0, 1, 2]);
  });

  test('are recorded in the same order where many arrive at one moment', () => {
    const latency = { kind: 'distribution', distribution: { kind: 'constant', value: 0 } } as const;
    const peers = { kind: 'smallWorld', degree: 4, rewiring: 0.2 } as const;
    for (const seed of [1, 2, 3]) {
      // Every delay is a multiple of 40 microseconds.
      const topology = constantTopology(10, { latency, peers, links: 'oneWay' });
      topology.groups[0].bandwidth = { kind: 'constant', value: 5e6 };
      const scenario = baseline({ duration: 0.2, seed, topology });
      Object.assign(scenario.primary, { dissemination: 'gossip', blockSize: 1000, blockInterval: 0, voteSize: 200 });
      scenario.management.nodes = { kind: 'random', count: 4 };
      expect(run(scenario, false).facts, `seed ${seed}`).toEqual(run(scenario, true).facts);
    }
  });

  test('are counted as each copy leaves where uplinks may be congested', () => {
    const latency = { kind: 'distribution', distribution: { kind: 'constant', value: 0.02 } } as const;
    const topology = worldwide({ nodes: 6, peers: { kind: 'scaleFree', attachments: 2 }, latency, drawn: 'perNode' });
    topology.groups[0].bandwidth = { kind: 'uniform', lo: 1e6, hi: 2e7 };
    const votes = { dissemination: 'gossip', voteSize: 1e5, blockSize: 1000, blockInterval: 0 };
    for (let from = 1.1; from < 1.9; from += 0.1) {
      const scenario = baseline({ duration: 2, topology });
      Object.assign(scenario.primary, votes);
      scenario.management.nodes = { kind: 'random', count: 4 };
      scenario.faults = [{ kind: 'change', change: { sharing: 'uplink' }, from, to: 1.95 }];
      expect(run(scenario, false).facts, `from ${from} s`).toEqual(run(scenario, true).facts);
    }
  });

  test('are counted when a run stops at any point, as if each had been an event', () => {
    const scenario = baseline({ duration: 3, topology: worldwide({ nodes: 16 }) });
    const inOnePiece = run(scenario, true);
    const inSlices = run(scenario, false, 7);
    expect(inSlices.digest).toBe(inOnePiece.digest);
    expect(inSlices.events).toBe(inOnePiece.events);
  });

  test('counted as arrived by any time are those that would have been delivered by then', () => {
    const scenario = baseline({ duration: 3, topology: worldwide({ nodes: 16 }) });
    const quorums = new Simulation(scenario);
    const votes = new Simulation(scenario, { deliversEveryVote: true });
    for (let at = 0.1; at <= 3; at += 0.0371) {
      quorums.advance(at);
      votes.advance(at);
      expect(quorums.progress()).toEqual(votes.progress());
    }
  });
});
