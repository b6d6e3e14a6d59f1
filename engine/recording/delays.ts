import { toSeconds } from '../kernel/time.js';
import {
  firstValidators,
  nodesByTime,
  phasesOf,
  type Reconfiguration,
  Reconfigurations,
} from '../measurement/reconfigurations.js';
import type { FactReader } from '../model/fact-readers.js';
import type { Table } from '../model/results.js';
import { Recorder } from './recorder.js';

/** Records the management delays, node by node. A block's rows are complete once every node has applied it. */
export class Delays {
  readonly #warmup: number;
  readonly #reconfigurations: Reconfigurations;
  readonly reader: FactReader;
  /** Complete rows. */
  readonly rows = new Recorder('delays');

  /** @param warmup blocks whose interval ended before it are left out, ns */
  constructor(nodes: number, warmup: number) {
    this.#warmup = warmup;
    this.#reconfigurations = new Reconfigurations(nodes);
    this.reader = { ...this.#reconfigurations.reader, secondPassed: () => this.#settle() };
  }

  /** The rows so far, including those of blocks that all measured validators have applied. */
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

  #write(rows: Recorder<'delays'>, reconfiguration: Reconfiguration): void {
    const { height, due, voting, received, applied, roundHeight, roundView } = reconfiguration;
    if (due < this.#warmup) return;
    const receivers = nodesByTime(received);
    const appliers = nodesByTime(applied);
    const receivedRank = new Map(receivers.map((node, index) => [node, index + 1]));
    const receivedCounted = new Set(firstValidators(voting, receivers));
    const counted = new Set(firstValidators(voting, appliers));
    const late = receivers.filter((node) => Number.isNaN(applied[node]));
    [...appliers, ...late].forEach((node, index) => {
      const { agreement, propagation, update, total } = phasesOf(reconfiguration, node);
      rows.add({
        configuration: height,
        node,
        rank: index + 1,
        counted: counted.has(node) ? 1 : 0,
        receivedRank: receivedRank.get(node) ?? Number.NaN,
        receivedCounted: receivedCounted.has(node) ? 1 : 0,
        received: toSeconds(received[node]),
        applied: toSeconds(applied[node]),
        agreement: toSeconds(agreement),
        propagation: toSeconds(propagation),
        update: toSeconds(update),
        total: toSeconds(total),
        roundHeight: roundHeight[node],
        roundView: roundView[node],
      });
    });
  }
}
