import { toSeconds } from '../kernel/time.js';
import {
  firstValidators,
  order,
  phasesOf,
  type Reconfiguration,
  Reconfigurations,
} from '../measurement/reconfigurations.js';
import type { Fact } from '../model/facts.js';
import type { Table } from '../model/results.js';
import { Recorder } from './recorder.js';

/** The management delays, node by node: a configuration block is written down once every node has applied it. */
export class Delays {
  readonly #warmup: number;
  readonly #reconfigurations: Reconfigurations;
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

  /** @param warmup blocks whose interval ended before it are left out, ns */
  constructor(nodes: number, warmup: number) {
    this.#warmup = warmup;
    this.#reconfigurations = new Reconfigurations(nodes);
  }

  record(at: number, fact: Fact): void {
    this.#reconfigurations.record(at, fact);
    if (fact.kind === 'secondPassed') this.#settle();
  }

  /** The rows so far, with those of blocks that as many validators as count have applied. */
  table(): Table {
    this.#settle();
    const rows = this.rows.copy();
    for (const reconfiguration of this.#reconfigurations.open.values()) {
      const { voting, agreed, applied } = reconfiguration;
      const appliers = voting.validators.filter((node) => !Number.isNaN(applied[node]));
      if (Number.isNaN(agreed) || appliers.length < voting.fastest) continue;
      this.#write(rows, reconfiguration);
    }
    return rows.table();
  }

  /** Writes the rows of every block that all nodes have applied, oldest first. */
  #settle(): void {
    for (const reconfiguration of this.#reconfigurations.forgetSettled()) this.#write(this.rows, reconfiguration);
  }

  #write(rows: Recorder, reconfiguration: Reconfiguration): void {
    const { height, due, voting, received, applied, roundHeight, roundView } = reconfiguration;
    if (due < this.#warmup) return;
    const receivers = order(received);
    const appliers = order(applied);
    const receivedRank = new Map(receivers.map((node, index) => [node, index + 1]));
    const receivedCounted = new Set(firstValidators(voting, receivers));
    const counted = new Set(firstValidators(voting, appliers));
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
}
