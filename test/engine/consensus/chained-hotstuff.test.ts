import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NetworkEvent } from '../../../engine/network/message.js';
import { constantTopology } from '../network/open-network.js';
import { apart, chainsOf, isKind, LATENCY, SETTINGS, silent, TIMEOUT } from './equal-links.js';
import type { NumberChain } from './number-chain.js';

const Kind = { newView: 7, enterView: 8, generic: 9, genericVote: 10, linkRequest: 11, link: 12 };

const PAUSE = 0.5;
/** Time from one proposal to the next: the proposal, the votes, and the pause of the next leader. */
const STEP = PAUSE + 2 * LATENCY;

const chainOf = chainsOf({ protocol: 'hotstuff', overlaps: true, interval: PAUSE });
const proposedAt = ({ proposals }: NumberChain) => proposals.map(({ time }) => time / 1e9);

describe('without faults', () => {
  test('a block follows its predecessor after a proposal, the votes and the pause, and is decided three blocks later', () => {
    const cases = fc.record({
      ...SETTINGS,
      vote: fc.integer({ min: 0, max: 1e5 }),
      pause: fc.integer({ min: 1, max: 300_000 }),
    });
    fc.assert(
      fc.property(cases, ({ nodes, size, vote, latency, pause, messageValidation, blockValidation }) => {
        const chain = chainOf(nodes, {
          topology: constantTopology(nodes, apart(latency / 1e6)),
          blockSize: size,
          voteSize: vote,
          interval: pause / 1e6,
          messageValidation: messageValidation / 1e6,
          blockValidation: blockValidation / 1e6,
          timeout: 1000,
        }).run(1000, 8);
        const hop = latency / 1e6 + messageValidation / 1e6;
        // A proposal carries the certificate of its predecessor.
        const proposal = (size + vote) / 10e6 + hop + blockValidation / 1e6;
        const step = pause / 1e6 + proposal + vote / 10e6 + hop;
        const times = proposedAt(chain);
        for (let index = 2; index < times.length; index++) {
          expect(Math.abs(times[index] - times[index - 1] - step)).toBeLessThan(1e-6);
        }
        // The certificate of the second block above arrives with the third one.
        for (const { times: decided, proposed } of chain.decisions.slice(1, 8)) {
          const last = Math.max(...decided) - proposed;
          expect(Math.abs(last / 1e9 - (3 * step + proposal - blockValidation / 1e6))).toBeLessThan(1e-6);
        }
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  test.each([4, 16, 32])('%i nodes send 2 (n - 1) messages for a block, each vote to one node', (n) => {
    // All messages of 19 blocks have been sent, and the pause before the next block has not ended.
    const { messages } = chainOf(n).run(PAUSE + 19 * STEP - LATENCY).network.traffic;
    expect(messages[Kind.generic]).toBe(19 * (n - 1));
    expect(messages[Kind.genericVote]).toBe(19 * (n - 1));
    expect(messages.reduce((sum, count) => sum + count)).toBe(2 * 19 * (n - 1));
  });

  test('a leader has four views in a row, and everyone gets a turn', () => {
    const { proposals } = chainOf(4).run(100, 20);
    expect(proposals.slice(0, 17).map(({ node }) => node)).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 0]);
  });

  test('every proposal extends the one before, decided or not', () => {
    const { proposals } = chainOf(4).run(100, 10);
    expect(proposals.map(({ parent }) => parent)).toEqual(proposals.map((_, index) => (index ? index - 1 : undefined)));
  });
});

describe('a silent leader', () => {
  test('costs a timeout; the next one continues from the highest certificate that any node has', () => {
    const chain = chainOf(7, { drops: silent(1) }).run(100, 6);
    const { decisions, proposals, failures } = chain;
    // Node 1 leads the fifth block. It alone has the certificate of the fourth one, which is lost with it.
    expect(failures).toHaveLength(1);
    const next = proposals.findIndex(({ node }) => node === 2);
    expect(proposals[next]).toMatchObject({ height: 4, parent: 2 });
    expect(decisions.map(({ content }) => content).slice(0, 5)).toEqual([0, 1, 2, next, next + 1]);
  });

  test('takes linearly many messages to replace', () => {
    const { messages } = chainOf(7, { drops: silent(1) }).run(100, 6).network.traffic;
    expect(messages[Kind.newView]).toBeLessThanOrEqual(6);
    expect(messages[Kind.enterView]).toBe(6);
  });
});

describe('several silent nodes', () => {
  test.each([
    [4, [3]],
    [7, [2, 5]],
    [7, [0, 1]],
    [10, [1, 4, 8]],
  ])('among %i nodes, f of them do not stop the chain, wherever they are: %j', (nodes, mute) => {
    const chain = chainOf(nodes, { drops: silent(...mute) }).run(3000, 40);
    expect(chain.decisions.length).toBeGreaterThanOrEqual(40);
    expect(chain.failures.length).toBeGreaterThan(0);
  });

  test('f + 1 of them do: nothing more is decided', () => {
    expect(chainOf(7, { drops: silent(4, 5, 6) }).run(3000, 1).decisions).toEqual([]);
  });
});

describe('a node that lacks a block of an undecided branch', () => {
  test('asks the proposer of the next block for it, and continues to vote', () => {
    const lost = (event: NetworkEvent) => isKind(event, Kind.generic) && event.node === 3 && event.subject === 2;
    const { network, decisions, failures } = chainOf(4, { drops: lost }).run(100, 8);
    expect(network.traffic.messages[Kind.linkRequest]).toBe(1);
    expect(network.traffic.messages[Kind.link]).toBe(1);
    expect(failures).toEqual([]);
    for (const { contents, content } of decisions.slice(0, 8))
      expect([...contents]).toEqual(new Array(4).fill(content));
  });

  test('asks again where the answer is lost', () => {
    let requests = 0;
    const drops = (event: NetworkEvent) => {
      if (isKind(event, Kind.linkRequest)) requests++;
      const isLost = isKind(event, Kind.generic) && event.node === 3 && event.subject === 2;
      return isLost || (isKind(event, Kind.link) && requests < 3);
    };
    const { decisions } = chainOf(4, { drops }).run(200, 8);
    expect(requests).toBeGreaterThanOrEqual(3);
    for (const { contents, content } of decisions.slice(0, 8))
      expect([...contents]).toEqual(new Array(4).fill(content));
  });
});

describe('a content that nothing may follow before it is decided', () => {
  const last = 6;

  test('is decided by links without a block, sent without a pause; then the height is finished', () => {
    const chain = chainOf(7, { isLast: (content) => content === last }).run(100);
    expect(chain.proposals).toHaveLength(last + 1);
    const { proposed, times, contents } = chain.decisions[last];
    expect([...contents]).toEqual(new Array(7).fill(last));
    // Seven messages in sequence, as for one block of basic HotStuff.
    expect(Math.max(...times) / 1e9).toBeCloseTo(proposed / 1e9 + 7 * LATENCY, 9);
    expect(chain.failures).toEqual([]);
  });

  test.each([0, 1, 2, 3, 4, 5, 6])('even where node %i falls silent at that moment', (mute) => {
    const chain: NumberChain = chainOf(7, {
      isLast: (content) => chain.proposals[content].height === 7,
      drops: (event) => event.sender === mute && event.node !== mute && chain.proposals.length > last,
    });
    chain.run(400, 7);
    const { contents, content } = chain.decisions[6];
    contents.forEach((decided, node) => {
      if (node !== mute) expect(decided).toBe(content);
    });
    expect(chain.decisions).toHaveLength(7);
  });
});

describe('a rejected proposal', () => {
  test('gets no votes and is forgotten: its term ends with the timeout', () => {
    const chain = chainOf(7, { validate: (_, content) => (content === 5 ? 'reject' : 'accept') }).run(100, 8);
    expect(chain.decisions.map(({ content }) => content)).not.toContain(5);
    expect(chain.failures).toHaveLength(1);
    const after = chain.proposals[6];
    expect(after).toMatchObject({ node: 2, height: 6, parent: 4 });
    expect(after.time / 1e9).toBeCloseTo(chain.proposals[4].time / 1e9 + LATENCY + PAUSE + TIMEOUT + LATENCY, 1);
  });

  test('by less than a blocking minority changes nothing for the others', () => {
    const { failures, decisions } = chainOf(7, {
      validate: (node, content) => (node > 4 && content === 5 ? 'reject' : 'accept'),
    }).run(100, 8);
    expect(failures).toEqual([]);
    for (const { contents, content } of decisions.slice(0, 8))
      expect([...contents]).toEqual(new Array(7).fill(content));
  });

  test.each([
    [7, 2],
    [7, 3],
    [7, 4],
    [7, 5],
    [12, 5],
  ])(
    'of %i nodes by all from node %i on, while the others have voted: both sides meet after one timeout',
    (n, first) => {
      // The eighth block is the last one of a term. Node 2 leads the next one, whether it votes for the eighth or not.
      const { failures, decisions, proposals } = chainOf(n, {
        validate: (node, content) => (node >= first && content === 7 ? 'reject' : 'accept'),
      }).run(100, 9);
      expect(failures.length).toBeLessThanOrEqual(1);
      expect(Math.max(...decisions[8].times) - proposals[7].time).toBeLessThan((TIMEOUT + PAUSE + 8 * STEP) * 1e9);
    },
  );
});

test('whatever fails, a decided block extends the decided block below it', () => {
  const { decisions, proposals, failures } = chainOf(7, { drops: silent(3) }).run(300, 40);
  expect(failures.length).toBeGreaterThan(0);
  expect(decisions.map(({ content }) => proposals[content].height)).toEqual(decisions.map((_, index) => index + 1));
  decisions.slice(1).forEach(({ content }, index) => {
    expect(proposals[content].parent).toBe(decisions[index].content);
  });
});
