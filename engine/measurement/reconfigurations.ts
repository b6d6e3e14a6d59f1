import { toSeconds } from '../kernel/time.js';
import type { Table } from '../model/results.js';
import { Recorder } from './recorder.js';

/** Who votes on the primary, and how many votes decide. */
export interface Voting {
  validators: readonly number[];
  quorum: number;
}

/** The delays of one node, ns. */
interface Phases {
  agreement: number;
  propagation: number;
  update: number;
  /** The sum of the three. */
  total: number;
}

/** Hears the delays of the validators that count, once the last of them has received or applied the block. ns */
export interface Counted {
  /** A node is among the first 2f+1 validators that received the block. */
  received(propagation: number): void;
  /** A node is among the first 2f+1 validators that applied the block. */
  applied(delays: Omit<Phases, 'propagation'>): void;
}

interface Reconfiguration {
  height: number;
  /** As it was when the configuration was decided. */
  voting: Voting;
  /** Times in ns; NaN until known. */
  due: number;
  decided: number;
  received: Float64Array;
  applied: Float64Array;
  /** Round of the primary that a node was in when it received the block. */
  roundHeight: Int32Array;
  roundView: Int32Array;
  /** Nodes that have received it, and that have applied it. */
  receivedBy: number;
  appliedBy: number;
  /** Whether the delays of the nodes that count have been told. */
  isArrivalTold: boolean;
  isUseTold: boolean;
}

/**
 * The management delays of Section 3.1, node by node: agreement until the first 2f+1 management nodes have committed the
 * block, propagation until it arrives, update until it is applied. A node that has the block before it is decided counts
 * no propagation, one that applies it before that no update either, and the phases sum to the total on every node.
 *
 * Each phase counts on the nodes that its own event reaches first, so that no phase is chosen by another: propagation on
 * the 2f+1 validators that received the block first, update and total on the 2f+1 that applied it first. How long nodes
 * wait for their rounds to end therefore does not move the propagation.
 */
export class Reconfigurations {
  readonly #voting: () => Voting;
  readonly #nodes: number;
  readonly #counted: Counted;
  readonly #open = new Map<number, Reconfiguration>();
  /** Rows of what is settled. */
  readonly rows = new Recorder({
    configuration: '',
    node: '',
    rank: '',
    counted: '',
    receivedRank: '',
    receivedCounted: '',
    received: 's',
    applied: 's',
    agreement: 's',
    propagation: 's',
    update: 's',
    total: 's',
    roundHeight: '',
    roundView: '',
  });

  /** @param voting who votes at present */
  constructor(nodes: number, voting: () => Voting, counted: Counted) {
    this.#nodes = nodes;
    this.#voting = voting;
    this.#counted = counted;
  }

  decided(height: number, due: number, now: number): void {
    const reconfiguration = this.#at(height);
    reconfiguration.voting = this.#voting();
    reconfiguration.due = due;
    reconfiguration.decided = now;
    this.#tell(reconfiguration);
  }

  received(height: number, node: number, now: number, round: { height: number; view: number }): void {
    const reconfiguration = this.#at(height);
    reconfiguration.received[node] = now;
    reconfiguration.roundHeight[node] = round.height;
    reconfiguration.roundView[node] = round.view;
    reconfiguration.receivedBy++;
    this.#tell(reconfiguration);
  }

  applied(height: number, node: number, now: number): void {
    const reconfiguration = this.#at(height);
    reconfiguration.applied[node] = now;
    reconfiguration.appliedBy++;
    this.#tell(reconfiguration);
  }

  /** Writes the rows of every reconfiguration that all nodes have applied, oldest first, from `warmup` (ns) on. */
  flush(warmup: number): void {
    for (const [height, reconfiguration] of this.#open) {
      if (reconfiguration.appliedBy < this.#nodes || Number.isNaN(reconfiguration.decided)) return;
      write(this.rows, reconfiguration, warmup);
      this.#open.delete(height);
    }
  }

  /** The rows so far, with those of reconfigurations that at least a quorum has applied. */
  table(warmup: number): Table {
    this.flush(warmup);
    const rows = this.rows.copy();
    for (const reconfiguration of this.#open.values()) {
      const { validators, quorum } = reconfiguration.voting;
      const appliers = validators.filter((node) => !Number.isNaN(reconfiguration.applied[node]));
      if (Number.isNaN(reconfiguration.decided) || appliers.length < quorum) continue;
      write(rows, reconfiguration, warmup);
    }
    return rows.table();
  }

  #tell(reconfiguration: Reconfiguration): void {
    const { isArrivalTold, isUseTold, decided, receivedBy, appliedBy, voting } = reconfiguration;
    if (Number.isNaN(decided)) return;
    if (!isArrivalTold && receivedBy >= voting.quorum) {
      const first = firstQuorum(voting, order(reconfiguration.received));
      reconfiguration.isArrivalTold = first.length === voting.quorum;
      if (reconfiguration.isArrivalTold) {
        for (const node of first) this.#counted.received(phasesOf(reconfiguration, node).propagation);
      }
    }
    if (!isUseTold && appliedBy >= voting.quorum) {
      const first = firstQuorum(voting, order(reconfiguration.applied));
      reconfiguration.isUseTold = first.length === voting.quorum;
      if (reconfiguration.isUseTold) {
        for (const node of first) this.#counted.applied(phasesOf(reconfiguration, node));
      }
    }
  }

  #at(height: number): Reconfiguration {
    let reconfiguration = this.#open.get(height);
    if (!reconfiguration) {
      reconfiguration = {
        height,
        voting: this.#voting(),
        due: Number.NaN,
        decided: Number.NaN,
        received: new Float64Array(this.#nodes).fill(Number.NaN),
        applied: new Float64Array(this.#nodes).fill(Number.NaN),
        roundHeight: new Int32Array(this.#nodes),
        roundView: new Int32Array(this.#nodes),
        receivedBy: 0,
        appliedBy: 0,
        isArrivalTold: false,
        isUseTold: false,
      };
      this.#open.set(height, reconfiguration);
    }
    return reconfiguration;
  }
}

/** Nodes in the order of their times, ties by number; those without a time are left out. */
function order(times: Float64Array): number[] {
  return Array.from(times.keys())
    .filter((node) => !Number.isNaN(times[node]))
    .sort((a, b) => times[a] - times[b] || a - b);
}

/** The first validators that are a quorum; fewer where the order has not as many. */
function firstQuorum({ validators, quorum }: Voting, order: readonly number[]): number[] {
  return order.filter((node) => validators.includes(node)).slice(0, quorum);
}

function phasesOf({ due, decided, received, applied }: Reconfiguration, node: number): Phases {
  const agreement = decided - due;
  const propagation = Math.max(0, received[node] - decided);
  const update = Math.max(0, applied[node] - Math.max(received[node], decided));
  return { agreement, propagation, update, total: agreement + propagation + update };
}

function write(rows: Recorder, reconfiguration: Reconfiguration, warmup: number): void {
  const { height, due, voting, received, applied, roundHeight, roundView } = reconfiguration;
  if (due < warmup) return;
  const receivers = order(received);
  const appliers = order(applied);
  const receivedRank = new Map(receivers.map((node, index) => [node, index + 1]));
  const receivedCounted = new Set(firstQuorum(voting, receivers));
  const counted = new Set(firstQuorum(voting, appliers));
  const late = receivers.filter((node) => Number.isNaN(applied[node]));
  [...appliers, ...late].forEach((node, index) => {
    const { agreement, propagation, update, total } = phasesOf(reconfiguration, node);
    rows.add(
      height,
      node,
      index + 1,
      counted.has(node) ? 1 : 0,
      receivedRank.get(node) ?? Number.NaN,
      receivedCounted.has(node) ? 1 : 0,
      toSeconds(received[node]),
      toSeconds(applied[node]),
      toSeconds(agreement),
      toSeconds(propagation),
      toSeconds(update),
      toSeconds(total),
      roundHeight[node],
      roundView[node],
    );
  });
}
