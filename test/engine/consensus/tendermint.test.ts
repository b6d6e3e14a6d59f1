import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KINDS, type NetworkEvent } from '../../../engine/network/message.js';
import { constantTopology } from '../network/open-network.js';
import { chainsOf, expectDecisionAfter, isKind, LATENCY, START, silent, TIMEOUT } from './equal-links.js';
import type { NumberChain } from './number-chain.js';
import { rank, sevenCities } from './seven-cities.js';

const Kind = { proposal: 0, prevote: 1, precommit: 2, repetition: 3 };

/** Shares of a round's timeout. */
const PROPOSE = 0.6;
const VOTE = 0.2;

const chainOf = chainsOf({ protocol: 'tendermint' });

describe('without faults', () => {
  test('every node decides after a proposal, a prevote and a precommit, and the validation of the block', () => {
    expectDecisionAfter(3, chainOf);
  });

  test.each([4, 16, 32])('%i nodes send (n - 1) + 2 n (n - 1) messages for a decision', (n) => {
    const { messages } = chainOf(n).run(1000, 5).network.traffic;
    expect(Array.from(messages.subarray(0, 3))).toEqual([5 * (n - 1), 5 * n * (n - 1), 5 * n * (n - 1)]);
    expect(messages.subarray(3, KINDS).every((count) => count === 0)).toBe(true);
  });

  test('each phase ends with the fifth-fastest of seven nodes, the proposer included', () => {
    const draws = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 49, maxLength: 49 });
    fc.assert(
      fc.property(draws, (ms) => {
        const latency = (from: number, to: number) => (from === to ? 0 : ms[from * 7 + to]);
        const topology = sevenCities((from, to) => latency(from, to) / 1000);
        const chain = chainOf(7, { topology, timeout: 1000 }).run(100, 1);
        const all = [0, 1, 2, 3, 4, 5, 6];
        const proposal = all.map((node) => latency(0, node));
        const quorumOf = (sent: number[], node: number) =>
          rank(
            all.map((from) => sent[from] + latency(from, node)),
            5,
          );
        const precommits = all.map((node) => Math.max(proposal[node], quorumOf(proposal, node)));
        const decided = all.map((node) => Math.max(proposal[node], quorumOf(precommits, node)));
        const found = Array.from(chain.decisions[0].times, (time) => (time - chain.decisions[0].proposed) / 1e6);
        expect(found).toEqual(decided);
      }),
      { seed: 2, numRuns: 100 },
    );
  });

  test('over normal(250 ms, 50 ms) sixteen nodes take as long as an independent simulation of the same rounds', () => {
    const decisions = 2000;
    const topology = constantTopology(16, { jitter: { kind: 'normal', mean: 0.25, sd: 0.05 } });
    const chain = chainOf(16, { topology, timeout: 1000, end: 1e7 }).run(1e7, decisions);
    let total = 0;
    for (let height = 1; height <= decisions; height++) total += chain.latency(height, 11);
    expect(Math.abs(total / decisions / 0.7938 - 1)).toBeLessThan(0.004);
  });
});

describe('a silent proposer', () => {
  const chain = chainOf(7, { drops: silent(0) }).run(100, 2);
  const voted = START + PROPOSE * TIMEOUT + 2 * LATENCY;

  test('gets votes for nil when its proposal is due, and the next node proposes as soon as all precommits are there', () => {
    const { times, views } = chain.decisions[0];
    for (const node of [1, 2, 3, 4, 5, 6]) {
      expect(times[node] / 1e9).toBeCloseTo(voted + VOTE * TIMEOUT + 3 * LATENCY, 9);
      expect(views[node]).toBe(1);
    }
    expect(chain.proposals[chain.decisions[0].content]).toMatchObject({ node: 1, view: 1 });
  });

  test('costs one failed round, and the next height starts in round 0 again', () => {
    expect(chain.failures).toMatchObject([{ height: 1, view: 0 }]);
    expect(chain.latency(2, 7)).toBeCloseTo(3 * LATENCY, 9);
  });
});

describe('several silent nodes', () => {
  test('f in a row: timeouts grow with the round until an honest node proposes', () => {
    const { decisions, proposals, failures } = chainOf(7, { drops: silent(0, 1) }).run(100, 1);
    const lost = (PROPOSE + VOTE) * (TIMEOUT + 2 * TIMEOUT) + 4 * LATENCY;
    expect(decisions[0].times[6] / 1e9).toBeCloseTo(START + lost + 3 * LATENCY, 9);
    expect(proposals[decisions[0].content]).toMatchObject({ node: 2, view: 2 });
    expect(failures.map(({ view }) => view)).toEqual([0, 1]);
  });

  test('f of them do not stop the chain, whoever proposes', () => {
    const chain = chainOf(7, { drops: silent(2, 5) }).run(1000, 14);
    expect(chain.decisions).toHaveLength(14);
    expect(chain.failures.map(({ height }) => height)).toEqual([3, 6, 10, 13]);
  });

  test('f + 1 of them stop it: nothing is decided', () => {
    expect(chainOf(7, { drops: silent(4, 5, 6) }).run(3000, 1).decisions).toEqual([]);
  });
});

describe('an invalid proposal', () => {
  test('gets prevotes for nil at once, and costs no more than the wait for all precommits', () => {
    const chain = chainOf(7, { validate: (_, content) => (content === 0 ? 'reject' : 'accept') }).run(100, 1);
    expect(chain.decisions[0].content).toBe(1);
    const failed = START + 3 * LATENCY + VOTE * TIMEOUT;
    expect(chain.decisions[0].times[6] / 1e9).toBeCloseTo(failed + 3 * LATENCY, 9);
  });
});

describe('the lock', () => {
  const early = (now: number) => now < (START + 1) * 1e9;
  const heightOne = ({ proposals }: NumberChain) => proposals.filter(({ height }) => height === 1);

  test('keeps what one node has decided: the others decide it in the next round', () => {
    // Node 2 misses the proposal and precommits nil. The precommit by which node 3 decides reaches no other node.
    const chain = chainOf(4, {
      drops: (event, now) =>
        early(now) &&
        ((isKind(event, Kind.proposal) && event.node === 2) || (isKind(event, Kind.precommit) && event.sender === 3)),
    }).run(100, 1);
    expect(Array.from(chain.decisions[0].contents)).toEqual([0, 0, 0, 0]);
    expect(Array.from(chain.decisions[0].views)).toEqual([1, 1, 1, 0]);
    expect(heightOne(chain)).toHaveLength(1);
  });

  /**
   * Node 3 misses the proposal and prevotes nil. No node receives the messages of node 2, the only one locked on
   * content 0.
   */
  const lockNodeTwo = (event: NetworkEvent, now: number) =>
    early(now) &&
    ((isKind(event, Kind.proposal) && event.node === 3) || (isKind(event, Kind.prevote) && event.sender === 2));

  test('of one node brings its content back when that node proposes', () => {
    // Node 3 is silent from round 1 on, so that nothing is decided without node 2.
    const chain = chainOf(4, {
      drops: (event, now) => lockNodeTwo(event, now) || (event.sender === 3 && now > (START + 5) * 1e9),
    }).run(200, 1);
    // In round 1, node 1 proposed its own content, for which node 2 would not prevote. Then it was node 2's turn.
    expect(heightOne(chain).map(({ node }) => node)).toEqual([0, 1]);
    expect(chain.decisions[0].content).toBe(0);
    expect(Array.from(chain.decisions[0].views.subarray(0, 3))).toEqual([2, 2, 2]);
  });

  test('gives way to 2f+1 prevotes for another content in a later round', () => {
    const chain = chainOf(4, { drops: lockNodeTwo }).run(200, 1);
    expect(Array.from(chain.decisions[0].contents)).toEqual([1, 1, 1, 1]);
    expect(Array.from(chain.decisions[0].views)).toEqual([1, 1, 1, 1]);
  });
});

describe('nodes that lag behind', () => {
  test('join f + 1 others in a later round instead of waiting for their own timeouts', () => {
    const late = chainOf(7, { drops: (event, now) => event.sender === 0 || (event.node === 6 && now < START * 1e9) });
    late.consensus.begin(6, (START + 20) * 1e9);
    late.run(100, 1);
    const first = START + (PROPOSE + VOTE) * TIMEOUT + 2 * LATENCY;
    expect(late.decisions[0].times[6] / 1e9).toBeCloseTo(first + 3 * LATENCY, 9);
  });

  test('get lost votes again by retransmission, a timeout later', () => {
    // All prevotes are lost at first, so no node makes progress.
    const chain = chainOf(7, { drops: (event) => isKind(event, Kind.prevote) }).run(100, 1);
    expect(chain.decisions[0].views).toEqual(new Int32Array(7));
    expect(chain.decisions[0].times[3] / 1e9).toBeCloseTo(START + LATENCY + TIMEOUT + 2 * LATENCY, 9);
    expect(chain.network.traffic.messages[Kind.repetition]).toBe(7 * 6);
  });
});
