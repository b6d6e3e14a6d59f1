import type { Network } from '../network/message.js';
import type { Tally } from './tally.js';
import type { VoteSets } from './vote-sets.js';

/** In place of the number of a quorum: the network does not watch the vote set. */
const NONE = -1;

/** A phase of a protocol: the kind of its messages, how many votes complete it, and where they are counted. */
export interface Phase {
  topic: number;
  kind: number;
  needed: number;
  tally: Tally;
  /** Whether every vote on a vote set must be delivered; called at the first vote on it. */
  mustDeliver(voteSet: number): boolean;
  /** Whether node must receive every vote on a vote set even if others need not; absent: no node. Called as {@link mustDeliver}. */
  hears?(node: number, voteSet: number): boolean;
  /** Called when a quorum is dissolved: its votes have been counted one by one, and every further one is delivered. */
  onDissolved?(voteSet: number): void;
}

/**
 * The votes of one phase of a protocol as its nodes send and count them. If the network can notify nodes of quorums, a
 * node is notified once it has enough votes; until then its tally lags behind by votes that change nothing.
 */
export class PhaseVotes {
  readonly #network: Network;
  readonly #phase: Phase;
  readonly #voteSets: VoteSets;
  /** By slot: the quorum of its vote set, {@link NONE} if every vote is delivered; and the handle of that vote set. */
  readonly #quorums: number[] = [];
  readonly #handles: number[] = [];

  constructor(network: Network, phase: Phase, voteSets: VoteSets) {
    this.#network = network;
    this.#phase = phase;
    this.#voteSets = voteSets;
  }

  /** Node votes. @param size of the vote, B @returns as {@link Tally.add} */
  cast(node: number, voteSet: number, size: number): number {
    const { topic, kind, tally, needed } = this.#phase;
    const { quorums } = this.#network;
    const handle = this.#voteSets.handle(voteSet);
    const height = this.#voteSets.height[voteSet];
    const view = this.#voteSets.view[voteSet];
    if (quorums && this.#handles[voteSet] !== handle) {
      this.#close(voteSet);
      this.#handles[voteSet] = handle;
      const quorum = this.#phase.mustDeliver(voteSet)
        ? NONE
        : quorums.open({ topic, kind, subject: handle, size, needed });
      this.#quorums[voteSet] = quorum;
      if (quorum !== NONE && this.#phase.hears)
        for (let other = 0; other < tally.nodes; other++)
          if (this.#phase.hears(other, voteSet)) quorums.hear(quorum, other);
    }
    if (this.#of(voteSet) !== NONE && !quorums?.isUndisturbed(this.#of(voteSet))) this.deliverAllOn(voteSet);
    const votes = tally.add(voteSet, node, node);
    const quorum = this.#of(voteSet);
    if (!quorums || quorum === NONE) this.#network.broadcast(topic, kind, node, handle, size, height, view);
    else if (quorums.vote(quorum, node, height, view)) return tally.reach(voteSet, node, needed);
    return votes;
  }

  /**
   * Node receives a vote, or is notified of a quorum.
   *
   * @param votes of the quorum that node is notified of, this one included; 0 for a single vote
   * @returns as {@link Tally.add}
   */
  receive(node: number, voteSet: number, sender: number, votes: number): number {
    const { tally } = this.#phase;
    return votes > 0 ? tally.reach(voteSet, node, votes) : tally.add(voteSet, node, sender);
  }

  /** Delivers to node every further vote on the vote set. */
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

  /** Delivers every vote from now on, because some node may lose votes that it has. */
  deliverAll(): void {
    for (const voteSet of this.#quorums.keys()) this.#dissolve(voteSet);
  }

  /** Delivers every vote on a vote set from now on, even if nobody has voted on it yet. */
  deliverAllOn(voteSet: number): void {
    const handle = this.#voteSets.handle(voteSet);
    if (this.#handles[voteSet] === handle) {
      this.#dissolve(voteSet);
      return;
    }
    this.#close(voteSet);
    this.#handles[voteSet] = handle;
  }

  /** Counts the votes on a vote set that have arrived; those in transit are delivered as messages. */
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
    this.#phase.onDissolved?.(voteSet);
  }

  /** Closes the quorums that the network watches: nobody votes any more. */
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
