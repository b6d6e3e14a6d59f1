import { NEVER } from '../../kernel/time.js';
import type { Deadlines } from '../deadlines.js';

/** A round's timeout is shared by its three steps as 3 : 1 : 1, the proportions of CometBFT's defaults (3 s, 1 s, 1 s). */
export const PROPOSE_SHARE = 3 / 5;
const VOTE_SHARE = 1 / 5;

/** The cause of a timeout: a step, a quorum of equal prevotes, or a quorum of equal precommits. */
export type Due = 'step' | 'prevotes' | 'precommits';

/** The timeouts of Algorithm 1 for every node. Times in ns. */
export class RoundTimers {
  readonly #deadlines: Deadlines;
  readonly #timeout: (node: number, round: number) => number;
  readonly #step: Float64Array;
  /** 1 where the step ends by `timeoutPrevote`. */
  readonly #prevotes: Uint8Array;
  readonly #precommits: Float64Array;

  /** @param timeout gives the timeout of a whole round, ns */
  constructor(deadlines: Deadlines, timeout: (node: number, round: number) => number, nodes: number) {
    this.#deadlines = deadlines;
    this.#timeout = timeout;
    this.#step = new Float64Array(nodes).fill(NEVER);
    this.#prevotes = new Uint8Array(nodes);
    this.#precommits = new Float64Array(nodes).fill(NEVER);
  }

  /** A round starts: `timeoutPropose`. */
  startRound(node: number, round: number, at: number): void {
    this.#precommits[node] = NEVER;
    this.#endStep(node, at + this.#timeout(node, round) * PROPOSE_SHARE);
  }

  /** A step starts or continues; after a whole timeout node retransmits its votes. */
  startStep(node: number, round: number, now: number): void {
    this.#endStep(node, now + this.#timeout(node, round));
  }

  /** `timeoutPrevote`, started once in a step. */
  awaitPrevotes(node: number, round: number, now: number): void {
    if (this.#prevotes[node]) return;
    this.#endStep(node, now + this.#timeout(node, round) * VOTE_SHARE);
    this.#prevotes[node] = 1;
  }

  /** `timeoutPrecommit`, started once in a round. */
  awaitPrecommits(node: number, round: number, now: number): void {
    if (this.#precommits[node] < NEVER) return;
    this.#precommits[node] = now + this.#timeout(node, round) * VOTE_SHARE;
    this.#arm(node);
  }

  restart(node: number): void {
    this.#precommits[node] = NEVER;
    this.#deadlines.restart(node);
  }

  stop(node: number): void {
    this.#deadlines.clear(node);
  }

  /** A timer of node has gone off. @returns its cause; undefined if it no longer applies */
  due(node: number, now: number): Due | undefined {
    if (!this.#deadlines.hasCome(node)) return undefined;
    if (this.#precommits[node] <= now) return 'precommits';
    return this.#prevotes[node] ? 'prevotes' : 'step';
  }

  #endStep(node: number, at: number): void {
    this.#step[node] = at;
    this.#prevotes[node] = 0;
    this.#arm(node);
  }

  #arm(node: number): void {
    this.#deadlines.set(node, Math.min(this.#step[node], this.#precommits[node]));
  }
}
