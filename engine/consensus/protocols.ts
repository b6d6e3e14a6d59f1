import type { ChainSettings, QuorumRule } from '../model/scenario.js';
import { createBigfoot } from './bigfoot/bigfoot.js';
import { byzantineFaults, type FaultModel } from './fault-model.js';
import { createHotStuff } from './hotstuff/hotstuff.js';
import { TERM } from './hotstuff/term-synchroniser.js';
import { Pbft } from './pbft/pbft.js';
import type { CreateConsensus } from './protocol.js';
import { Tendermint } from './tendermint/tendermint.js';

/**
 * A message delay of a protocol, by what ends it: the leader's message reaches everyone; a quorum of votes reaches the
 * leader; a quorum of votes reaches everyone; all votes reach everyone.
 */
export type Step = 'fromLeader' | 'toLeader' | 'quorumToAll' | 'allToAll';

/** The role of a message: it proposes a content, votes on one, or proves to everyone that enough nodes have voted. */
export type Role = 'proposal' | 'vote' | 'certificate';

/** The cost of a decision when no node is faulty and no timeout expires ("good case", Abraham et al. 2021). */
export interface GoodCase {
  /** Message delays from the proposal to the decision of the last node, in their order. */
  steps: readonly Step[];
  /** Number of messages to everyone. */
  broadcasts: number;
  /** Number of messages to one node. */
  sends: number;
}

/** The description of a protocol for language, reference page and panel; its implementation is in its own folder. */
export interface Protocol {
  /** Name in the language. */
  name: string;
  title: string;
  /** The paper that it is implemented from. */
  source: string;
  meaning: string;
  /** Kinds of messages, in the order of their phases. */
  messages: readonly string[];
  /** Roles by message; messages without a role help nodes to catch up. */
  roles: Readonly<Record<string, Role>>;
  /** How many of n validators may fail, and how many votes decide. */
  faults(n: number, rule: QuorumRule): FaultModel;
  /** The cost of a decision among n validators without faults, if one height follows another. */
  goodCase(n: number): GoodCase;
  /**
   * The cost of a height on a chain whose heights may overlap, from its proposal to the next one; absent if the protocol
   * never overlaps heights.
   */
  overlapping?(n: number): GoodCase;
  /** Views in a row that one leader has where heights overlap; 1 where absent. */
  term?: number;
  create: CreateConsensus;
}

/** Every consensus protocol. A new one needs a folder and an entry here. */
export const PROTOCOLS: readonly Protocol[] = [
  {
    name: 'pbft',
    title: 'PBFT',
    source: 'Castro and Liskov, Practical Byzantine Fault Tolerance, OSDI 1999',
    meaning:
      'Three phases (pre-prepare, prepare, commit), a quorum in each of the last two, and view changes on timeouts.',
    messages: ['prePrepare', 'prepare', 'commit', 'viewChange', 'newView'],
    roles: { prePrepare: 'proposal', newView: 'proposal', prepare: 'vote', commit: 'vote' },
    faults: byzantineFaults,
    goodCase: (n) => ({ steps: ['fromLeader', 'quorumToAll', 'quorumToAll'], broadcasts: 2 * n, sends: 0 }),
    create: (...surroundings) => new Pbft(...surroundings),
  },
  {
    name: 'bigfoot',
    title: 'BigFooT',
    source: 'Saltini, BigFooT: A robust optimal-latency BFT blockchain consensus protocol, Computer Networks 204, 2022',
    meaning: 'PBFT with a fast path: two phases while all nodes answer in a tenth of the timeout, three otherwise.',
    messages: ['prePrepare', 'prepare', 'commit', 'viewChange', 'newView'],
    roles: { prePrepare: 'proposal', newView: 'proposal', prepare: 'vote', commit: 'vote' },
    faults: byzantineFaults,
    goodCase: (n) => ({ steps: ['fromLeader', 'allToAll'], broadcasts: n, sends: 0 }),
    create: createBigfoot,
  },
  {
    name: 'tendermint',
    title: 'Tendermint',
    source: 'Buchman, Kwon and Milosevic, The latest gossip on BFT consensus, 2018; Buchman, Tendermint, 2016',
    meaning:
      'Rounds of proposal, prevote and precommit, a quorum in each of the last two, locks across rounds, and votes for nil.',
    messages: ['proposal', 'prevote', 'precommit', 'repetition'],
    roles: { proposal: 'proposal', prevote: 'vote', precommit: 'vote', repetition: 'vote' },
    faults: byzantineFaults,
    goodCase: (n) => ({ steps: ['fromLeader', 'quorumToAll', 'quorumToAll'], broadcasts: 2 * n + 1, sends: 0 }),
    create: (...surroundings) => new Tendermint(...surroundings),
  },
  {
    name: 'hotstuff',
    title: 'HotStuff',
    source:
      'Yin, Malkhi, Reiter, Golan Gueta and Abraham, HotStuff: BFT consensus with linearity and responsiveness, PODC 2019',
    meaning:
      'Chained: every proposal carries the certificate of the one before, and three in a row decide a block; votes go to the next leader alone, so messages grow with n and not with n².',
    messages: [
      'prepare',
      'prepareVote',
      'preCommit',
      'preCommitVote',
      'commit',
      'commitVote',
      'decide',
      'newView',
      'enterView',
      'generic',
      'genericVote',
      'linkRequest',
      'link',
    ],
    roles: {
      prepare: 'proposal',
      generic: 'proposal',
      prepareVote: 'vote',
      preCommitVote: 'vote',
      commitVote: 'vote',
      genericVote: 'vote',
      preCommit: 'certificate',
      commit: 'certificate',
      decide: 'certificate',
    },
    faults: byzantineFaults,
    goodCase: (n) => ({
      steps: ['fromLeader', 'toLeader', 'fromLeader', 'toLeader', 'fromLeader', 'toLeader', 'fromLeader'],
      broadcasts: 4,
      sends: 3 * (n - 1),
    }),
    overlapping: (n) => ({ steps: ['fromLeader', 'toLeader'], broadcasts: 1, sends: n - 1 }),
    term: TERM,
    create: createHotStuff,
  },
];

/** The protocol with a name. @throws RangeError for a name that is not in the table */
export function protocolNamed(name: string): Protocol {
  const found = PROTOCOLS.find((candidate) => candidate.name === name);
  if (!found) throw new RangeError(`unknown consensus protocol ${name}`);
  return found;
}

/** The role of a kind of message; undefined for messages that only help nodes to catch up. @param kind its number */
export function roleOf({ messages, roles }: Pick<Protocol, 'messages' | 'roles'>, kind: number): Role | undefined {
  return roles[messages[kind]];
}

/** The fault model of a chain on which so many nodes vote. */
export function faultModelOf(
  { consensus, quorum }: Pick<ChainSettings, 'consensus' | 'quorum'>,
  voters: number,
): FaultModel {
  return protocolNamed(consensus).faults(voters, quorum);
}

/** The cost of a block of the primary, whose heights overlap if the protocol can. @param voters number of nodes that vote */
export function goodCaseOnPrimary(consensus: string, voters: number): GoodCase {
  const { overlapping, goodCase } = protocolNamed(consensus);
  return (overlapping ?? goodCase)(voters);
}
