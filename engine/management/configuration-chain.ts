import type { Configuration } from '../model/configuration.js';
import { type ConfigurationBlock, genesisBlock } from './configuration-block.js';
import type { Proofs } from './proofs.js';

/** The agreed and the proposed configuration blocks, kept as long as a node may need them. */
export class ConfigurationChain {
  readonly #proposed = new Map<number, ConfigurationBlock>();
  /** Number of the agreed block by height. */
  readonly #agreed: number[];
  #proposals = 0;
  readonly #proofs: Proofs;

  constructor(start: Configuration, proofs: Proofs) {
    this.#proofs = proofs;
    this.#agreed = [this.propose(genesisBlock(start))];
  }

  /** Height of the last agreed block; 0 for the genesis block. */
  get height(): number {
    return this.#agreed.length - 1;
  }

  /** The agreed block at a height. @throws RangeError if it is forgotten */
  block(height: number): ConfigurationBlock {
    return this.proposal(this.#agreed[height]);
  }

  /** Number of the agreed block at a height. */
  contentAt(height: number): number {
    return this.#agreed[height];
  }

  /** The proposal with a number. @throws RangeError if it is forgotten */
  proposal(number: number): ConfigurationBlock {
    const block = this.#proposed.get(number);
    if (!block) throw new RangeError(`configuration block number ${number} is forgotten, or was never proposed`);
    return block;
  }

  /** Whether a quorum has signed the block. */
  isProven(block: ConfigurationBlock): boolean {
    return this.#proofs.hold(block);
  }

  /** Adds a proposal. @returns its number */
  propose(block: ConfigurationBlock): number {
    this.#proposed.set(this.#proposals, block);
    return this.#proposals++;
  }

  /** Records that members have decided this proposal at the next height. */
  append(number: number): void {
    this.#agreed.push(number);
  }

  /** Forgets the blocks below a height. */
  forget(height: number): void {
    for (const [number, block] of this.#proposed) if (block.height < height) this.#proposed.delete(number);
  }
}
