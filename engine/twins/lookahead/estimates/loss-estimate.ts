import { type HeardVote, PROPOSAL } from './heard-votes.js';
import { MIN_SAMPLES } from './samples.js';

/** The votes on one subject that a node has heard: kinds of votes by sender, as bits, and the proposer. */
interface Ballot {
  kinds: Map<number, number>;
  voters: Map<number, number>;
  proposer: number;
  first: number;
}

/**
 * Estimates the probability that a copy is lost from missing votes: a node that votes in one phase votes in the other, too.
 * The estimate is the share of votes not heard among those whose counterpart was heard (capture-recapture: Petersen 1896;
 * Chapman 1951). A phase counts only if more than a third have voted in it, more than may be faulty, so that views given up
 * are left out. The declared probability counts as five votes (the m-estimate of Cestnik 1990).
 *
 * Only directly sent votes are informative: by gossip, a vote is missing only if all its copies are lost.
 *
 * @param votes heard by one node
 * @param until votes on subjects heard of later may still be under way, ns
 */
export function lossEstimate(
  votes: Iterable<HeardVote>,
  { declared, validators, until }: { declared: number; validators: number; until: number },
): number {
  let expected = 0;
  let missing = 0;
  for (const { kinds, voters, proposer, first } of ballotsOf(votes).values()) {
    if (first > until || proposer < 0) continue;
    const phases = [...kinds].filter(([, count]) => 3 * count > validators).map(([kind]) => 1 << kind);
    if (phases.length < 2) continue;
    const all = phases.reduce((sum, phase) => sum | phase, 0);
    for (const [voter, heard] of voters) {
      // Its proposal counts as one of its votes.
      if (voter === proposer) continue;
      for (const phase of phases) {
        if ((heard & all & ~phase) === 0) continue;
        expected++;
        if ((heard & phase) === 0) missing++;
      }
    }
  }
  return (missing + MIN_SAMPLES * declared) / (expected + MIN_SAMPLES);
}

function ballotsOf(votes: Iterable<HeardVote>): Map<number, Ballot> {
  const ballots = new Map<number, Ballot>();
  for (const { at, sender, kind, subject } of votes) {
    let ballot = ballots.get(subject);
    if (!ballot) {
      ballot = { kinds: new Map(), voters: new Map(), proposer: -1, first: at };
      ballots.set(subject, ballot);
    }
    if (kind === PROPOSAL) {
      ballot.proposer = sender;
      continue;
    }
    const before = ballot.voters.get(sender) ?? 0;
    if (before & (1 << kind)) continue;
    ballot.voters.set(sender, before | (1 << kind));
    ballot.kinds.set(kind, (ballot.kinds.get(kind) ?? 0) + 1);
  }
  return ballots;
}
