import { Ballots } from '../ballots.js';
import type { Tally } from '../tally.js';

/** Contents of ballots that are no block: votes for nil, and the tally of votes for anything. */
const NIL = -1;
const ANYTHING = -2;

/** Prevotes and precommits on every content of every round, on nil, and on anything at all. */
export class RoundVotes {
  readonly ballots: Ballots;
  readonly prevotes: Tally;
  readonly precommits: Tally;
  /** Slot of the tally of votes for anything in the same round, by slot. */
  readonly #anything: number[] = [];

  constructor(nodes: number) {
    this.ballots = new Ballots(nodes, 2);
    [this.prevotes, this.precommits] = this.ballots.phases;
  }

  /** The ballot on a content. @param proof round in which it had a quorum of prevotes, -1 without */
  open(height: number, round: number, content: number, proof: number): number {
    const anything = this.ballots.open(height, round, ANYTHING, -1);
    const ballot = this.ballots.open(height, round, content, proof);
    this.#anything[ballot] = anything;
    return ballot;
  }

  openNil(height: number, round: number): number {
    return this.open(height, round, NIL, -1);
  }

  /** The ballot on nil, -1 where nobody has voted for it. */
  nil(height: number, round: number): number {
    return this.ballots.find(height, round, NIL);
  }

  /** The tally of votes for anything, -1 where nobody has voted. */
  anythingIn(height: number, round: number): number {
    return this.ballots.find(height, round, ANYTHING);
  }

  /** The tally of votes for anything in the ballot's round. */
  anything(ballot: number): number {
    return this.#anything[ballot];
  }

  isBlock(ballot: number): boolean {
    return this.ballots.content[ballot] >= 0;
  }

  /** Who has sent node anything of later rounds than this, and the latest of them. */
  laterRounds(node: number, height: number, round: number, proposer: (round: number) => number): number[] {
    const { ballots } = this;
    const rounds = new Map<number, number>();
    for (const ballot of ballots.at(height)) {
      const later = ballots.view[ballot];
      if (later <= round) continue;
      const senders: number[] = [];
      if (ballots.content[ballot] === ANYTHING) {
        senders.push(...this.prevotes.voters(ballot, node), ...this.precommits.voters(ballot, node));
      } else if (ballots.isProposed(ballot, node)) {
        senders.push(proposer(later));
      }
      for (const sender of senders) rounds.set(sender, Math.max(later, rounds.get(sender) ?? 0));
    }
    return Array.from(rounds.values());
  }
}
