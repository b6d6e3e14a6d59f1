import type { Tally } from '../tally.js';
import { VoteSets } from '../vote-sets.js';

/** The content of vote sets that are not about a block: votes for nil, and the tally of votes for anything. */
const NIL = -1;
const ANYTHING = -2;

/** Prevotes and precommits on every content of every round, on nil, and on anything at all. */
export class RoundVotes {
  readonly voteSets: VoteSets;
  readonly prevotes: Tally;
  readonly precommits: Tally;
  /** Slot of the tally of votes for anything in the same round, by slot. */
  readonly #anything: number[] = [];
  /** By slot of such a tally: the contents of its round, that of nil among them; and the handle of the tally. */
  readonly #contents: number[] = [];
  readonly #handles: number[] = [];

  constructor(nodes: number) {
    this.voteSets = new VoteSets(nodes, 2);
    [this.prevotes, this.precommits] = this.voteSets.phases;
  }

  /** The vote set on a content. @param proof round in which it had a quorum of prevotes, -1 without */
  open(height: number, round: number, content: number, proof: number): number {
    const { voteSets } = this;
    const found = voteSets.find(height, round, content);
    if (found >= 0) return found;
    const anything = voteSets.open(height, round, ANYTHING, -1);
    const isFirst = this.#handles[anything] !== voteSets.handle(anything);
    this.#contents[anything] = isFirst ? 1 : this.#contents[anything] + 1;
    this.#handles[anything] = voteSets.handle(anything);
    const voteSet = voteSets.open(height, round, content, proof);
    this.#anything[voteSet] = anything;
    return voteSet;
  }

  openNil(height: number, round: number): number {
    return this.open(height, round, NIL, -1);
  }

  /** The vote set on nil; -1 if nobody has voted for it. */
  nil(height: number, round: number): number {
    return this.voteSets.find(height, round, NIL);
  }

  /** The tally of votes for anything; -1 if nobody has voted. */
  anythingIn(height: number, round: number): number {
    return this.voteSets.find(height, round, ANYTHING);
  }

  /** The tally of votes for anything in the vote set's round. */
  anything(voteSet: number): number {
    return this.#anything[voteSet];
  }

  /** Whether the vote set is the only one of its round: no node has voted for another content, or for nil. */
  isOnly(voteSet: number): boolean {
    return this.#contents[this.#anything[voteSet]] === 1;
  }

  /** The vote sets of a round, that on nil among them. */
  contents(height: number, round: number): number[] {
    const { voteSets } = this;
    return voteSets.at(height).filter((at) => voteSets.view[at] === round && voteSets.content[at] !== ANYTHING);
  }

  /**
   * Node has received a vote on a vote set, which is also one for anything.
   *
   * @param votes of the quorum that node is notified of, this one included; 0 for a single vote
   * @returns votes for anything as {@link Tally.add}
   */
  countForAnything(tally: Tally, node: number, voteSet: number, sender: number, votes: number): number {
    const anything = this.#anything[voteSet];
    return votes > 0 ? tally.reach(anything, node, votes) : tally.add(anything, node, sender);
  }

  /**
   * Node votes on a vote set, and so for anything.
   *
   * @param votes on the vote set that node has then; 0 for a repeated one
   * @returns votes for anything as {@link Tally.add}
   */
  castForAnything(tally: Tally, node: number, voteSet: number, votes: number): number {
    const anything = this.#anything[voteSet];
    const own = tally.add(anything, node, node);
    return own > 0 ? tally.reach(anything, node, votes) : 0;
  }

  /** The votes on the only content of a round are counted one by one from now on, as those for anything are. */
  recount(tally: Tally, voteSet: number): void {
    const anything = this.#anything[voteSet];
    tally.clear(anything);
    for (let node = 0; node < tally.nodes; node++)
      for (const sender of tally.voters(voteSet, node)) tally.add(anything, node, sender);
  }

  isBlock(voteSet: number): boolean {
    return this.voteSets.content[voteSet] >= 0;
  }

  /** The nodes whose precommits of a round node has, whatever they are for. */
  precommitters(node: number, height: number, round: number): number[] {
    const anything = this.anythingIn(height, round);
    return anything < 0 ? [] : this.precommits.voters(anything, node);
  }

  /** Those of them that have not precommitted the block of this vote set; for a vote set on nil, those that have precommitted nil. */
  refusals(node: number, voteSet: number): number[] {
    if (!this.isBlock(voteSet)) return this.precommits.voters(voteSet, node);
    const anything = this.precommits.voters(this.#anything[voteSet], node);
    return anything.filter((sender) => !this.precommits.has(voteSet, node, sender));
  }

  /** The nodes that have sent node messages of later rounds, each with its latest round; the latest first. */
  laterRounds(
    node: number,
    height: number,
    round: number,
    proposer: (round: number) => number,
  ): { sender: number; round: number }[] {
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
    return Array.from(rounds, ([sender, latest]) => ({ sender, round: latest })).sort((a, b) => b.round - a.round);
  }
}
