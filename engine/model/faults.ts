/**
 * The faults of a scenario as plain data. Times are in seconds since the start of the run, shares and factors are ratios.
 */

import type { Distribution, Latency, Topology } from './scenario.js';

/** Nodes that a fault affects. Counted nodes are drawn at random, once per run. */
export type NodeSet =
  /** Nodes of the whole primary. */
  | { kind: 'nodes'; count: number }
  /** Management nodes. */
  | { kind: 'twins'; count: number }
  /** A whole group, or some of it. */
  | { kind: 'group'; group: string; count?: number }
  /** A single node by its number from 1: in its group, or in the topology where that has no groups. */
  | { kind: 'node'; group?: string; number: number };

/** When a fault begins and ends, s. */
export interface Period {
  from: number;
  to: number;
}

/** A temporary change of the topology. */
export interface TopologyChange {
  /** Rate of the links of all groups, B/s. */
  bandwidth?: Distribution;
  latency?: Latency;
  jitter?: Distribution;
  loss?: number;
  sharing?: Topology['sharing'];
}

/** How a Byzantine node proposes. */
export type ByzantineProposal =
  | { kind: 'silent' }
  /** Breaks one rule of validity after the other: configuration, proof, parent, height, proposer. */
  | { kind: 'invalid' }
  /** Sends different proposals to different nodes. */
  | { kind: 'equivocate' }
  /** Valid but harmful. */
  | { kind: 'harmful' }
  /** Valid but late. */
  | { kind: 'late'; by: Lateness };

/** A delay: in seconds, or as a share of the running timeout. */
export type Lateness = { seconds: number } | { ofTimeout: number };

/** How a Byzantine node votes. */
export type ByzantineVote =
  | { kind: 'never' }
  | { kind: 'against' }
  /** Votes for different proposals to different nodes. */
  | { kind: 'both' }
  | { kind: 'late'; by: Lateness };

/** How a Byzantine node deviates from its protocol; absent parts follow it. */
export interface ByzantineBehaviour {
  propose?: ByzantineProposal;
  vote?: ByzantineVote;
  /** Receives everything and forwards nothing. */
  relay?: 'never';
  /** Multiplies the reported observations by this factor. */
  observe?: { inflated: number };
}

/** One fault as a scenario declares it. */
export type Fault = Period &
  (
    | { kind: 'crash'; nodes: NodeSet[]; losesVotes: boolean }
    /** Nodes that are on no named side form a side of their own. `oneWay`: the second side does not hear the first. */
    | { kind: 'partition'; sides: NodeSet[][]; oneWay: boolean }
    | { kind: 'drop'; share: number }
    | { kind: 'duplicate'; share: number }
    | { kind: 'delay'; share: number; by: Distribution }
    | { kind: 'slow'; nodes: NodeSet[]; factor: number }
    | { kind: 'change'; change: TopologyChange }
    | { kind: 'byzantine'; nodes: NodeSet[]; behaviour: ByzantineBehaviour }
  );

/** The chain on which a Byzantine node lies: twins on the management chain, all others on the primary. */
export type Chain = 'primary' | 'management';

/**
 * One fault of one run, with its nodes by number, as its manifest lists them. Facts refer to a fault by its index in that
 * list, from 0.
 */
export type FaultAtom = Period &
  (
    | { kind: 'crash'; nodes: number[]; losesVotes: boolean }
    /** Nodes that are on no named side form the last side. `oneWay`: the second side does not hear the first. */
    | { kind: 'partition'; sides: number[][]; oneWay: boolean }
    | { kind: 'drop'; share: number }
    | { kind: 'duplicate'; share: number }
    | { kind: 'delay'; share: number; by: Distribution }
    | { kind: 'slow'; nodes: number[]; factor: number }
    | { kind: 'change'; change: TopologyChange }
    | { kind: 'byzantine'; chain: Chain; nodes: number[]; behaviour: ByzantineBehaviour }
  );
