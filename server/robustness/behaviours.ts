import type { ByzantineBehaviour, Chain } from '../../engine/model/faults.js';
import type { Figure } from './figures.js';

/** Nodes of the system: all validate, and all are members of the management chain. f = 2, and five votes decide. */
export const NODES = 7;

/** What Byzantine nodes of a chain do, what is shown of it, and what theory says. */
export interface Behaviour {
  /** Unique among those of its chain. */
  id: string;
  chain: Chain;
  /** As the language writes it. */
  text: string;
  behaviour: ByzantineBehaviour;
  /** The twins decide by a policy: it shows in what they propose. */
  watches?: true;
  /** The figures that it shows in. */
  shows: readonly Figure[];
  /** What is expected, in words. */
  expected: string;
  /** By how much the first figure is more with b such nodes than with none, s; absent where theory gives no number. */
  theory?(b: number): number;
}

/** Timeout of a cycle and of a first round, s; factor by which that of a round grows. */
const TIMEOUT = 2;
const GROWTH = 1.5;
/** Part of its timeout by which a late proposal is late. */
const LATE = 0.9;

/**
 * Cycles that fail before an honest member's turn: the first proposer is drawn at random and the others follow, so that k
 * Byzantine ones come first with probability C(b, k) / C(n, k), and the mean is b / (n - b + 1).
 */
export function failedCycles(b: number, n = NODES): number {
  return b / (n - b + 1);
}

/** What the rounds before an honest proposer's take on average, whose timeouts grow, s. */
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
      'A silent proposer costs one cycle timeout and no more. The first proposer follows from the last hash and the others follow it, so that b/(n−b+1) cycles fail on average before an honest one. Tendermint waits for a proposal during three fifths of its timeout only.',
    theory: (b) => TIMEOUT * failedCycles(b),
  },
  {
    id: 'invalid',
    chain: 'management',
    text: 'propose: invalid',
    behaviour: { propose: { kind: 'invalid' } },
    shows: AGREEMENT,
    expected:
      'Honest members refuse at once and go on to the next cycle: a cycle costs message delays, and no timeout.',
  },
  {
    id: 'equivocating',
    chain: 'management',
    text: 'propose: equivocate  vote: both',
    behaviour: { propose: { kind: 'equivocate' }, vote: { kind: 'both' } },
    shows: AGREEMENT,
    expected:
      'One half of the members hears of one block, the other half of another. With one liar neither half has five votes, and the cycle times out as with a silent proposer. With two, their double votes give one half a quorum, and there is little to wait for. Three are 2q − n: both halves may have a quorum then, and the chain forks.',
  },
  {
    id: 'late',
    chain: 'management',
    text: 'propose: late(90% of timeout)',
    behaviour: { propose: { kind: 'late', by: { ofTimeout: LATE } } },
    shows: AGREEMENT,
    expected:
      'Late by 90 % of the timeout is within the rules: a late proposer costs 0.9 timeouts whenever it comes first, with probability b/n. Tendermint waits for a proposal for less than that, and the seven message delays of HotStuff do not fit into the last tenth: so late a proposer is a silent one to them.',
    theory: (b) => (LATE * TIMEOUT * b) / NODES,
  },
  {
    id: 'harmful',
    chain: 'management',
    text: 'propose: harmful',
    behaviour: { propose: { kind: 'harmful' } },
    shows: SIZES,
    expected:
      'Valid and bad: blocks half as large, each time. These twins have no policy that could refuse it, so that a single liar is enough to make blocks as small as they can be, and costs no agreement any time.',
  },
  {
    id: 'mute',
    chain: 'management',
    text: 'vote: never',
    behaviour: { vote: { kind: 'never' } },
    shows: AGREEMENT,
    expected:
      'Up to n − q = 2 mute voters cost no timeout: a quorum waits for slower votes. With three of seven, the others are no quorum. What one of the mute proposes is decided all the same where a proposal counts as a vote of its proposer, so that cycles fail until it is the turn of one; under Tendermint, where it does not count, nothing is decided.',
    theory: (b) => (b < 3 ? 0 : Number.NaN),
  },
  {
    id: 'against',
    chain: 'management',
    text: 'vote: against',
    behaviour: { vote: { kind: 'against' } },
    shows: AGREEMENT,
    expected:
      'Up to two who refuse what is good cost no timeout either. Three ask for the next cycle together, and the others, who are no quorum without them, follow at once: cycles fail without a timeout until one of the three proposes.',
    theory: (b) => (b < 3 ? 0 : Number.NaN),
  },
  {
    id: 'late votes',
    chain: 'management',
    text: 'vote: late(90% of timeout)',
    behaviour: { vote: { kind: 'late', by: { ofTimeout: LATE } } },
    shows: AGREEMENT,
    expected:
      'Up to two late voters are as good as mute ones: five others vote in time. With three a quorum needs a late vote in every phase, and each phase takes 0.9 timeouts, so that cycles time out where a protocol has more than one.',
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
      'The twins decide by the policy `Sizes`. To one that sees block times twice as large as they are, blocks look slow, and it halves them when it is its turn; honest ones double them again when theirs has come. Any valid size finds its votes, so that what is lost grows with the share of turns.',
  },
  {
    id: 'silent',
    chain: 'primary',
    text: 'propose: silent',
    behaviour: { propose: { kind: 'silent' } },
    shows: ROUNDS,
    expected:
      'A silent proposer costs the timeout of its round, under Tendermint three fifths of it, and those that follow it longer ones. A leader of chained HotStuff has four views, and loses all of them with one timeout: a quarter of that or less, and the blocks that wait for three certificates.',
    theory: lostRounds,
  },
  {
    id: 'invalid',
    chain: 'primary',
    text: 'propose: invalid',
    behaviour: { propose: { kind: 'invalid' } },
    shows: ROUNDS,
    expected: 'Refused at once: a round costs message delays, and no timeout.',
  },
  {
    id: 'equivocating',
    chain: 'primary',
    text: 'propose: equivocate  vote: both',
    behaviour: { propose: { kind: 'equivocate' }, vote: { kind: 'both' } },
    shows: ROUNDS,
    expected:
      'As on the management chain: one liar wastes its round, two give one half a quorum, and three are 2q − n and can fork the chain. By gossip they seldom do: most nodes hear of the same block first. A leader of chained HotStuff goes on with one of its two blocks, so that its chain does not fork.',
  },
  {
    id: 'late',
    chain: 'primary',
    text: 'propose: late(90% of timeout)',
    behaviour: { propose: { kind: 'late', by: { ofTimeout: LATE } } },
    shows: ROUNDS,
    expected:
      'The attack that makes PBFT crawl (Clement and others 2009, Aardvark): within the rules, and 0.9 timeouts for every block of a late proposer. What a slow network adds to so late a proposal can be more than the last tenth: the round is lost then, and the next timeout is longer, and so is the next delay.',
    theory: (b) => (LATE * TIMEOUT * b) / NODES,
  },
  {
    id: 'harmful',
    chain: 'primary',
    text: 'propose: harmful',
    behaviour: { propose: { kind: 'harmful' } },
    shows: ['throughput', 'blockTime', 'roundsFailed'],
    expected: 'Blocks of one transaction where b of seven propose: b/7 of the throughput is lost, and no time.',
  },
  {
    id: 'mute',
    chain: 'primary',
    text: 'vote: never',
    behaviour: { vote: { kind: 'never' } },
    shows: ROUNDS,
    expected:
      'Up to two mute voters cost the wait for slower votes, and no timeout. Three of seven stop the chain, but where a proposal counts as a vote of its proposer and one of the three proposes.',
    theory: (b) => (b < 3 ? 0 : Number.NaN),
  },
  {
    id: 'against',
    chain: 'primary',
    text: 'vote: against',
    behaviour: { vote: { kind: 'against' } },
    shows: ROUNDS,
    expected:
      'As mute, but with three of them rounds end at once and not by their timeout, until one of the three proposes.',
    theory: (b) => (b < 3 ? 0 : Number.NaN),
  },
  {
    id: 'late votes',
    chain: 'primary',
    text: 'vote: late(90% of timeout)',
    behaviour: { vote: { kind: 'late', by: { ofTimeout: LATE } } },
    shows: ROUNDS,
    expected: 'Up to two late voters are as good as mute ones. With three, every phase takes 0.9 timeouts.',
    theory: (b) => (b < 3 ? 0 : Number.NaN),
  },
  {
    id: 'not relaying',
    chain: 'primary',
    text: 'relay: never',
    behaviour: { relay: 'never' },
    shows: ROUNDS,
    expected:
      'Nodes gossip over an overlay in which each has four peers: messages go around those who pass nothing on, which costs a hop now and then.',
    theory: () => 0,
  },
];
