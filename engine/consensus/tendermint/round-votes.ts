import type { Tally } from '../tally.js';
import { VoteSets } from '../vote-sets.js';

/** Contents of vote sets that are no block: votes for nil, and the tally of votes for anything. */
const NIL = -1;
const ANYTHING = -2;

/** Prevotes and precommits on every content of every round, on nil, and on anything at all. */
export class RoundVotes {
  readonly voteSets: VoteSets;
  readonly prevotes: Tally;
  readonly precommits: Tally;
  /** Slot of the tally of votes for anything in the same round, by slot. */
  readonly #anything: number[] = [];

  constructor(nodes: number) {
    this.voteSets = new VoteSets(nodes, 2);
    [this.prevotes, this.precommits] = this.voteSets.phases;
  }

  /** The vote set on a content. @param proof round in which it had a quorum of prevotes, -1 without */
  open(height: number, round: number, content: number, proof: number): number {
    const anything = this.voteSets.open(height, round, ANYTHING, -1);
    const voteSet = this.voteSets.open(height, round, content, proof);
    this.#anything[voteSet] = anything;
    return voteSet;
  }

  openNil(height: number, round: number): number {
    return this.open(height, round, NIL, -1);
  }

  /** The vote set on nil, -1 where nobody has voted for it. */
  nil(height: number, round: number): number {
    return this.voteSets.find(height, round, NIL);
  }

  /** The tally of votes for anything, -1 where nobody has voted. */
  anythingIn(height: number, round: number): number {
    return this.voteSets.find(height, round, ANYTHING);
  }

  /** The tally of votes for anything in the vote set's round. */
  anything(voteSet: number): number {
    return this.#anything[voteSet];
  }

  isBlock(voteSet: number): boolean {
    return this.voteSets.content[voteSet] >= 0;
  }

  /** Who has sent node anything of later rounds than this, and the latest of them. */
  laterRounds(node: number, height: number, round: number, proposer: (round: number) => number): number[] {
    const { voteSets } = this;
    const rounds = new Map<number, number>();
    for (const voteSet of voteSets.at(height)) {
      const later = voteSets.view[voteSet];
      if (later <= round) continue;
      const senders: number[] = [];
      if (voteSets.content[voteSet] === ANYTHING) {
        senders.push(...this.prevotes.voters(voteSet, node), ...this.precommits.voters(voteSet, node));
      } else if (voteSets.isProposed(voteSet, node)) {
        senders.push(proposer(later));
      }
      for (const sender of senders) rounds.set(sender, Math.max(later, rounds.get(sender) ?? 0));
    }
    return Array.from(rounds.values());
  }
}
