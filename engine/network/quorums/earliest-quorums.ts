import type { Votes } from './vote-arrivals.js';

/** Steps per node into which the time is divided in which votes sent now may arrive. */
const STEPS = 2;

/**
 * The earliest time at which every node can have enough votes. It need not be exact: the lower bounds of arrivals are
 * counted in steps from now, and the counts locate the k-th one to within some milliseconds.
 */
export class EarliestQuorums {
  /** Length of a step, ns. */
  readonly step = new Float64Array(1);
  /** Time from now until the vote of each node is sent at the earliest, with what it takes beyond latencies, ns. */
  readonly #votesAt: Float64Array;
  /** Number of votes that may arrive in each step. */
  readonly #counts: Int32Array;

  constructor(nodes: number) {
    this.#votesAt = new Float64Array(nodes);
    this.#counts = new Int32Array(STEPS * nodes + 1);
  }

  /**
   * Begins with the votes that are sent; those that are not may be sent now.
   *
   * @param sent number of votes @param now ns @param least minimum time of a vote in addition to its latency, ns
   * @param longest time in which nearly all votes arrive, ns
   */
  begin({ sender, sentAt }: Votes, sent: number, now: number, least: number, longest: number): void {
    const votesAt = this.#votesAt;
    this.step[0] = (longest + least + 1) / (this.#counts.length - 1);
    const start = now - least;
    votesAt.fill(least);
    for (let vote = 0; vote < sent; vote++) votesAt[sender[vote]] = sentAt[vote] - start;
  }

  /** @param latency from every node, infinite for a lost vote, from `row` on, ns @returns the number of steps from now */
  stepsUntil(needed: number, latency: Float64Array, row: number): number {
    const counts = this.#counts;
    const votesAt = this.#votesAt;
    const perStep = 1 / this.step[0];
    const last = counts.length - 1;
    counts.fill(0);
    for (let sender = 0; sender < votesAt.length; sender++) {
      // A vote that never arrives is counted in the last step, and arrivals before now in the first one.
      counts[Math.min(Math.max((votesAt[sender] + latency[row + sender]) * perStep, 0), last) | 0]++;
    }
    let passed = 0;
    let left = needed;
    while (left > counts[passed]) left -= counts[passed++];
    return passed;
  }
}
