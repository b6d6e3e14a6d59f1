import type { FactSink } from '../model/facts.js';
import { EngineFault } from './engine-fault.js';

/** A sink that checks that time and heights only grow. */
export class GrowingHeights {
  #latest = 0;
  /** The last height of each growing sequence and, for nodes, by node. */
  readonly #heights = new Map<string, number>();

  /** @throws EngineFault if a fact is older than the one before, or a height does not follow the last one */
  readonly record: FactSink = (at, fact) => {
    if (at < this.#latest)
      throw new EngineFault(`facts are in the order of time, but ${at} ns is before ${this.#latest} ns`);
    this.#latest = at;
    switch (fact.kind) {
      case 'blockCommitted':
        this.#mustBeNext(`blocks of node ${fact.node}`, fact.height);
        break;
      case 'blockFinalized':
        this.#mustBeNext('final blocks', fact.height);
        break;
      case 'configurationCommitted':
        this.#mustBeNext(`configuration blocks of member ${fact.node}`, fact.height);
        break;
      case 'configurationAgreed':
        this.#mustBeNext('agreed configuration blocks', fact.height);
        break;
      case 'configurationApplied':
        this.#mustGrow(fact.node, fact.from, fact.to);
        break;
    }
  };

  #mustBeNext(what: string, height: number): void {
    const last = this.#heights.get(what) ?? 0;
    if (height !== last + 1) throw new EngineFault(`${what} follow one another, and ${height} does not follow ${last}`);
    this.#heights.set(what, height);
  }

  #mustGrow(node: number, from: number, to: number): void {
    const what = `configuration of node ${node}`;
    const last = this.#heights.get(what) ?? 0;
    if (from !== last || to <= from)
      throw new EngineFault(`the ${what} only gets newer, but it went from ${from} to ${to} after ${last}`);
    this.#heights.set(what, to);
  }
}
