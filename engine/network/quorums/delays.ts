import type { Ways } from './ways.js';

/**
 * The delays of the votes of a quorum, by `to * nodes + from`, ns: lower bounds, which are the latencies of the paths, until the
 * delays themselves are known.
 */
export class Delays {
  least: Float64Array = new Float64Array(0);
  /** The longest one that is known, ns. */
  longest = 0;
  readonly #nodes: number;
  #latency = this.least;
  /** The array for known delays, once there are any. */
  #known: Float64Array | undefined;

  constructor(nodes: number) {
    this.#nodes = nodes;
  }

  begin({ latency }: Ways): void {
    this.#latency = latency;
    this.least = latency;
    this.longest = 0;
  }

  /** The vote of a node does not reach another one. */
  lose(from: number, to: number): void {
    this.#copied()[to * this.#nodes + from] = Number.POSITIVE_INFINITY;
  }

  /**
   * The vote of a node reaches the first `count` receivers, and no others.
   * @param times of the arrivals, ascending, ns @param sentAt ns
   */
  fix(from: number, sentAt: number, receivers: Int32Array, times: Float64Array, count: number): void {
    const nodes = this.#nodes;
    const delays = this.#copied();
    for (let way = from; way < delays.length; way += nodes) delays[way] = Number.POSITIVE_INFINITY;
    // As in `Ways`: it has its own vote before all others.
    delays[from * nodes + from] = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < count; i++) delays[receivers[i] * nodes + from] = times[i] - sentAt;
    if (count > 0) this.longest = Math.max(this.longest, times[count - 1] - sentAt);
  }

  #copied(): Float64Array {
    if (this.least === this.#latency) {
      this.#known ??= new Float64Array(this.#latency.length);
      this.#known.set(this.#latency);
      this.least = this.#known;
    }
    return this.least;
  }
}
