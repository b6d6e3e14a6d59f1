/**
 * The votes of one phase that every node has counted on every vote set, once per sender. Typed arrays, at
 * `slot * nodes + node`.
 */
export class Tally {
  readonly nodes: number;
  readonly #words: number;
  /** Votes that a node has, its own among them. */
  counts = new Uint16Array(0);
  /** Senders whose votes a node has counted, as bits. */
  #senders = new Int32Array(0);

  constructor(nodes: number) {
    this.nodes = nodes;
    this.#words = (nodes + 31) >> 5;
  }

  /** Counts a vote of sender at node, once. @returns the votes that node has now, 0 for a repeated one */
  add(slot: number, node: number, sender: number): number {
    const at = slot * this.nodes + node;
    const word = at * this.#words + (sender >> 5);
    const bit = 1 << (sender & 31);
    if (this.#senders[word] & bit) return 0;
    this.#senders[word] |= bit;
    return ++this.counts[at];
  }

  /** Node has at least so many votes, whoever sent them. @returns the votes that it has now */
  reach(slot: number, node: number, votes: number): number {
    const at = slot * this.nodes + node;
    if (this.counts[at] < votes) this.counts[at] = votes;
    return this.counts[at];
  }

  has(slot: number, node: number, sender: number): boolean {
    const at = slot * this.nodes + node;
    return (this.#senders[at * this.#words + (sender >> 5)] & (1 << (sender & 31))) !== 0;
  }

  /** Nodes whose votes node has, ascending. */
  voters(slot: number, node: number): number[] {
    const senders: number[] = [];
    for (let sender = 0; sender < this.nodes; sender++) if (this.has(slot, node, sender)) senders.push(sender);
    return senders;
  }

  /** Node loses the votes that it has on a vote set. */
  lose(slot: number, node: number): void {
    const at = slot * this.nodes + node;
    this.counts[at] = 0;
    this.#senders.fill(0, at * this.#words, (at + 1) * this.#words);
  }

  clear(slot: number): void {
    const nodes = this.nodes;
    const words = nodes * this.#words;
    this.counts.fill(0, slot * nodes, (slot + 1) * nodes);
    this.#senders.fill(0, slot * words, (slot + 1) * words);
  }

  grow(slots: number): void {
    const counts = new Uint16Array(slots * this.nodes);
    counts.set(this.counts);
    this.counts = counts;
    const senders = new Int32Array(slots * this.nodes * this.#words);
    senders.set(this.#senders);
    this.#senders = senders;
  }
}
