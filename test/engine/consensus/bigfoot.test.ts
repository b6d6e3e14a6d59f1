import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boundContent } from '../../../engine/consensus/bigfoot/bigfoot.js';
import { KINDS } from '../../../engine/network/message.js';
import { chainsOf, expectDecisionAfter, isKind, LATENCY, START, silent, TIMEOUT } from './equal-links.js';
import type { NumberChain } from './number-chain.js';
import { rank, sevenCities } from './seven-cities.js';

const Kind = { prePrepare: 0, prepare: 1, commit: 2, viewChange: 3, newView: 4 };

/** How long a node waits for the prepares of all nodes: a tenth of the timeout. */
const PATIENCE = TIMEOUT / 10;

const chainOf = chainsOf({ protocol: 'bigfoot' });
const sent = (chain: NumberChain, kind: number) => chain.network.traffic.messages[kind];

describe('while all nodes answer', () => {
  test('every node decides two messages, their validation and that of the block after the proposal', () => {
    // The proposer sends no prepare, so it has all prepares as soon as the other nodes have sent theirs.
    expectDecisionAfter(2, chainOf);
  });

  test.each([4, 16, 32])('%i nodes send (n - 1) + (n - 1)² messages for a decision, and no commits', (n) => {
    const { messages } = chainOf(n).run(1000, 5).network.traffic;
    expect(Array.from(messages.subarray(0, 3))).toEqual([5 * (n - 1), 5 * (n - 1) ** 2, 0]);
    expect(messages.subarray(3, KINDS).every((count) => count === 0)).toBe(true);
  });

  test('each node waits for the slowest node', () => {
    const draws = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 49, maxLength: 49 });
    fc.assert(
      fc.property(draws, (ms) => {
        const latency = (from: number, to: number) => (from === to ? 0 : ms[from * 7 + to]);
        const topology = sevenCities((from, to) => latency(from, to) / 1000);
        const chain = chainOf(7, { topology, timeout: 1000 }).run(100, 1);
        const backups = [1, 2, 3, 4, 5, 6];
        const decided = [0, ...backups].map((node) =>
          rank(
            backups.map((from) => latency(0, from) + latency(from, node)),
            6,
          ),
        );
        const found = Array.from(chain.decisions[0].times, (time) => (time - chain.decisions[0].proposed) / 1e6);
        expect(found).toEqual(decided);
      }),
      { seed: 2, numRuns: 100 },
    );
  });
});

describe('when a node does not answer', () => {
  test('nodes commit when their timeout ends, and decide a message later', () => {
    const chain = chainOf(7, { drops: silent(6) }).run(START + 4);
    // The timeout of the proposer starts when it proposes, the timeouts of the others when they receive the proposal.
    expect(chain.latency(1, 6)).toBeCloseTo(LATENCY + PATIENCE + LATENCY, 9);
    // The silent node receives everything, decides without commits, and answers the commits of the six others.
    expect(sent(chain, Kind.commit)).toBe(6 * 6 + 6);
    expect(chain.failures).toEqual([]);
  });

  test('fewer than 2f + 1 answers change the view, as in PBFT', () => {
    const chain = chainOf(7, { drops: silent(0) }).run(100, 1);
    expect(chain.proposals[chain.decisions[0].content]).toMatchObject({ node: 1, view: 1 });
    const announced = START + TIMEOUT + 2 * LATENCY;
    expect(chain.decisions[0].times[6] / 1e9).toBeCloseTo(announced + 2 * PATIENCE + LATENCY, 9);
  });

  test('a straggler gets one commit from each node that has decided without commits', () => {
    // Node 6 misses one prepare; all other nodes decide on the fast path.
    const chain = chainOf(7, {
      drops: (event, now) =>
        isKind(event, Kind.prepare) && event.sender === 1 && event.node === 6 && now < (START + 1) * 1e9,
    }).run(100, 1);
    const times = Array.from(chain.decisions[0].times, (time) => time / 1e9 - START);
    for (const time of times.slice(0, 6)) expect(time).toBeCloseTo(2 * LATENCY, 9);
    expect(times[6]).toBeCloseTo(LATENCY + PATIENCE + 2 * LATENCY, 9);
    // The node sends its commit to six others, and each of them answers.
    expect(sent(chain, Kind.commit)).toBe(6 + 6);
    expect(chain.failures).toEqual([]);
  });
});

describe('a content that one node has decided on the fast path', () => {
  test('survives a view change, although no node has committed', () => {
    // Only node 3 receives all prepares. The others receive one at most, and have no certificate when they change the
    // view.
    const chain = chainOf(4, {
      drops: (event, now) =>
        isKind(event, Kind.prepare) && event.node !== 3 && event.sender !== 1 && now < (START + TIMEOUT) * 1e9,
    }).run(100, 1);
    expect(Array.from(chain.decisions[0].contents)).toEqual([0, 0, 0, 0]);
    expect(Array.from(chain.decisions[0].views)).toEqual([1, 1, 1, 0]);
    expect(chain.proposals.filter(({ height }) => height === 1)).toHaveLength(1);
  });

  /** A view change of a node with f = 1: its prepared certificate and its vote, each as view and content. */
  const said = (prepared: [number, number], voted: [number, number]) => ({
    height: 1,
    view: 9,
    sender: 0,
    preparedView: prepared[0],
    preparedContent: prepared[1],
    votedView: voted[0],
    votedContent: voted[1],
  });
  const none: [number, number] = [-1, -1];

  test('is recognised by the prepares of f + 1 nodes in the quorum', () => {
    expect(boundContent([said(none, [0, 7]), said(none, [0, 7]), said(none, none)], 1)).toEqual({
      view: 0,
      content: 7,
    });
    expect(boundContent([said(none, [0, 7]), said(none, none), said(none, none)], 1)).toBeUndefined();
  });

  test('is ruled out where more than f of the others deny their prepare, since one of them is honest', () => {
    const denied = [said(none, [0, 7]), said(none, [0, 7]), said(none, none), said(none, none)];
    expect(boundContent(denied, 1)).toBeUndefined();
  });

  test('counts for more than an earlier certificate, and less than a later one', () => {
    const votes = [said([0, 3], [1, 7]), said(none, [2, 7]), said(none, none)];
    expect(boundContent(votes, 1)).toEqual({ view: 1, content: 7 });
    expect(boundContent([...votes, said([2, 5], [2, 5])], 1)).toEqual({ view: 2, content: 5 });
  });
});
