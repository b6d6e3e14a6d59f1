import { toSeconds } from '../kernel/time.js';
import type { Fact } from '../model/facts.js';
import { Recorder } from './recorder.js';

/** The blocks of the primary, each from the moment at which it is final. */
export class Blocks {
  readonly #warmup: number;
  /** When the last block became final, ns. */
  #last = Number.NaN;
  readonly rows = new Recorder(
    {
      height: '',
      time: 's',
      blockTime: 's',
      switch: '',
      configuration: '',
      proposer: '',
      view: '',
      transactions: 'tx',
      bytes: 'B',
    },
    ['hash'],
  );

  /** @param warmup blocks that are final before it are left out, ns */
  constructor(warmup: number) {
    this.#warmup = warmup;
  }

  record(at: number, fact: Fact): void {
    if (fact.kind !== 'blockFinalized') return;
    const blockTime = toSeconds(at - this.#last);
    this.#last = at;
    if (at < this.#warmup) return;
    const { height, isSwitch, configuration, proposer, view, transactions, bytes, hash } = fact;
    const switched = isSwitch ? 1 : 0;
    this.rows.add(height, toSeconds(at), blockTime, switched, configuration, proposer, view, transactions, bytes);
    this.rows.write(hash);
  }
}
