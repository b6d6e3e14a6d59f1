import type { Chain } from './faults.js';

/**
 * The faults of a run, and what honest nodes notice of them. `fault` is the index of the fault in the results of the
 * run, from 0. A fault gives a fact when it begins and when it ends; one that lasts to the end of the run has no end.
 */
export type FaultFact =
  | NodeCrashed
  | NodeRestarted
  | PartitionBegan
  | PartitionHealed
  | DisturbanceBegan
  | DisturbanceEnded
  | ByzantineBegan
  | ByzantineEnded
  | Misbehaved
  | MessageRefused
  | EvidenceFound;

/** A node is down: it sends and handles nothing, and what reaches it is lost. */
export interface NodeCrashed {
  kind: 'nodeCrashed';
  fault: number;
  node: number;
  /** Whether it forgets its votes and locks, and could contradict them when it is back. */
  losesVotes: boolean;
  /** Whether it is down for the rest of the run. */
  isForGood: boolean;
}

/** A node is up again, and begins to catch up with what it missed. */
export interface NodeRestarted {
  kind: 'nodeRestarted';
  fault: number;
  node: number;
}

/** No copy crosses from one side to another any more. */
export interface PartitionBegan {
  kind: 'partitionBegan';
  fault: number;
  /** Nodes of each side, ascending; every node is on one. */
  sides: readonly (readonly number[])[];
  /** Only copies from the first side to the second are cut. */
  oneWay: boolean;
}

/** The sides of a partition can reach each other again. */
export interface PartitionHealed {
  kind: 'partitionHealed';
  fault: number;
}

/** Messages are dropped, duplicated or delayed from now on, nodes are slow, or links have changed. */
export interface DisturbanceBegan {
  kind: 'disturbanceBegan';
  fault: number;
  disturbance: 'drop' | 'duplicate' | 'delay' | 'slow' | 'change';
}

/** Messages, nodes or links are as before the fault. */
export interface DisturbanceEnded {
  kind: 'disturbanceEnded';
  fault: number;
}

/** A node no longer follows its protocol. */
export interface ByzantineBegan {
  kind: 'byzantineBegan';
  fault: number;
  chain: Chain;
  node: number;
}

/** A node is honest again. */
export interface ByzantineEnded {
  kind: 'byzantineEnded';
  fault: number;
  chain: Chain;
  node: number;
}

/** How a Byzantine node deviated from its protocol. */
export type Misdeed =
  /** It was its turn to propose, and it sent nothing. */
  | 'silent'
  /** Its proposal broke a rule. */
  | 'invalid'
  /** It proposed one block to one half of the nodes, and another one to the others. */
  | 'equivocated'
  /** It delayed its proposal. */
  | 'late'
  /** Its proposal was valid but harmful. */
  | 'harmful'
  /** It did not vote. */
  | 'abstained'
  /** It voted against a valid proposal. */
  | 'opposed'
  /** It voted for two contents in one view. */
  | 'doubleVoted'
  /** It delayed its vote. */
  | 'votedLate'
  /** It reported false figures. */
  | 'inflated';

/** The rule that an invalid proposal breaks. */
export type BrokenRule = 'configuration' | 'proof' | 'parent' | 'height' | 'proposer';

/** A Byzantine node misbehaved. */
export interface Misbehaved {
  kind: 'misbehaved';
  fault: number;
  chain: Chain;
  node: number;
  misdeed: Misdeed;
  /** Height and view that the misdeed is about. On the management chain, views are proposal cycles, from 0. */
  height: number;
  view: number;
  /** The rule that an invalid proposal breaks. */
  rule?: BrokenRule;
  /** Delay of a late proposal or vote, s. */
  by?: number;
}

/** Why an honest node ignores a message. */
export type RefusalReason = BrokenRule | 'conflictingProposal' | 'conflictingVote';

/** An honest node received a message that it must not believe, and dropped it. */
export interface MessageRefused {
  kind: 'messageRefused';
  chain: Chain;
  /** The node that dropped the message, and its sender. */
  node: number;
  sender: number;
  reason: RefusalReason;
  height: number;
  view: number;
}

/** A node holds two contradictory messages with the same signature: an honest node signs at most one of them. */
export interface EvidenceFound {
  kind: 'evidenceFound';
  chain: Chain;
  /** The first node that holds it. */
  node: number;
  culprit: number;
  what: 'proposals' | 'votes';
  height: number;
  view: number;
}
