import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KINDS, Topic } from '../../../engine/network/message.js';
import { constantTopology } from '../network/open-network.js';
import { apart, chainsOf, isKind, LATENCY, SETTINGS, START, silent, TIMEOUT } from './equal-links.js';
import type { NumberChain } from './number-chain.js';
import { rank, sevenCities } from './seven-cities.js';

const Kind = { prepare: 0, preCommit: 2, commit: 4, decide: 6, newView: 7, enterView: 8 };

const chainOf = chainsOf({ protocol: 'hotstuff' });
const heightOne = ({ proposals }: NumberChain) => proposals.filter(({ height }) => height === 1);

describe('without faults', () => {
  test('every node decides after four messages of the leader and three votes, and the leader one message before', () => {
    const cases = fc.record({
      ...SETTINGS,
      vote: fc.integer({ min: 0, max: 1e5 }),
    });
    fc.assert(
      fc.property(cases, ({ nodes, size, vote, latency, messageValidation, blockValidation }) => {
        const chain = chainOf(nodes, {
          topology: constantTopology(nodes, apart(latency / 1e6)),
          blockSize: size,
          voteSize: vote,
          messageValidation: messageValidation / 1e6,
          blockValidation: blockValidation / 1e6,
          timeout: 1000,
        }).run(1000, 3);
        const hop = vote / 10e6 + latency / 1e6 + messageValidation / 1e6;
        chain.decisions.forEach(({ times, proposed }, index) => {
          // From the second height on, a proposal carries the certificate of its predecessor.
          const bytes = size + (index > 0 ? vote : 0);
          const first = bytes / 10e6 + latency / 1e6 + (messageValidation + blockValidation) / 1e6;
          times.forEach((time, node) => {
            const hops = node === index ? 5 : 6;
            expect(Math.abs((time - proposed) / 1e9 - (first + hops * hop))).toBeLessThan(1e-6);
          });
        });
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  test.each([4, 16, 32, 64])('%i nodes send 7 (n - 1) messages for a decision', (n) => {
    const { messages } = chainOf(n).run(1000, 5).network.traffic;
    expect(Array.from(messages.subarray(0, 7))).toEqual(new Array(7).fill(5 * (n - 1)));
    expect(messages.subarray(7, KINDS).every((count) => count === 0)).toBe(true);
  });

  test('votes go to the leader alone, even where everything else is gossiped', () => {
    const receivers = new Set<number>();
    chainOf(7, {
      dissemination: 'gossip',
      drops: (event) => {
        if (event.topic === Topic.primary && event.kind % 2 === 1) receivers.add(event.node);
        return false;
      },
    }).run(9, 1);
    expect([...receivers]).toEqual([0]);
  });

  test('the leader ends each phase with the fifth-fastest round trip, its own vote included', () => {
    const draws = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 49, maxLength: 49 });
    fc.assert(
      fc.property(draws, (ms) => {
        const latency = (from: number, to: number) => (from === to ? 0 : ms[from * 7 + to]);
        const topology = sevenCities((from, to) => latency(from, to) / 1000);
        const chain = chainOf(7, { topology, timeout: 1000 }).run(100, 1);
        const all = [0, 1, 2, 3, 4, 5, 6];
        const way = rank(
          all.map((node) => latency(0, node) + latency(node, 0)),
          5,
        );
        // Votes of slow nodes belong to a phase that has ended, so every phase takes the same time.
        const decided = all.map((node) => 3 * way + latency(0, node));
        const found = Array.from(chain.decisions[0].times, (time) => (time - chain.decisions[0].proposed) / 1e6);
        expect(found).toEqual(decided);
      }),
      { seed: 2, numRuns: 100 },
    );
  });
});

describe('a silent leader', () => {
  const chain = chainOf(7, { drops: silent(0) }).run(100, 2);

  test('is replaced by the next one: decision after the timeout, a new-view message and seven others', () => {
    const { times, views } = chain.decisions[0];
    for (const node of [2, 3, 4, 5, 6]) {
      expect(times[node] / 1e9).toBeCloseTo(START + TIMEOUT + 8 * LATENCY, 9);
      expect(views[node]).toBe(1);
    }
    expect(chain.proposals[chain.decisions[0].content]).toMatchObject({ node: 1, view: 1 });
    expect(chain.failures).toMatchObject([{ height: 1, view: 0 }]);
  });

  test('costs n - 1 new-view messages and one message of the next leader to everyone: a view change is linear, too', () => {
    expect(chain.network.traffic.messages[Kind.newView]).toBe(6);
    expect(chain.network.traffic.messages[Kind.enterView]).toBe(6);
  });
});

describe('several silent nodes', () => {
  test('f in a row: timeouts grow until an honest node leads', () => {
    const { decisions, proposals, failures } = chainOf(7, { drops: silent(0, 1) }).run(100, 1);
    expect(decisions[0].times[6] / 1e9).toBeCloseTo(START + 3 * TIMEOUT + 8 * LATENCY, 9);
    expect(proposals[decisions[0].content]).toMatchObject({ node: 2, view: 2 });
    expect(failures.map(({ view }) => view)).toEqual([0, 1]);
  });

  test('f of them do not stop the chain, whoever leads', () => {
    const chain = chainOf(7, { drops: silent(2, 5) }).run(1000, 14);
    expect(chain.decisions).toHaveLength(14);
    expect(chain.failures.map(({ height }) => height)).toEqual([3, 6, 10, 13]);
  });

  test('f + 1 of them stop it: nothing is decided', () => {
    expect(chainOf(7, { drops: silent(4, 5, 6) }).run(3000, 1).decisions).toEqual([]);
  });
});

describe('a rejected proposal', () => {
  const validate = (_: number, content: number): 'accept' | 'reject' => (content === 0 ? 'reject' : 'accept');

  test('gets no votes: the view ends with its timeout', () => {
    const { decisions } = chainOf(7, { validate }).run(100, 1);
    expect(decisions[0].content).toBe(1);
    expect(decisions[0].times[6] / 1e9).toBeCloseTo(START + TIMEOUT + 8 * LATENCY, 9);
  });

  test('ends the view at once where the chain says so', () => {
    const { decisions } = chainOf(7, { validate, rejectionEndsRound: true }).run(100, 1);
    expect(decisions[0].content).toBe(1);
    expect(decisions[0].times[6] / 1e9).toBeCloseTo(START + 9 * LATENCY, 9);
  });
});

describe('a leader that f + 1 nodes call for', () => {
  test('calls the nodes that wait in the view before: they decide after the proposal, three messages, and seven others', () => {
    // Nodes 4 to 6 reject the first proposal; without them the others would wait for its certificates until their
    // timeouts.
    const validate = (node: number, content: number) => (content === 0 && node > 3 ? 'reject' : 'accept');
    const { decisions, network } = chainOf(7, { validate, rejectionEndsRound: true }).run(100, 1);
    expect(decisions[0].content).toBe(1);
    expect(decisions[0].times[6] / 1e9).toBeCloseTo(START + 11 * LATENCY, 9);
    expect(network.traffic.messages[Kind.enterView]).toBe(6);
  });

  test('calls once, whatever else arrives', () => {
    const validate = (node: number, content: number) => (content === 0 && node > 2 ? 'reject' : 'accept');
    const { network } = chainOf(7, { validate, rejectionEndsRound: true }).run(100, 1);
    expect(network.traffic.messages[Kind.enterView]).toBe(6);
  });
});

describe('certificates', () => {
  const early = (now: number) => now < (START + TIMEOUT) * 1e9;

  test('keep what only the leader has decided: the others decide it in the next view', () => {
    const chain = chainOf(4, {
      drops: (event, now) => isKind(event, Kind.decide) && early(now),
    }).run(100, 1);
    expect(Array.from(chain.decisions[0].contents)).toEqual([0, 0, 0, 0]);
    expect(chain.decisions[0].views[0]).toBe(0);
    expect(heightOne(chain)).toHaveLength(1);
  });

  test('of the prepare phase bind the next leader when one of its quorum has seen them', () => {
    // Only node 2 receives the first certificate. Node 3 is silent, so the quorum of view 1 is nodes 0, 1 and 2.
    const chain = chainOf(4, {
      drops: (event, now) => event.sender === 3 || (isKind(event, Kind.preCommit) && event.node !== 2 && early(now)),
    }).run(100, 1);
    expect(chain.decisions[0].content).toBe(0);
    expect(chain.decisions[0].views[1]).toBe(1);
  });

  test('that only a silent leader has seen leave the next one free', () => {
    const chain = chainOf(4, {
      drops: (event, now) => (isKind(event, Kind.preCommit) && early(now)) || (event.sender === 0 && !early(now)),
    }).run(100, 1);
    expect(heightOne(chain).map(({ view }) => view)).toEqual([0, 1]);
    expect(chain.decisions[0].content).toBe(1);
  });
});

describe('a node that missed the end of a height', () => {
  test('learns it from the next proposal, which carries the certificate of its predecessor', () => {
    const chain = chainOf(4, {
      timeout: 100,
      drops: (event) => isKind(event, Kind.decide) && event.node === 3 && chain.decisions.length < 2,
    });
    chain.run(30, 2);
    const { times } = chain.decisions[0];
    // Node 1 proposes height 2 one pause after it has decided; the proposal takes 100 ms.
    expect(times[3] - times[1]).toBe((START + LATENCY) * 1e9);
    expect(Array.from(chain.network.traffic.messages.subarray(Topic.recovery * KINDS)).every((n) => n === 0)).toBe(
      true,
    );
  });
});
