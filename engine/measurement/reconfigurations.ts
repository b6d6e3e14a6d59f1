import type { FactReader } from '../model/fact-readers.js';

/** The voters of the primary, and the number of fastest ones that are measured: 2f+1, whatever quorum decides. */
export interface Voting {
  validators: readonly number[];
  fastest: number;
}

/** The delays of one node, ns. */
export interface Phases {
  agreement: number;
  propagation: number;
  update: number;
  /** The sum of the three. */
  total: number;
}

/** Receives the delays of the measured validators once the last of them has received or applied the block, ns. */
export interface Counted {
  received(at: number, propagation: number): void;
  applied(at: number, delays: Phases): void;
}

/** The progress of one configuration block. */
export interface Reconfiguration {
  height: number;
  /** The validators and quorum when the configuration was agreed. */
  voting: Voting;
  /** Times in ns; NaN until known. */
  due: number;
  agreed: number;
  received: Float64Array;
  applied: Float64Array;
  /** Round of the primary that a node was in when it received the block. */
  roundHeight: Int32Array;
  roundView: Int32Array;
  /** Nodes that have received it, and that have applied it. */
  receivedBy: number;
  appliedBy: number;
  /** Whether the delays of the measured nodes have been reported. */
  isReceiptCounted: boolean;
  isUseCounted: boolean;
}

/**
 * The management delays of Section 3.1, node by node: agreement until a quorum of management nodes has committed the
 * block, propagation until it arrives, update until it is applied. A node that has the block before it is agreed counts
 * no propagation, one that applies it before that no update either, and the phases sum to the total on every node.
 *
 * Each phase is measured on the nodes that its own event reaches first, so that no phase is chosen by another:
 * propagation on the 2f+1 validators that received the block first, update and total on the 2f+1 that applied it first.
 * How long nodes wait for their rounds to end therefore does not move the propagation.
 */
export class Reconfigurations {
  readonly #nodes: number;
  readonly #counted: Counted | undefined;
  readonly #open = new Map<number, Reconfiguration>();
  /** Nodes that are down for the rest of the run, and are not waited for. */
  readonly #gone = new Set<number>();
  /** The current validators. */
  #voting: Voting = { validators: [], fastest: 0 };

  constructor(nodes: number, counted?: Counted) {
    this.#nodes = nodes;
    this.#counted = counted;
  }

  /** Unfinished blocks by height, in the order in which they became known. */
  get open(): ReadonlyMap<number, Reconfiguration> {
    return this.#open;
  }

  readonly reader: FactReader = {
    epochStarted: (_, { validators, fastest }) => {
      this.#voting = { validators, fastest };
    },
    configurationAgreed: (at, { height, due }) => this.#agreed(at, this.#at(height), due),
    configurationReceived: (at, { height, node, round }) => this.#received(at, this.#at(height), node, round),
    nodeCrashed: (_, { node, isForGood }) => {
      if (isForGood) this.#gone.add(node);
    },
    configurationApplied: (at, { node, from, to }) => {
      for (let height = from + 1; height <= to; height++) this.#applied(at, this.#at(height), node);
    },
  };

  /**
   * Forgets finished blocks, oldest first: those that are agreed and applied by every node that is not down for good.
   *
   * @returns those blocks
   */
  forgetSettled(): Reconfiguration[] {
    const settled: Reconfiguration[] = [];
    for (const [height, reconfiguration] of this.#open) {
      if (Number.isNaN(reconfiguration.agreed) || !this.#isApplied(reconfiguration)) break;
      settled.push(reconfiguration);
      this.#open.delete(height);
    }
    return settled;
  }

  #isApplied({ applied, appliedBy }: Reconfiguration): boolean {
    if (appliedBy === this.#nodes || this.#gone.size === 0) return appliedBy === this.#nodes;
    return applied.every((time, node) => !Number.isNaN(time) || this.#gone.has(node));
  }

  #agreed(at: number, reconfiguration: Reconfiguration, due: number): void {
    reconfiguration.voting = this.#voting;
    reconfiguration.due = due;
    reconfiguration.agreed = at;
    this.#count(at, reconfiguration);
  }

  #received(at: number, reconfiguration: Reconfiguration, node: number, round: { height: number; view: number }): void {
    reconfiguration.received[node] = at;
    reconfiguration.roundHeight[node] = round.height;
    reconfiguration.roundView[node] = round.view;
    reconfiguration.receivedBy++;
    this.#count(at, reconfiguration);
  }

  #applied(at: number, reconfiguration: Reconfiguration, node: number): void {
    reconfiguration.applied[node] = at;
    reconfiguration.appliedBy++;
    this.#count(at, reconfiguration);
  }

  /** Reports the delays of the measured nodes, once. */
  #count(at: number, reconfiguration: Reconfiguration): void {
    const { agreed, voting, receivedBy, appliedBy } = reconfiguration;
    if (!this.#counted || Number.isNaN(agreed)) return;
    if (!reconfiguration.isReceiptCounted && receivedBy >= voting.fastest) {
      const first = firstValidators(voting, nodesByTime(reconfiguration.received));
      reconfiguration.isReceiptCounted = first.length === voting.fastest;
      if (reconfiguration.isReceiptCounted) {
        for (const node of first) this.#counted.received(at, phasesOf(reconfiguration, node).propagation);
      }
    }
    if (!reconfiguration.isUseCounted && appliedBy >= voting.fastest) {
      const first = firstValidators(voting, nodesByTime(reconfiguration.applied));
      reconfiguration.isUseCounted = first.length === voting.fastest;
      if (reconfiguration.isUseCounted) {
        for (const node of first) this.#counted.applied(at, phasesOf(reconfiguration, node));
      }
    }
  }

  #at(height: number): Reconfiguration {
    let reconfiguration = this.#open.get(height);
    if (!reconfiguration) {
      reconfiguration = {
        height,
        voting: this.#voting,
        due: Number.NaN,
        agreed: Number.NaN,
        received: new Float64Array(this.#nodes).fill(Number.NaN),
        applied: new Float64Array(this.#nodes).fill(Number.NaN),
        roundHeight: new Int32Array(this.#nodes),
        roundView: new Int32Array(this.#nodes),
        receivedBy: 0,
        appliedBy: 0,
        isReceiptCounted: false,
        isUseCounted: false,
      };
      this.#open.set(height, reconfiguration);
    }
    return reconfiguration;
  }
}

/** Nodes in the order of their times, ties by number; without those that have no time yet. */
export function nodesByTime(times: Float64Array): number[] {
  return Array.from(times.keys())
    .filter((node) => !Number.isNaN(times[node]))
    .sort((a, b) => times[a] - times[b] || a - b);
}

/** The measured validators, in order; fewer while not enough have a time. */
export function firstValidators({ validators, fastest }: Voting, order: readonly number[]): number[] {
  return order.filter((node) => validators.includes(node)).slice(0, fastest);
}

/** The delays of a block on one node, ns; NaN while unknown. */
export function phasesOf({ due, agreed, received, applied }: Reconfiguration, node: number): Phases {
  const agreement = agreed - due;
  const propagation = Math.max(0, received[node] - agreed);
  const update = Math.max(0, applied[node] - Math.max(received[node], agreed));
  return { agreement, propagation, update, total: agreement + propagation + update };
}
