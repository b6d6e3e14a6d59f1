import { describe, expect, test } from 'vitest';
import type { NetworkEvent } from '../../../engine/network/message.js';
import { constant, constantTopology } from '../network/open-network.js';
import { NumberChain } from './number-chain.js';

/** Kinds of messages of PBFT. */
const Kind = { prePrepare: 0, prepare: 1, commit: 2, viewChange: 3, newView: 4 };

const LATENCY = 0.1;
const TIMEOUT = 3;
const START = 5;

/**
 * Seven nodes at 100 ms from each other, messages without bytes. Rounds start after 5 s and are abandoned after 3 s, 6
 * s, 12 s, …
 */
const seven = {
  topology: constantTopology(7, { latency: { kind: 'distribution' as const, distribution: constant(LATENCY) } }),
  timeout: TIMEOUT,
  interval: START,
};
const four = { ...seven, topology: { ...seven.topology, groups: [{ ...seven.topology.groups[0], nodes: 4 }] } };

/** Drops every message of these nodes. */
const silent =
  (...nodes: number[]) =>
  (event: NetworkEvent) =>
    nodes.includes(event.sender);

const seconds = (times: Iterable<number>) => Array.from(times, (time) => time / 1e9);
const others = (chain: NumberChain, ...silentNodes: number[]) =>
  Array.from({ length: chain.nodes }, (_, node) => node).filter((node) => !silentNodes.includes(node));

describe('a silent proposer', () => {
  const chain = new NumberChain({ ...seven, drops: silent(0) }).run(100, 3);

  test('is replaced by the next one: decision after the timeout and four messages', () => {
    const { times, views } = chain.decisions[0];
    for (const node of others(chain, 0)) {
      expect(times[node] / 1e9).toBeCloseTo(START + TIMEOUT + 4 * LATENCY, 9);
      expect(views[node]).toBe(1);
    }
    expect(chain.proposals[chain.decisions[0].content]).toMatchObject({ node: 1, view: 1 });
  });

  test('costs one failed round, and the next height starts in view 0 again', () => {
    expect(chain.failures).toHaveLength(1);
    expect(chain.failures[0]).toMatchObject({ height: 1, view: 0 });
    expect(Array.from(chain.decisions[1].views)).toEqual(new Array(7).fill(0));
    expect(chain.latency(2, 5)).toBeCloseTo(3 * LATENCY, 9);
  });

  test('a node that hears from everyone decides when everyone does', () => {
    expect(chain.decisions[0].contents[0]).toBe(chain.decisions[0].content);
  });
});

describe('several silent nodes', () => {
  test('f in a row: timeouts double until an honest node proposes', () => {
    const chain = new NumberChain({ ...seven, drops: silent(0, 1) }).run(100, 1);
    const { times } = chain.decisions[0];
    for (const node of others(chain, 0, 1)) {
      expect(times[node] / 1e9).toBeCloseTo(START + TIMEOUT + 2 * TIMEOUT + 4 * LATENCY, 9);
    }
    expect(chain.proposals[chain.decisions[0].content]).toMatchObject({ node: 2, view: 2 });
    expect(chain.failures.map(({ view }) => view)).toEqual([0, 1]);
  });

  test('f of them, none the proposer: decisions come no later, and need every other node', () => {
    const chain = new NumberChain({ ...seven, drops: silent(5, 6) }).run(100, 1);
    expect(chain.latency(1, 5)).toBeCloseTo(3 * LATENCY, 9);
    expect(chain.failures).toEqual([]);
  });

  test('f of them do not stop the chain, whoever proposes', () => {
    const chain = new NumberChain({ ...seven, drops: silent(2, 5) }).run(1000, 14);
    expect(chain.decisions).toHaveLength(14);
    expect(chain.decisions.every(({ content }) => ![2, 5].includes(chain.proposals[content].node))).toBe(true);
    expect(chain.failures.map(({ height }) => height)).toEqual([3, 6, 10, 13]);
  });

  test('f + 1 of them stop it: nothing is decided', () => {
    const chain = new NumberChain({ ...seven, drops: silent(4, 5, 6) }).run(3000, 1);
    expect(chain.decisions).toEqual([]);
  });
});

describe('nodes that lag behind in views', () => {
  test('follow f + 1 others instead of waiting for their own timeout', () => {
    // Nodes 5 and 6 start their rounds two seconds later than the others, so their timeouts expire two seconds later.
    const chain = new NumberChain({ ...seven, drops: silent(0) });
    for (const late of [5, 6]) chain.consensus.begin(late, (START + 2) * 1e9);
    chain.run(100, 1);
    // Four nodes are more than f and fewer than a quorum. The new view needs the other two, which follow one message
    // later.
    for (const time of seconds(chain.decisions[0].times).slice(1)) {
      expect(time).toBeCloseTo(START + TIMEOUT + 5 * LATENCY, 9);
    }
  });
});

describe('a rejected proposal', () => {
  const validate = (_: number, content: number): 'accept' | 'reject' => (content === 0 ? 'reject' : 'accept');

  test('gets no votes: the round ends with its timeout', () => {
    const chain = new NumberChain({ ...seven, validate }).run(100, 1);
    expect(chain.decisions[0].content).toBe(1);
    expect(Math.min(...seconds(chain.decisions[0].times))).toBeCloseTo(START + TIMEOUT + 4 * LATENCY, 9);
  });

  test('ends the round at once where the chain says so', () => {
    const chain = new NumberChain({ ...seven, validate, rejectionEndsRound: true }).run(100, 1);
    expect(chain.decisions[0].content).toBe(1);
    expect(Math.min(...seconds(chain.decisions[0].times))).toBeCloseTo(START + 5 * LATENCY, 9);
  });
});

describe('a prepared certificate', () => {
  test('survives the view change: what one node has decided, all others decide', () => {
    // Only node 3 receives the commits of view 0.
    const chain = new NumberChain({
      ...four,
      drops: (event, now) => event.kind === Kind.commit && event.node !== 3 && now < (START + TIMEOUT) * 1e9,
    }).run(100, 1);
    const { contents, views } = chain.decisions[0];
    expect(views[3]).toBe(0);
    expect(Array.from(contents)).toEqual([0, 0, 0, 0]);
    // No other content was proposed at this height.
    expect(chain.proposals.filter(({ height }) => height === 1)).toHaveLength(1);
  });

  test('binds the next proposer even if only one node of its quorum has it', () => {
    // Only node 2 prepares. Node 3 is silent, so the quorum of view 1 is nodes 0, 1 and 2.
    const chain = new NumberChain({
      ...four,
      drops: (event, now) =>
        event.sender === 3 || (event.kind === Kind.prepare && event.node !== 2 && now < (START + TIMEOUT) * 1e9),
    }).run(100, 1);
    expect(chain.decisions[0].content).toBe(0);
    expect(chain.decisions[0].views[0]).toBe(1);
  });

  test('without a certificate the next proposer is free', () => {
    const chain = new NumberChain({
      ...four,
      drops: (event, now) => event.kind === Kind.prepare && now < (START + TIMEOUT) * 1e9,
    }).run(100, 1);
    expect(chain.proposals[chain.decisions[0].content]).toMatchObject({ node: 1, view: 1 });
  });

  test('is repeated in every view until it is decided', () => {
    // In views 0 and 1 all nodes prepare and none commits.
    const chain = new NumberChain({
      ...four,
      drops: (event, now) => event.kind === Kind.commit && now < (START + 3 * TIMEOUT) * 1e9,
    }).run(100, 1);
    expect(chain.decisions[0].content).toBe(0);
    expect(Array.from(chain.decisions[0].views)).toEqual([2, 2, 2, 2]);
  });

  test('of a later view overrules one of an earlier view', () => {
    const chain = new NumberChain({
      ...four,
      drops: ({ kind, node, sender }, now) => {
        const view = now < (START + TIMEOUT) * 1e9 ? 0 : now < (START + 3 * TIMEOUT) * 1e9 ? 1 : 2;
        // Only node 3 prepares in view 0, and no node receives its messages. View 1 is therefore free, and only node 2
        // prepares in it.
        if (kind === Kind.prepare && view < 2) return node !== (view === 0 ? 3 : 2);
        if (kind === Kind.viewChange && view < 2) return sender === 3;
        // Without node 0, both of them are in the quorum for view 2.
        return view === 2 && sender === 0;
      },
    }).run(100, 1);
    expect(chain.proposals.filter(({ height }) => height === 1).map(({ view }) => view)).toEqual([0, 1]);
    expect(chain.decisions[0].content).toBe(1);
    expect(chain.decisions[0].views[2]).toBe(2);
  });
});

describe('votes', () => {
  test('that arrive before the proposal count once it is there', () => {
    // The proposal takes a second to reach node 3; every other message takes 100 ms.
    const chain = new NumberChain({
      ...four,
      topology: {
        ...four.topology,
        groups: [{ ...four.topology.groups[0], places: ['Rome', 'Oslo', 'Cairo', 'Lima'].map(city) }],
        latency: {
          kind: 'matrix',
          entries: ['Rome', 'Oslo', 'Cairo', 'Lima'].flatMap((from) =>
            ['Rome', 'Oslo', 'Cairo', 'Lima'].map((to) => ({
              from,
              to,
              seconds: from === 'Rome' && to === 'Lima' ? 1 : LATENCY,
            })),
          ),
        },
      },
    }).run(100, 1);
    const latencies = seconds(chain.decisions[0].times).map((time) => time - START);
    // Node 0 and two others decide without node 3, which decides when the proposal arrives.
    expect(latencies.map((value) => Number(value.toFixed(6)))).toEqual([0.3, 0.3, 0.3, 1]);
  });
});

function city(name: string) {
  return { kind: 'city' as const, name };
}
