import { describe, expect, test } from 'vitest';
import { PROTOCOLS } from '../../../engine/consensus/protocols.js';
import { KINDS, type NetworkEvent, Topic } from '../../../engine/network/message.js';
import { constant, constantTopology } from '../network/open-network.js';
import { NumberChain } from './number-chain.js';

const COMMIT = 2;
/** Kinds of recovery messages. */
const Kind = { status: 0, request: 1, transfer: 2 };

const latency = { kind: 'distribution' as const, distribution: constant(0.1) };
const seven = { topology: constantTopology(7, { latency }), interval: 1, timeout: 3 };

const recovered = (chain: NumberChain, kind: number) => chain.network.traffic.messages[Topic.recovery * KINDS + kind];
const cutOff = (node: number, from: number, to: number) => (event: NetworkEvent, now: number) =>
  (event.node === node || event.sender === node) && now >= from * 1e9 && now < to * 1e9;

const names = PROTOCOLS.map(({ name }) => name);

describe.each(names)('%s: a node that was cut off', (protocol) => {
  const chain = new NumberChain({ ...seven, protocol, drops: cutOff(6, 5, 40) }).run(100, 40);

  test('asks for every block that it missed, and has all of them in the end', () => {
    const late = chain.decisions.filter(({ times }) => times[6] > 40e9 && times[0] < 40e9);
    expect(late.length).toBeGreaterThan(10);
    for (const { contents, content } of chain.decisions.slice(0, 40)) expect(contents[6]).toBe(content);
    expect(recovered(chain, Kind.transfer)).toBeGreaterThanOrEqual(late.length);
  });

  test('is not waited for, except where it is the proposer', () => {
    const heights = chain.failures.map(({ height }) => height);
    expect(heights.length).toBeGreaterThan(1);
    expect(heights.every((height) => (height - 1) % 7 === 6)).toBe(true);
  });

  test('catches up within a few seconds', () => {
    const last = Math.max(...chain.decisions.filter(({ times }) => times[0] < 40e9).map(({ times }) => times[6]));
    expect(last / 1e9).toBeLessThan(46);
  });
});

describe.each(names)('%s: a node that has voted on a height which the others have long left', (protocol) => {
  /**
   * A chain with jitter that reorders prepares and commits. The seventh node receives only the third proposal for a
   * while.
   */
  const behind = (seed: number) =>
    new NumberChain({
      protocol,
      seed,
      topology: constantTopology(7, { latency, jitter: { kind: 'exponential', mean: 0.3 } }),
      interval: 1,
      timeout: 60,
      proposer: (height, view) => (height + view) % 6,
      drops: ({ node, topic, kind }, _, { decisions }) => {
        if (node !== 6) return false;
        if (topic === Topic.recovery) return true;
        const isCutOff = decisions[1]?.contents[6] >= 0 && decisions.length < 11;
        return isCutOff && !(decisions.length === 2 && kind === 0);
      },
    }).run(300, 30);

  test('never counts votes on a later height for its own', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const { decisions } = behind(seed);
      expect(decisions.length).toBeGreaterThan(12);
      for (const { contents, content } of decisions) expect([-1, content]).toContain(contents[6]);
    }
  });
});

describe('nodes of which few are ahead', () => {
  test('ask the one that claims to be ahead: its answer proves itself', () => {
    // Nodes 5 and 6 decide height 1 and then receive nothing for a while; five others lack the commits for it.
    const chain = new NumberChain({
      ...seven,
      drops: (event, now) =>
        event.topic === Topic.primary && (event.kind === COMMIT ? event.node < 5 : event.sender >= 5) && now < 1000e9,
    }).run(900, 1);
    expect(Array.from(chain.decisions[0].contents)).toEqual(new Array(7).fill(0));
    expect(Array.from(chain.decisions[0].views)).toEqual([1, 1, 1, 1, 1, 0, 0]);
  });
});

describe('an unanswered request', () => {
  test('is repeated after a second, to another node', () => {
    const asked: number[] = [];
    const chain = new NumberChain({
      ...seven,
      drops: (event, now) => {
        if (event.topic !== Topic.recovery) return cutOff(6, 5, 20)(event, now);
        if (event.kind === Kind.request) asked.push(event.node);
        return event.kind === Kind.request && asked.length <= 2;
      },
    }).run(60, 10);
    expect(new Set(asked.slice(0, 3)).size).toBe(3);
    expect(chain.decisions[9].contents[6]).toBe(chain.decisions[9].content);
  });
});

test.each(names)('%s recovers nothing in a run without faults', (protocol) => {
  const chain = new NumberChain({ ...seven, protocol }).run(100, 20);
  expect([0, 1, 2].map((kind) => recovered(chain, kind))).toEqual([0, 0, 0]);
});
