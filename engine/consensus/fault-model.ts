import type { QuorumRule } from '../model/scenario.js';

/** How many of a chain's voters may fail, and how many votes decide. All fields are numbers of nodes. */
export interface FaultModel {
  /** Nodes that vote, n. */
  readonly nodes: number;
  /** Byzantine voters that the protocol is designed for, f: of f + 1 voters one is honest. */
  readonly tolerated: number;
  /** Votes that decide. */
  readonly quorum: number;
  /**
   * Smallest number of voters whose absence prevents a quorum; more than {@link tolerated}, so one of them is honest.
   */
  readonly blocking: number;
}

/**
 * The fault model of partially synchronous Byzantine agreement, with `f = floor((n - 1) / 3)`.
 *
 * Two safe quorums share at least f + 1 voters, so at least one honest voter. Two classic quorums share 2q - n voters,
 * which is no more than f where n is not 3f + 1: of 32 voters, two quorums may share only 10.
 *
 * @param nodes that vote, at least 1
 * @param rule `safe`: `ceil((n + f + 1) / 2)`, as in SmartBFT (Barger, Manevich, Meir and Tock 2021) and, by another
 *   formula, in Besu's QBFT; `classic`: `2f + 1` (Castro and Liskov 1999), but always more than half of the voters
 */
export function byzantineFaults(nodes: number, rule: QuorumRule): FaultModel {
  const tolerated = Math.floor((nodes - 1) / 3);
  const quorum = rule === 'safe' ? Math.ceil((nodes + tolerated + 1) / 2) : measuredNodes(nodes);
  return { nodes, tolerated, quorum, blocking: nodes - quorum + 1 };
}

/** The number of fastest nodes on which the delays of Section 3.1 are measured: `2f + 1`, whatever quorum decides. */
export function measuredNodes(nodes: number): number {
  return Math.max(2 * Math.floor((nodes - 1) / 3) + 1, Math.floor(nodes / 2) + 1);
}

/** Maximum number of voters that may crash while the others still decide. */
export function crashesTolerated({ blocking }: FaultModel): number {
  return blocking - 1;
}

/** Minimum number of voters that can make two quorums decide differently, if each of them votes for both contents. */
export function doubleVotersToFork({ nodes, quorum }: FaultModel): number {
  return 2 * quorum - nodes;
}

/** Maximum number of voters that may do anything while the others still decide, and decide the same. */
export function byzantineTolerated(faults: FaultModel): number {
  return Math.min(crashesTolerated(faults), doubleVotersToFork(faults) - 1);
}

/**
 * Estimates how much longer the last copies of a block take, once a quorum has its copies: a sender whose copies leave
 * one after another needs equally long for each.
 *
 * @param elapsed time since the round began, in any unit
 * @returns in the same unit
 */
export function remainder(elapsed: number, { nodes, quorum }: FaultModel): number {
  return (Math.max(0, elapsed) * (nodes - quorum)) / quorum;
}
