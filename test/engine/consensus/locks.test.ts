import { describe, expect, test } from 'vitest';
import { protocolNamed } from '../../../engine/consensus/protocols.js';
import type { NetworkEvent } from '../../../engine/network/message.js';
import { chainsOf, isKind, START } from './equal-links.js';
import type { NumberChain } from './number-chain.js';

/*
 * A block that one node has decided must remain the only one of its height, although no other node knows of the decision:
 *
 * 1. Node 0 proposes, and decides alone: the last votes reach it and no other node. It is cut off then. Nodes 1 to 5 have
 *    voted for the block: they are locked on it, or hold a certificate of it.
 * 2. View 0 ends with a timeout. Node 6, which has missed the block, leads view 1.
 * 3. Nodes 1 to 6 are enough for another decision. The locks or certificates of nodes 1 to 5 must prevent one on another block.
 * 4. Node 0 returns. All nodes have decided the same block.
 *
 * A protocol whose nodes forget their locks or certificates decides two blocks here. The random conditions of
 * safety.test.ts almost never combine these steps.
 */
const NODES = 7;
const DECIDER = 0;
const NEWCOMER = 6;
const LEADERS = [DECIDER, NEWCOMER, 1, 2, 3, 4, 5];

/** The decider has decided by then, and no other node has given up view 0; s. */
const DECIDED = START + 2;
/** All others have decided by then, and the decider returns; s. */
const RETURN = 150;
const END = 1000;

type Loss = (event: NetworkEvent) => boolean;

interface Case {
  protocol: string;
  /** What is lost in view 0, so that the decider decides alone and the newcomer has nothing. */
  loses: Loss;
  /** Until when, s. */
  until: number;
  /** The message with which the leader of view 1 proposes. */
  proposal: string;
}

function kindOf(protocol: string, message: string): number {
  return protocolNamed(protocol).messages.indexOf(message);
}

const is = (protocol: string, message: string) => (event: NetworkEvent) => isKind(event, kindOf(protocol, message));

/** PBFT and BigFooT: commits reach the decider alone. */
function prepared(protocol: string): Case {
  const isCommit = is(protocol, 'commit');
  const loses: Loss = (event) => event.node === NEWCOMER || (isCommit(event) && event.node !== DECIDER);
  return { protocol, loses, until: DECIDED, proposal: 'newView' };
}

/**
 * Tendermint: the newcomer gets too few prevotes for the block, the others too few precommits, but all get enough votes for
 * anything to end round 0.
 */
function locked(): Case {
  const [isProposal, isPrevote, isPrecommit, isRepetition] = ['proposal', 'prevote', 'precommit', 'repetition'].map(
    (message) => is('tendermint', message),
  );
  const isDeafTo = (event: NetworkEvent) =>
    [DECIDER, 5].includes(event.sender) || (event.node === 5 && event.sender === 4);
  const loses: Loss = (event) => {
    if (isRepetition(event)) return true;
    if (event.node === DECIDER) return false;
    if (event.node === NEWCOMER && (isProposal(event) || (isPrevote(event) && isDeafTo(event)))) return true;
    return isPrecommit(event) && isDeafTo(event);
  };
  return { protocol: 'tendermint', loses, until: START + 5.5, proposal: 'proposal' };
}

/** HotStuff: nobody hears that the leader has decided. */
function certified(): Case {
  const isDecide = is('hotstuff', 'decide');
  const loses: Loss = (event) => event.node === NEWCOMER || isDecide(event);
  return { protocol: 'hotstuff', loses, until: DECIDED, proposal: 'prepare' };
}

/** BigFooT: the decider alone has everyone's prepares; the others have too few for a certificate. */
function fast(): Case {
  const isPrepare = is('bigfoot', 'prepare');
  const loses: Loss = (event) => isPrepare(event) && event.node !== DECIDER;
  return { protocol: 'bigfoot', loses, until: DECIDED, proposal: 'newView' };
}

/** @param lie changes the messages that arrive */
function chainOf({ protocol, loses, until }: Case, lie: (event: NetworkEvent, chain: NumberChain) => void = () => {}) {
  const chain: NumberChain = chainsOf({ protocol })(NODES, {
    proposer: (height, view) => LEADERS[(height - 1 + view) % NODES],
    drops: (event, now) => {
      const seconds = now / 1e9;
      if (seconds < until && loses(event)) return true;
      const isCutOff = seconds > DECIDED && seconds < RETURN;
      if (isCutOff && (event.sender === DECIDER || event.node === DECIDER)) return true;
      lie(event, chain);
      return false;
    },
  });
  return chain;
}

/** Expects that the decider was alone, and that all others decided the same block without it. */
function expectOneBlock(chain: NumberChain): void {
  chain.run(DECIDED);
  expect(chain.decisions).toHaveLength(1);
  expect(Array.from(chain.decisions[0].contents)).toEqual([0, -1, -1, -1, -1, -1, -1]);
  chain.run(RETURN);
  const { contents, views } = chain.decisions[0];
  expect(Array.from(contents)).toEqual(new Array(NODES).fill(0));
  expect(Math.min(...views.subarray(1))).toBeGreaterThan(0);
  chain.run(END, 3);
  for (const { contents, content } of chain.decisions.slice(0, 3))
    expect(new Set(contents)).toEqual(new Set([content]));
}

const rivals = ({ proposals }: NumberChain) =>
  proposals.filter(({ height, node }) => height === 1 && node === NEWCOMER);

describe.each([
  ['PBFT, whose nodes report their certificates', prepared('pbft')],
  ['BigFooT, whose nodes report their certificates', prepared('bigfoot')],
  ['BigFooT, whose nodes report their votes for a block decided on the fast path', fast()],
  ['HotStuff, whose nodes report their certificates', certified()],
])('%s', (_, conditions) => {
  test('keeps a block that one node has decided: the next leader proposes it again', () => {
    const chain = chainOf(conditions);
    expectOneBlock(chain);
    expect(rivals(chain)).toEqual([]);
  });
});

describe('Tendermint, whose proposers report nothing', () => {
  test('keeps a block that one node has decided: locked nodes do not prevote for that of the next proposer', () => {
    const chain = chainOf(locked());
    expectOneBlock(chain);
    expect(rivals(chain)).toMatchObject([{ view: 1 }]);
  });
});

describe.each([
  ['PBFT', prepared('pbft')],
  ['BigFooT', prepared('bigfoot')],
  ['BigFooT, after its fast path', fast()],
  ['Tendermint', locked()],
  ['HotStuff', certified()],
])('%s', (_, conditions) => {
  test('keeps a block that one node has decided if the next leader proposes another one all the same', () => {
    const isProposal = is(conditions.protocol, conditions.proposal);
    let rival = -1;
    const chain = chainOf(conditions, (event, chain) => {
      if (!isProposal(event) || event.sender !== NEWCOMER || !chain.decisions[0].contents.includes(-1)) return;
      if (rival < 0) rival = chain.propose(NEWCOMER, 1, 1);
      event.subject = chain.consensus.about(event.subject, rival);
    });
    expectOneBlock(chain);
    expect(rival).toBeGreaterThan(0);
  });
});
