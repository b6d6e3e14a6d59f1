import { type HeardVote, PROPOSAL } from './heard-votes.js';
import { MIN_SAMPLES } from './samples.js';

/** What a node has heard of the votes on one subject: kinds of votes by sender, as bits, and who proposed it. */
interface Ballot {
  kinds: Map<number, number>;
  voters: Map<number, number>;
  proposer: number;
  first: number;
}

/**
 * The probability that a copy is lost, by votes that are missing: who has voted in one phase votes in the other one, too. Of
 * the votes that a node's other ones vouch for, it is the share that has not been heard, as where the effort of two counts
 * is told from what only one of them has seen (Petersen 1896; Chapman 1951). Only a phase in which more than a third have voted
 * counts, which are more than may be faulty, so that views that were given up do not. What is declared counts as five votes (the m-estimate of Cestnik 1990).
 *
 * Only votes that are sent directly tell anything: by gossip a vote is missing where all of its copies are lost.
 *
 * @param votes of one node @param until votes on what was heard of later may be under way, ns
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
      // Its proposal stands for one of its votes.
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
