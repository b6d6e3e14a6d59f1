import type { Fact } from '../model/facts.js';

/** Who votes on the primary, and on how many of them a phase counts: the 2f+1 fastest, whatever quorum decides. */
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

/** The delays of validators that count, of a block that the last of them has received or applied. ns */
export interface Counted {
  propagation: readonly number[];
  applied: readonly Phases[];
}

const NOTHING: Counted = { propagation: [], applied: [] };

/** What has become of one configuration block. */
export interface Reconfiguration {
  height: number;
  /** As it was when the configuration was agreed. */
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
  /** Whether the delays of the nodes that count have been handed out. */
  isReceiptCounted: boolean;
  isUseCounted: boolean;
}

/**
 * The management delays of Section 3.1, node by node: agreement until a quorum of management nodes has committed the
 * block, propagation until it arrives, update until it is applied. A node that has the block before it is agreed counts
 * no propagation, one that applies it before that no update either, and the phases sum to the total on every node.
 *
 * Each phase counts on the nodes that its own event reaches first, so that no phase is chosen by another: propagation on
 * the 2f+1 validators that received the block first, update and total on the 2f+1 that applied it first. How long nodes
 * wait for their rounds to end therefore does not move the propagation.
 */
export class Reconfigurations {
  readonly #nodes: number;
  readonly #open = new Map<number, Reconfiguration>();
  /** Who votes at present. */
  #voting: Voting = { validators: [], fastest: 0 };

  constructor(nodes: number) {
    this.#nodes = nodes;
  }

  /** By height, in the order in which they were heard of. */
  get open(): ReadonlyMap<number, Reconfiguration> {
    return this.#open;
  }

  /** @returns the delays that count from this fact on */
  record(at: number, fact: Fact): Counted {
    switch (fact.kind) {
      case 'epochStarted':
        this.#voting = fact;
        return NOTHING;
      case 'configurationAgreed':
        return this.#agreed(this.#at(fact.height), fact.due, at);
      case 'configurationReceived':
        return this.#received(this.#at(fact.height), fact.node, at, fact.round);
      case 'configurationApplied':
        return this.#applied(fact.node, fact.from, fact.to, at);
      default:
        return NOTHING;
    }
  }

  /**
   * Forgets the blocks of which nothing more can become, oldest first: they are agreed, and every node has applied them.
   *
   * @returns those blocks
   */
  forgetSettled(): Reconfiguration[] {
    const settled: Reconfiguration[] = [];
    for (const [height, reconfiguration] of this.#open) {
      if (reconfiguration.appliedBy < this.#nodes || Number.isNaN(reconfiguration.agreed)) break;
      settled.push(reconfiguration);
      this.#open.delete(height);
    }
    return settled;
  }

  #agreed(reconfiguration: Reconfiguration, due: number, at: number): Counted {
    reconfiguration.voting = this.#voting;
    reconfiguration.due = due;
    reconfiguration.agreed = at;
    return counted(reconfiguration);
  }

  #received(
    reconfiguration: Reconfiguration,
    node: number,
    at: number,
    round: { height: number; view: number },
  ): Counted {
    reconfiguration.received[node] = at;
    reconfiguration.roundHeight[node] = round.height;
    reconfiguration.roundView[node] = round.view;
    reconfiguration.receivedBy++;
    return counted(reconfiguration);
  }

  /** A node that skips blocks has applied them all. */
  #applied(node: number, from: number, to: number, at: number): Counted {
    const found = Array.from({ length: to - from }, (_, skipped) => {
      const reconfiguration = this.#at(from + 1 + skipped);
      reconfiguration.applied[node] = at;
      reconfiguration.appliedBy++;
      return counted(reconfiguration);
    });
    return found.length === 1
      ? found[0]
      : {
          propagation: found.flatMap(({ propagation }) => propagation),
          applied: found.flatMap(({ applied }) => applied),
        };
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

/** Hands out, once, the delays of the nodes that count. */
function counted(reconfiguration: Reconfiguration): Counted {
  const { agreed, voting, receivedBy, appliedBy } = reconfiguration;
  if (Number.isNaN(agreed)) return NOTHING;
  let { propagation, applied } = NOTHING;
  if (!reconfiguration.isReceiptCounted && receivedBy >= voting.fastest) {
    const first = firstValidators(voting, order(reconfiguration.received));
    reconfiguration.isReceiptCounted = first.length === voting.fastest;
    if (reconfiguration.isReceiptCounted) {
      propagation = first.map((node) => phasesOf(reconfiguration, node).propagation);
    }
  }
  if (!reconfiguration.isUseCounted && appliedBy >= voting.fastest) {
    const first = firstValidators(voting, order(reconfiguration.applied));
    reconfiguration.isUseCounted = first.length === voting.fastest;
    if (reconfiguration.isUseCounted) applied = first.map((node) => phasesOf(reconfiguration, node));
  }
  return { propagation, applied };
}

/** Nodes in the order of their times, ties by number; those without a time are left out. */
export function order(times: Float64Array): number[] {
  return Array.from(times.keys())
    .filter((node) => !Number.isNaN(times[node]))
    .sort((a, b) => times[a] - times[b] || a - b);
}

/** The first validators in the order, as many as count; fewer where it has not as many. */
export function firstValidators({ validators, fastest }: Voting, order: readonly number[]): number[] {
  return order.filter((node) => validators.includes(node)).slice(0, fastest);
}

export function phasesOf({ due, agreed, received, applied }: Reconfiguration, node: number): Phases {
  const agreement = agreed - due;
  const propagation = Math.max(0, received[node] - agreed);
  const update = Math.max(0, applied[node] - Math.max(received[node], agreed));
  return { agreement, propagation, update, total: agreement + propagation + update };
}
