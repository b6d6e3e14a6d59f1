import type { ByzantineBehaviour, Chain } from '../../engine/model/faults.js';
import type { Figure } from './figures.js';

/** Nodes of the system. All of them validate and are members of the management chain: f = 2, and five votes decide. */
export const NODES = 7;

/** A behaviour of Byzantine nodes of a chain, the figures that show its effect, and the expectation of theory. */
export interface Behaviour {
  /** Unique among those of its chain. */
  id: string;
  chain: Chain;
  /** As the language writes it. */
  text: string;
  behaviour: ByzantineBehaviour;
  /** Whether twins decide by a policy, because the behaviour affects their proposals. */
  watches?: true;
  /** The figures that it affects. */
  shows: readonly Figure[];
  /** The expected effect, in words. */
  expected: string;
  /** Theoretical increase of the first figure with b such nodes, s; absent if theory gives no number. */
  theory?(b: number): number;
}

/** Timeout of a cycle and of a first round, s, and growth factor of the round timeout. */
const TIMEOUT = 2;
const GROWTH = 1.5;
/** Delay of a late proposal as a share of its timeout. */
const LATE = 0.9;

/**
 * Mean number of cycles that fail before an honest member's turn. The first proposer is random and the others follow,
 * so k Byzantine members come first with probability C(b, k) / C(n, k), which gives the mean b / (n - b + 1).
 */
export function failedCycles(b: number, n = NODES): number {
  return b / (n - b + 1);
}

/** Mean duration of the failed rounds before an honest proposer's, with growing timeouts, s. */
export function lostRounds(b: number, n = NODES): number {
  let time = 0;
  let all = 1;
  for (let k = 0; k < b; k++) {
    all *= (b - k) / (n - k);
    time += all * TIMEOUT * GROWTH ** k;
  }
  return time;
}

const AGREEMENT: readonly Figure[] = ['agreement', 'delay', 'cyclesFailed', 'missed'];
const ROUNDS: readonly Figure[] = ['blockTime', 'roundsFailed', 'delay'];
const SIZES: readonly Figure[] = ['throughput', 'agreement', 'missed'];

export const BEHAVIOURS: readonly Behaviour[] = [
  {
    id: 'silent',
    chain: 'management',
    text: 'propose: silent',
    behaviour: { propose: { kind: 'silent' } },
    shows: AGREEMENT,
    expected:
      'A silent proposer costs one cycle timeout. The last hash determines the first proposer, and the others follow in order, so b/(n−b+1) cycles fail on average before an honest proposer. Tendermint waits for a proposal for three fifths of its timeout only.',
    theory: (b) => TIMEOUT * failedCycles(b),
  },
  {
    id: 'invalid',
    chain: 'management',
    text: 'propose: invalid',
    behaviour: { propose: { kind: 'invalid' } },
    shows: AGREEMENT,
    expected:
      'Honest members refuse at once and begin the next cycle: a failed cycle costs message delays, but no timeout.',
  },
  {
    id: 'equivocating',
    chain: 'management',
    text: 'propose: equivocate  vote: both',
    behaviour: { propose: { kind: 'equivocate' }, vote: { kind: 'both' } },
    shows: AGREEMENT,
    expected:
      'One half of the members gets one block, the other half another. With one Byzantine node neither half has five votes, and the cycle times out as with a silent proposer. With two, their double votes give one half a quorum, which costs little time. Three are 2q − n: both halves may have a quorum, and the chain forks.',
  },
  {
    id: 'late',
    chain: 'management',
    text: 'propose: late(90% of timeout)',
    behaviour: { propose: { kind: 'late', by: { ofTimeout: LATE } } },
    shows: AGREEMENT,
    expected:
      'A delay of 90 % of the timeout is within the rules: a late proposer costs 0.9 timeouts if it is the first one, with probability b/n. Tendermint waits less long for a proposal, and the seven message delays of HotStuff do not fit into the last tenth: for these two, such a proposer is silent.',
    theory: (b) => (LATE * TIMEOUT * b) / NODES,
  },
  {
    id: 'harmful',
    chain: 'management',
    text: 'propose: harmful',
    behaviour: { propose: { kind: 'harmful' } },
    shows: SIZES,
    expected:
      'A valid but harmful proposal: each one halves the block size. These twins have no policy that refuses it, so a single Byzantine twin makes blocks as small as possible. Agreements take no longer.',
  },
  {
    id: 'mute',
    chain: 'management',
    text: 'vote: never',
    behaviour: { vote: { kind: 'never' } },
    shows: AGREEMENT,
    expected:
      'Up to n − q = 2 mute voters cost no timeout: a quorum waits for slower votes. With three of seven, the others are too few for a quorum. If a proposal counts as the vote of its proposer, proposals of the mute nodes themselves are decided, so cycles fail until one of them proposes. With Tendermint it does not count, and nothing is decided.',
    theory: (b) => (b < 3 ? 0 : Number.NaN),
  },
  {
    id: 'against',
    chain: 'management',
    text: 'vote: against',
    behaviour: { vote: { kind: 'against' } },
    shows: AGREEMENT,
    expected:
      'Up to two nodes that refuse valid proposals cost no timeout either. Three ask for the next cycle together, and the others, too few for a quorum without them, follow at once: cycles fail without a timeout until one of the three proposes.',
    theory: (b) => (b < 3 ? 0 : Number.NaN),
  },
  {
    id: 'late votes',
    chain: 'management',
    text: 'vote: late(90% of timeout)',
    behaviour: { vote: { kind: 'late', by: { ofTimeout: LATE } } },
    shows: AGREEMENT,
    expected:
      'Up to two late voters have the same effect as mute ones: five others vote in time. With three, a quorum needs a late vote in every phase, and each phase takes 0.9 timeouts, so cycles time out if a protocol has more than one.',
    theory: (b) => (b < 3 ? 0 : Number.NaN),
  },
  {
    id: 'inflated',
    chain: 'management',
    text: 'observe: inflated(2)',
    behaviour: { observe: { inflated: 2 } },
    watches: true,
    shows: SIZES,
    expected:
      'The twins decide by the policy `Sizes`. A twin whose observed block times are doubled finds blocks too slow, and halves their size when it is its turn; honest twins double the size again when it is theirs. Every valid size gets a quorum of votes, so the loss grows with the share of Byzantine turns.',
  },
  {
    id: 'silent',
    chain: 'primary',
    text: 'propose: silent',
    behaviour: { propose: { kind: 'silent' } },
    shows: ROUNDS,
    expected:
      'A silent proposer costs the timeout of its round, or three fifths of it with Tendermint; silent proposers that follow cost longer ones. A leader of chained HotStuff has four views and loses all of them with one timeout: a quarter of that cost or less, plus the blocks that wait for three certificates.',
    theory: lostRounds,
  },
  {
    id: 'invalid',
    chain: 'primary',
    text: 'propose: invalid',
    behaviour: { propose: { kind: 'invalid' } },
    shows: ROUNDS,
    expected: 'Refused at once: a failed round costs message delays, but no timeout.',
  },
  {
    id: 'equivocating',
    chain: 'primary',
    text: 'propose: equivocate  vote: both',
    behaviour: { propose: { kind: 'equivocate' }, vote: { kind: 'both' } },
    shows: ROUNDS,
    expected:
      'As on the management chain: one Byzantine node wastes its round, two give one half a quorum, and three are 2q − n and can fork the chain. With gossip they seldom do, because most nodes hear of the same block first. A leader of chained HotStuff continues with one of its two blocks, so its chain does not fork.',
  },
  {
    id: 'late',
    chain: 'primary',
    text: 'propose: late(90% of timeout)',
    behaviour: { propose: { kind: 'late', by: { ofTimeout: LATE } } },
    shows: ROUNDS,
    expected:
      'The attack that slows PBFT down (Clement and others 2009, Aardvark): it is within the rules and costs 0.9 timeouts for every block of a late proposer. If the network takes more than the last tenth of the timeout, the round fails; the next timeout is longer, and so is the next delay.',
    theory: (b) => (LATE * TIMEOUT * b) / NODES,
  },
  {
    id: 'harmful',
    chain: 'primary',
    text: 'propose: harmful',
    behaviour: { propose: { kind: 'harmful' } },
    shows: ['throughput', 'blockTime', 'roundsFailed'],
    expected:
      'b of seven proposers make blocks of one transaction: b/7 of the throughput is lost, and rounds take no longer.',
  },
  {
    id: 'mute',
    chain: 'primary',
    text: 'vote: never',
    behaviour: { vote: { kind: 'never' } },
    shows: ROUNDS,
    expected:
      'Up to two mute voters cost the wait for slower votes, but no timeout. Three of seven stop the chain, except that a proposal of one of the three is decided if it counts as the vote of its proposer.',
    theory: (b) => (b < 3 ? 0 : Number.NaN),
  },
  {
    id: 'against',
    chain: 'primary',
    text: 'vote: against',
    behaviour: { vote: { kind: 'against' } },
    shows: ROUNDS,
    expected:
      'As with mute voters, but with three of them rounds end at once instead of by their timeout, until one of the three proposes.',
    theory: (b) => (b < 3 ? 0 : Number.NaN),
  },
  {
    id: 'late votes',
    chain: 'primary',
    text: 'vote: late(90% of timeout)',
    behaviour: { vote: { kind: 'late', by: { ofTimeout: LATE } } },
    shows: ROUNDS,
    expected: 'Up to two late voters have the same effect as mute ones. With three, every phase takes 0.9 timeouts.',
    theory: (b) => (b < 3 ? 0 : Number.NaN),
  },
  {
    id: 'not relaying',
    chain: 'primary',
    text: 'relay: never',
    behaviour: { relay: 'never' },
    shows: ROUNDS,
    expected:
      'Nodes gossip over an overlay in which each has four peers: messages take paths around nodes that forward nothing, which sometimes costs a hop.',
    theory: () => 0,
  },
];
