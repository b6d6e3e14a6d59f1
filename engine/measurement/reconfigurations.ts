import { toSeconds } from '../kernel/time.js';
import type { Table } from '../model/results.js';
import { Recorder } from './recorder.js';

/** Who votes on the primary, and how many votes decide. */
export interface Voting {
  validators: readonly number[];
  quorum: number;
}

/** The delays of one node, ns. */
export interface Phases {
  agreement: number;
  propagation: number;
  update: number;
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
  /** Nodes that have applied it. */
  appliedBy: number;
  /** Whether the delays of the nodes that count have been told. */
  isTold: boolean;
}

/**
 * The management delays of Section 3.1, node by node: agreement until the decision, propagation until the block
 * arrives, update until it is applied. A node that has the block before it is decided counts no propagation, and the
 * phases sum to the total. Counted are the 2f+1 validators that applied first.
 */
export class Reconfigurations {
  readonly #voting: () => Voting;
  readonly #nodes: number;
  readonly #counted: (phases: Phases) => void;
  readonly #open = new Map<number, Reconfiguration>();
  /** Rows of what is settled. */
  readonly rows = new Recorder({
    configuration: '',
    node: '',
    rank: '',
    counted: '',
    received: 's',
    applied: 's',
    agreement: 's',
    propagation: 's',
    update: 's',
    total: 's',
    roundHeight: '',
    roundView: '',
  });

  /**
   * @param voting who votes at present
   * @param counted hears the delays of the 2f+1 validators that applied first, once the last of them has
   */
  constructor(nodes: number, voting: () => Voting, counted: (phases: Phases) => void) {
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
    const { isTold, decided, appliedBy, voting } = reconfiguration;
    if (isTold || Number.isNaN(decided) || appliedBy < voting.quorum) return;
    const counted = countedNodes(reconfiguration, order(reconfiguration));
    if (counted.length < voting.quorum) return;
    reconfiguration.isTold = true;
    for (const node of counted) this.#counted(phasesOf(reconfiguration, node));
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
        appliedBy: 0,
        isTold: false,
      };
      this.#open.set(height, reconfiguration);
    }
    return reconfiguration;
  }
}

/** Nodes in the order in which they applied the block. */
function order({ applied }: Reconfiguration): number[] {
  return Array.from(applied.keys())
    .filter((node) => !Number.isNaN(applied[node]))
    .sort((a, b) => applied[a] - applied[b] || a - b);
}

function countedNodes({ voting }: Reconfiguration, order: readonly number[]): number[] {
  return order.filter((node) => voting.validators.includes(node)).slice(0, voting.quorum);
}

function phasesOf({ due, decided, received, applied }: Reconfiguration, node: number): Phases {
  return {
    agreement: decided - due,
    propagation: Math.max(0, received[node] - decided),
    update: Math.max(0, applied[node] - Math.max(received[node], decided)),
  };
}

function write(rows: Recorder, reconfiguration: Reconfiguration, warmup: number): void {
  const { height, due, received, applied, roundHeight, roundView } = reconfiguration;
  if (due < warmup) return;
  const appliers = order(reconfiguration);
  const counted = new Set(countedNodes(reconfiguration, appliers));
  appliers.forEach((node, index) => {
    const { agreement, propagation, update } = phasesOf(reconfiguration, node);
    rows.add(
      height,
      node,
      index + 1,
      counted.has(node) ? 1 : 0,
      toSeconds(received[node]),
      toSeconds(applied[node]),
      toSeconds(agreement),
      toSeconds(propagation),
      toSeconds(update),
      toSeconds(agreement + propagation + update),
      roundHeight[node],
      roundView[node],
    );
  });
}
