/** Most ballots open at once; leaves room for two million uses of each in a ticket. */
const SLOTS = 1024;

/**
 * Votes on one content in one view of one height, as every node has counted them: a slot of typed arrays per ballot,
 * used again a few heights later. Counting ahead of time replaces a backlog: a vote that arrives before its receiver
 * has reached the height or view is there when it gets there.
 */
export class Ballots {
  readonly #nodes: number;
  readonly #words: number;
  height: number[] = [];
  view: number[] = [];
  content: number[] = [];
  /** The content is backed by a certificate of an earlier view. */
  certified: boolean[] = [];
  /** Votes that a node has, its own among them, at `slot * nodes + node`. */
  prepares = new Uint16Array(0);
  commits = new Uint16Array(0);
  /** 1 where a node has the proposal. */
  proposed = new Uint8Array(0);
  /** Senders whose votes a node has counted, as bits. */
  #prepared = new Int32Array(0);
  #committed = new Int32Array(0);
  /** How often a slot has been used before. */
  readonly #use: number[] = [];
  readonly #free: number[] = [];
  readonly #active: number[] = [];

  constructor(nodes: number) {
    this.#nodes = nodes;
    this.#words = (nodes + 31) >> 5;
  }

  /** The ballot on this content, opened if there is none. */
  open(height: number, view: number, content: number, certified: boolean): number {
    for (const slot of this.#active) {
      if (this.height[slot] === height && this.view[slot] === view && this.content[slot] === content) return slot;
    }
    const slot = this.#free.pop() ?? this.height.length;
    if (slot >= SLOTS) throw new RangeError(`more than ${SLOTS} ballots are open at once`);
    this.#use[slot] = (this.#use[slot] ?? -1) + 1;
    this.height[slot] = height;
    this.view[slot] = view;
    this.content[slot] = content;
    this.certified[slot] = certified;
    this.#active.push(slot);
    this.#clear(slot);
    return slot;
  }

  /** What a message about the ballot carries: its slot, and which use of the slot. */
  ticket(slot: number): number {
    return this.#use[slot] * SLOTS + slot;
  }

  /** The slot of a ticket, or -1 where the ballot has been forgotten since. */
  slot(ticket: number): number {
    const slot = ticket % SLOTS;
    return this.height[slot] >= 0 && this.#use[slot] * SLOTS + slot === ticket ? slot : -1;
  }

  /** Ballots of one height, in the order in which they were opened. */
  at(height: number): number[] {
    return this.#active.filter((slot) => this.height[slot] === height);
  }

  /** Gives back the slots of heights below this. */
  forget(height: number): void {
    for (let i = this.#active.length - 1; i >= 0; i--) {
      const slot = this.#active[i];
      if (this.height[slot] >= height) continue;
      this.#active.splice(i, 1);
      this.#free.push(slot);
      this.height[slot] = -1;
    }
  }

  /** Counts a prepare of sender at node, once. @returns the prepares that node has now, 0 for a repeated vote */
  prepare(slot: number, node: number, sender: number): number {
    const at = slot * this.#nodes + node;
    const word = at * this.#words + (sender >> 5);
    const bit = 1 << (sender & 31);
    if (this.#prepared[word] & bit) return 0;
    this.#prepared[word] |= bit;
    return ++this.prepares[at];
  }

  /** Counts a commit of sender at node, once. @returns the commits that node has now, 0 for a repeated vote */
  commit(slot: number, node: number, sender: number): number {
    const at = slot * this.#nodes + node;
    const word = at * this.#words + (sender >> 5);
    const bit = 1 << (sender & 31);
    if (this.#committed[word] & bit) return 0;
    this.#committed[word] |= bit;
    return ++this.commits[at];
  }

  /** Whose commits node has, ascending. */
  committers(slot: number, node: number): number[] {
    const first = (slot * this.#nodes + node) * this.#words;
    const senders: number[] = [];
    for (let sender = 0; sender < this.#nodes; sender++) {
      if (this.#committed[first + (sender >> 5)] & (1 << (sender & 31))) senders.push(sender);
    }
    return senders;
  }

  #clear(slot: number): void {
    const nodes = this.#nodes;
    const words = nodes * this.#words;
    if (this.proposed.length <= slot * nodes) this.#grow(Math.max(4, 2 * slot));
    this.prepares.fill(0, slot * nodes, (slot + 1) * nodes);
    this.commits.fill(0, slot * nodes, (slot + 1) * nodes);
    this.proposed.fill(0, slot * nodes, (slot + 1) * nodes);
    this.#prepared.fill(0, slot * words, (slot + 1) * words);
    this.#committed.fill(0, slot * words, (slot + 1) * words);
  }

  #grow(slots: number): void {
    const nodes = this.#nodes;
    const words = nodes * this.#words;
    const copy = <T extends Uint8Array | Uint16Array | Int32Array>(grown: T, old: T): T => {
      grown.set(old);
      return grown;
    };
    this.prepares = copy(new Uint16Array(slots * nodes), this.prepares);
    this.commits = copy(new Uint16Array(slots * nodes), this.commits);
    this.proposed = copy(new Uint8Array(slots * nodes), this.proposed);
    this.#prepared = copy(new Int32Array(slots * words), this.#prepared);
    this.#committed = copy(new Int32Array(slots * words), this.#committed);
  }
}
