import { toSeconds } from '../kernel/time.js';
import type { FactReader } from '../model/fact-readers.js';
import type { BlockFinalized } from '../model/facts.js';
import { Recorder } from './recorder.js';

/** Records the blocks of the primary when they become final. */
export class Blocks {
  readonly #warmup: number;
  /** When the last block became final, ns. */
  #last = Number.NaN;
  readonly rows = new Recorder('blocks');

  /** @param warmup blocks that are final before it are left out, ns */
  constructor(warmup: number) {
    this.#warmup = warmup;
  }

  readonly reader: FactReader = { blockFinalized: (at, fact) => this.#finalized(at, fact) };

  #finalized(at: number, fact: BlockFinalized): void {
    const blockTime = toSeconds(at - this.#last);
    this.#last = at;
    if (at < this.#warmup) return;
    const { height, configuration, proposer, view, transactions, bytes, hash } = fact;
    this.rows.add({
      height,
      time: toSeconds(at),
      blockTime,
      switch: fact.isSwitch ? 1 : 0,
      configuration,
      proposer,
      view,
      transactions,
      bytes,
      hash,
    });
  }
}
