import { NEVER } from '../../kernel/time.js';

/**
 * Nodes to whom something is due, in the order of its moments: a sorted list, since nearly always it is the first one whose
 * moment passes or moves, and then only a little.
 */
export class DueNodes {
  /** What is due to a node when, ns, and its order among simultaneous events. */
  readonly #at: Float64Array;
  readonly #order: Float64Array;
  /** The nodes, from {@link #first} on. */
  readonly #nodes: Int32Array;
  #first: number;
  /**
   * What is due next: when, ns, {@link NEVER} where nothing is; and its order among simultaneous events. It is a cell, since
   * numbers that functions return may be boxed.
   */
  readonly next = new Float64Array(2);

  constructor(nodes: number) {
    this.#at = new Float64Array(nodes);
    this.#order = new Float64Array(nodes);
    this.#nodes = new Int32Array(nodes);
    this.#first = nodes;
    this.#findNext();
  }

  clear(): void {
    this.#first = this.#nodes.length;
    this.#findNext();
  }

  /** To whom something is due next. */
  get node(): number {
    return this.#nodes[this.#first];
  }

  /** When something is due to a node to whom something is, ns. */
  at(node: number): number {
    return this.#at[node];
  }

  order(node: number): number {
    return this.#order[node];
  }

  /** Something is due to a node to whom nothing was. */
  add(node: number, at: number, order: number): void {
    const nodes = this.#nodes;
    const times = this.#at;
    this.#at[node] = at;
    this.#order[node] = order;
    let place = --this.#first;
    for (const last = nodes.length - 1; place < last; place++) {
      const other = nodes[place + 1];
      if (at < times[other] || (at === times[other] && order < this.#order[other])) break;
      nodes[place] = other;
    }
    nodes[place] = node;
    this.#findNext();
  }

  /** Nothing is due to a node any more to whom something was. */
  remove(node: number): void {
    const nodes = this.#nodes;
    let place = this.#first;
    while (nodes[place] !== node) place++;
    for (; place > this.#first; place--) nodes[place] = nodes[place - 1];
    this.#first++;
    this.#findNext();
  }

  /** What is due to a node comes at another moment. */
  move(node: number, at: number, order: number): void {
    this.remove(node);
    this.add(node, at, order);
  }

  #findNext(): void {
    const isNone = this.#first === this.#nodes.length;
    const node = isNone ? 0 : this.#nodes[this.#first];
    this.next[0] = isNone ? NEVER : this.#at[node];
    this.next[1] = isNone ? 0 : this.#order[node];
  }
}
