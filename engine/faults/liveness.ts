import type { Attendance } from '../model/attendance.js';

/** Which nodes are up. */
export class Liveness implements Attendance {
  /** Number of current crashes that keep a node down. */
  readonly #crashes: Int32Array;
  readonly #starts: Int32Array;
  readonly #gone: Uint8Array;

  constructor(nodes: number) {
    this.#crashes = new Int32Array(nodes);
    this.#starts = new Int32Array(nodes);
    this.#gone = new Uint8Array(nodes);
  }

  isAbsent(node: number): boolean {
    return this.#crashes[node] > 0;
  }

  isGone(node: number): boolean {
    return this.#gone[node] === 1;
  }

  /** How often node has restarted. */
  starts(node: number): number {
    return this.#starts[node];
  }

  /** Node crashes. @param forGood whether it never restarts @returns whether node was up until now */
  crash(node: number, forGood: boolean): boolean {
    if (forGood) this.#gone[node] = 1;
    return this.#crashes[node]++ === 0;
  }

  /** One crash of node ends. @returns whether node is up from now on: another crash may still keep it down */
  restart(node: number): boolean {
    if (--this.#crashes[node] > 0) return false;
    this.#starts[node]++;
    return true;
  }
}
