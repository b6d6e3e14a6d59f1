import { Tally } from './tally.js';

/** Most vote sets open at once; leaves room for two million uses of each in a handle. */
const SLOTS = 1024;

/**
 * Votes on one content in one view of one height, as every node has counted them: a slot of typed arrays per vote set,
 * used again a few heights later. Counting ahead of time replaces a backlog: a vote that arrives before its receiver
 * has reached the height or view is there when it gets there.
 */
export class VoteSets {
  readonly #nodes: number;
  height: number[] = [];
  view: number[] = [];
  content: number[] = [];
  /** View of the certificate that backs the content, -1 for a fresh proposal. */
  proof: number[] = [];
  /** Votes by phase. */
  readonly phases: readonly Tally[];
  /** Not 0 where a node has the proposal, at `slot * nodes + node`; what the bits mean is up to the protocol. */
  proposed = new Uint8Array(0);
  /** How often a slot has been used before. */
  readonly #use: number[] = [];
  readonly #free: number[] = [];
  readonly #active: number[] = [];

  constructor(nodes: number, phases: number) {
    this.#nodes = nodes;
    this.phases = Array.from({ length: phases }, () => new Tally(nodes));
  }

  /** The vote set on this content, opened if there is none, in the place of the oldest one if there are too many. */
  open(height: number, view: number, content: number, proof: number): number {
    const found = this.find(height, view, content);
    if (found >= 0) return found;
    if (this.#active.length === SLOTS) this.#close(0);
    const slot = this.#free.pop() ?? this.height.length;
    if (this.height[slot] >= 0)
      throw new Error(`slot ${slot} of the voteSets is free, and open at height ${this.height[slot]}`);
    this.#use[slot] = (this.#use[slot] ?? -1) + 1;
    this.height[slot] = height;
    this.view[slot] = view;
    this.content[slot] = content;
    this.proof[slot] = proof;
    this.#active.push(slot);
    this.#clear(slot);
    return slot;
  }

  /** The open vote set on this content, or -1. */
  find(height: number, view: number, content: number): number {
    for (const slot of this.#active) {
      if (this.height[slot] === height && this.view[slot] === view && this.content[slot] === content) return slot;
    }
    return -1;
  }

  /** What a message about the vote set carries: its slot, and which use of the slot. */
  handle(slot: number): number {
    return this.#use[slot] * SLOTS + slot;
  }

  /** The handle of the vote set on another content, in the height and view of one that a handle stands for. */
  about(handle: number, content: number): number {
    const slot = this.slot(handle);
    return slot < 0 ? handle : this.handle(this.open(this.height[slot], this.view[slot], content, -1));
  }

  /** The slot of a handle, or -1 where the vote set has been forgotten since. */
  slot(handle: number): number {
    const slot = handle % SLOTS;
    return this.height[slot] >= 0 && this.#use[slot] * SLOTS + slot === handle ? slot : -1;
  }

  /** VoteSets of one height, in the order in which they were opened. */
  at(height: number): number[] {
    const found: number[] = [];
    for (const slot of this.#active) if (this.height[slot] === height) found.push(slot);
    return found;
  }

  isProposed(slot: number, node: number): boolean {
    return this.proposed[slot * this.#nodes + node] !== 0;
  }

  /** Whether node has a content that was proposed at a height. */
  has(node: number, height: number, content: number): boolean {
    return this.#active.some(
      (slot) => this.height[slot] === height && this.content[slot] === content && this.isProposed(slot, node),
    );
  }

  /** Node loses what it has received, unless it has so many votes on a content that they are a certificate. */
  lose(node: number, certificate: number): void {
    for (const slot of this.#active) {
      const isCertified = this.phases.some(({ counts }) => counts[slot * this.#nodes + node] >= certificate);
      if (isCertified) continue;
      for (const tally of this.phases) tally.lose(slot, node);
      this.proposed[slot * this.#nodes + node] = 0;
    }
  }

  /** Gives back the slots of heights below this. */
  forget(height: number): void {
    for (let i = this.#active.length - 1; i >= 0; i--) {
      const slot = this.#active[i];
      if (this.height[slot] < height) this.#close(i);
    }
  }

  #close(index: number): void {
    const [slot] = this.#active.splice(index, 1);
    this.#free.push(slot);
    this.height[slot] = -1;
  }

  #clear(slot: number): void {
    const nodes = this.#nodes;
    if (this.proposed.length <= slot * nodes) this.#grow(Math.max(4, 2 * slot));
    for (const tally of this.phases) tally.clear(slot);
    this.proposed.fill(0, slot * nodes, (slot + 1) * nodes);
  }

  #grow(slots: number): void {
    const proposed = new Uint8Array(slots * this.#nodes);
    proposed.set(this.proposed);
    this.proposed = proposed;
    for (const tally of this.phases) tally.grow(slots);
  }
}
