import { Tally } from './tally.js';

/** Maximum number of open vote sets. A handle then has room for two million uses of each slot. */
const SLOTS = 1024;

/**
 * The votes that every node has counted, by content, view and height. A vote set is a slot of typed arrays, which is used
 * again a few heights later. Votes are counted even before their receiver has reached the height or view, so no backlog
 * of messages is needed.
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
  /** At `slot * nodes + node`: not 0 if the node has the proposal. The protocol defines the bits. */
  proposed = new Uint8Array(0);
  /** How often a slot has been used before. */
  readonly #use: number[] = [];
  readonly #free: number[] = [];
  readonly #active: number[] = [];

  constructor(nodes: number, phases: number) {
    this.#nodes = nodes;
    this.phases = Array.from({ length: phases }, () => new Tally(nodes));
  }

  /** The vote set on this content. Opens one if there is none; if there are too many, the oldest one makes room. */
  open(height: number, view: number, content: number, proof: number): number {
    const found = this.find(height, view, content);
    if (found >= 0) return found;
    if (this.#active.length === SLOTS) this.#close(0);
    const slot = this.#free.pop() ?? this.height.length;
    if (this.height[slot] >= 0)
      throw new Error(`slot ${slot} of the vote sets should be free, but is open at height ${this.height[slot]}`);
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

  /** Identifies a vote set in messages: its slot, and which use of the slot it is. */
  handle(slot: number): number {
    return this.#use[slot] * SLOTS + slot;
  }

  /** The handle of the vote set on another content in the same height and view. */
  about(handle: number, content: number): number {
    const slot = this.slot(handle);
    return slot < 0 ? handle : this.handle(this.open(this.height[slot], this.view[slot], content, -1));
  }

  /** The slot of a handle; -1 if the vote set is forgotten. */
  slot(handle: number): number {
    const slot = handle % SLOTS;
    return this.height[slot] >= 0 && this.#use[slot] * SLOTS + slot === handle ? slot : -1;
  }

  /** The vote sets of a height, in the order in which they were opened. */
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

  /** Node loses the votes that it has received, except those that form a certificate. @param certificate votes that do */
  lose(node: number, certificate: number): void {
    for (const slot of this.#active) {
      const isCertified = this.phases.some(({ counts }) => counts[slot * this.#nodes + node] >= certificate);
      if (isCertified) continue;
      for (const tally of this.phases) tally.lose(slot, node);
      this.proposed[slot * this.#nodes + node] = 0;
    }
  }

  /** Frees the slots of earlier heights. */
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
