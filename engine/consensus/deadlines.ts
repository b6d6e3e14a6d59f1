import { NEVER } from '../kernel/time.js';
import type { Network } from '../network/message.js';

/** One timer per node, re-armed only after it has fired, since a deadline moves with every round. Times in ns. */
export class Deadlines {
  readonly #network: Network;
  readonly #topic: number;
  readonly #kind: number;
  readonly #due: Float64Array;
  /** Time at which the node's timer will expire. */
  readonly #armed: Float64Array;

  /** @param kind number of the timers within the topic */
  constructor(network: Network, topic: number, kind: number, nodes: number) {
    this.#network = network;
    this.#topic = topic;
    this.#kind = kind;
    this.#due = new Float64Array(nodes).fill(NEVER);
    this.#armed = new Float64Array(nodes).fill(NEVER);
  }

  /** Moves node's deadline. @param at ns; {@link NEVER} removes it */
  set(node: number, at: number): void {
    this.#due[node] = at;
    if (at >= this.#armed[node] || at === NEVER) return;
    this.#armed[node] = at;
    this.#network.wake(at, this.#topic, node, this.#kind, 0);
  }

  /** Moves node's deadline to an earlier moment, not to a later one. */
  bringForward(node: number, at: number): void {
    if (at < this.#due[node]) this.set(node, at);
  }

  /** Node's deadline, ns; infinite if it has none. */
  of(node: number): number {
    return this.#due[node];
  }

  /** Removes node's deadline; its timer may still go off. */
  clear(node: number): void {
    this.#due[node] = NEVER;
  }

  /** Removes node's deadline and ignores its timer, should it still fire. */
  restart(node: number): void {
    this.#due[node] = NEVER;
    this.#armed[node] = NEVER;
  }

  /** A timer of node has gone off. @returns true if its deadline has come, and not only an earlier one */
  hasCome(node: number): boolean {
    const { now } = this.#network;
    if (now !== this.#armed[node]) return false;
    this.#armed[node] = NEVER;
    if (this.#due[node] <= now) return true;
    this.set(node, this.#due[node]);
    return false;
  }
}
