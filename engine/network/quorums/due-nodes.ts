import { NEVER } from '../../kernel/time.js';

/**
 * Nodes with an upcoming event, as a list sorted by time. A list is fast because nearly always the first node's event
 * occurs or moves, and moves only a little.
 */
export class DueNodes {
  /** Time of a node's event, ns, and its order among simultaneous events. */
  readonly #at: Float64Array;
  readonly #order: Float64Array;
  /** The nodes, from {@link #first} on. */
  readonly #nodes: Int32Array;
  #first: number;
  /**
   * Time of the next event, ns, {@link NEVER} if there is none, and its order among simultaneous events. It is a typed
   * array because numbers that functions return may be boxed.
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

  /** The node of the next event. */
  get node(): number {
    return this.#nodes[this.#first];
  }

  /** Time of a node's event, ns. The node must have one. */
  at(node: number): number {
    return this.#at[node];
  }

  order(node: number): number {
    return this.#order[node];
  }

  /** Adds an event for a node that has none. */
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

  /** Removes the event of a node that has one. */
  remove(node: number): void {
    const nodes = this.#nodes;
    let place = this.#first;
    while (nodes[place] !== node) place++;
    for (; place > this.#first; place--) nodes[place] = nodes[place - 1];
    this.#first++;
    this.#findNext();
  }

  /** Moves the event of a node to another time. */
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
