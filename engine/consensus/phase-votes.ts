import type { Network } from '../network/message.js';
import type { Tally } from './tally.js';
import type { VoteSets } from './vote-sets.js';

/** Votes that the vote sets of a phase have not been opened for. */
const NONE = -1;

/** What a phase is: the kind of its messages, how many votes complete it, and where those are counted. */
export interface Phase {
  topic: number;
  kind: number;
  needed: number;
  tally: Tally;
  /** Whether every vote on a vote set is delivered; called at the first vote on it. */
  isTold(voteSet: number): boolean;
}

/**
 * The votes of one phase of a protocol as its nodes send and count them. If the network can notify nodes of quorums, a
 * node is notified once it has enough votes; until then its tally lags behind by votes that change nothing.
 */
export class PhaseVotes {
  readonly #network: Network;
  readonly #phase: Phase;
  readonly #voteSets: VoteSets;
  /** The quorum of a vote set, {@link NONE} where every vote is told; and the handle of the vote set that it is of. */
  readonly #quorums: number[] = [];
  readonly #handles: number[] = [];

  constructor(network: Network, phase: Phase, voteSets: VoteSets) {
    this.#network = network;
    this.#phase = phase;
    this.#voteSets = voteSets;
  }

  /** Node votes. @param size of the vote, B */
  cast(node: number, voteSet: number, size: number): void {
    const { topic, kind, tally, needed } = this.#phase;
    const { quorums } = this.#network;
    const handle = this.#voteSets.handle(voteSet);
    const height = this.#voteSets.height[voteSet];
    const view = this.#voteSets.view[voteSet];
    if (quorums && this.#handles[voteSet] !== handle) {
      this.#close(voteSet);
      this.#handles[voteSet] = handle;
      this.#quorums[voteSet] = this.#phase.isTold(voteSet)
        ? NONE
        : quorums.open({ topic, kind, subject: handle, size, needed });
    }
    if (this.#of(voteSet) !== NONE && !quorums?.isUndisturbed(this.#of(voteSet))) this.tellAll(voteSet);
    tally.add(voteSet, node, node);
    const quorum = this.#of(voteSet);
    if (!quorums || quorum === NONE) this.#network.broadcast(topic, kind, node, handle, size, height, view);
    else if (quorums.vote(quorum, node, height, view)) tally.reach(voteSet, node, needed);
  }

  /** Node is told of a vote. @param votes that it has with this one, where it is told of quorums; else 0 @returns as `Tally.add` */
  receive(node: number, voteSet: number, sender: number, votes: number): number {
    const { tally } = this.#phase;
    return votes > 0 ? tally.reach(voteSet, node, votes) : tally.add(voteSet, node, sender);
  }

  /** Node is to be told of every vote on the vote set that comes now. */
  listen(node: number, voteSet: number): void {
    const quorum = this.#of(voteSet);
    if (quorum !== NONE) this.#network.quorums?.listen(quorum, node);
  }

  /** Nodes whose votes node has, ascending. */
  voters(node: number, voteSet: number): number[] {
    const { quorums } = this.#network;
    const quorum = this.#of(voteSet);
    return quorums && quorum !== NONE ? quorums.voters(quorum, node) : this.#phase.tally.voters(voteSet, node);
  }

  /** Every vote is delivered from now on, since some node may lose votes that it has. */
  tellEach(): void {
    for (const voteSet of this.#quorums.keys()) this.#dissolve(voteSet);
  }

  /** Every vote on a vote set is told from now on, whether anybody has voted on it yet or not. */
  tellAll(voteSet: number): void {
    const handle = this.#voteSets.handle(voteSet);
    if (this.#handles[voteSet] === handle) {
      this.#dissolve(voteSet);
      return;
    }
    this.#close(voteSet);
    this.#handles[voteSet] = handle;
  }

  /** Counts the votes on a vote set that have arrived; those under way are delivered as messages. */
  #dissolve(voteSet: number): void {
    const { quorums } = this.#network;
    const quorum = this.#of(voteSet);
    if (!quorums || quorum === NONE) return;
    const { tally } = this.#phase;
    tally.clear(voteSet);
    for (let node = 0; node < tally.nodes; node++) {
      for (const sender of quorums.voters(quorum, node)) tally.add(voteSet, node, sender);
    }
    quorums.dissolve(quorum);
    this.#quorums[voteSet] = NONE;
  }

  /** Nobody votes any more. */
  end(): void {
    for (const voteSet of this.#quorums.keys()) this.#close(voteSet);
  }

  #of(voteSet: number): number {
    return this.#handles[voteSet] === this.#voteSets.handle(voteSet) ? this.#quorums[voteSet] : NONE;
  }

  #close(voteSet: number): void {
    const quorum = this.#quorums[voteSet] ?? NONE;
    if (quorum !== NONE) this.#network.quorums?.close(quorum);
    this.#quorums[voteSet] = NONE;
    this.#handles[voteSet] = NONE;
  }
}
