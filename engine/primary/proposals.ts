import type { TransactionBlock } from './transaction-blocks.js';

/** Blocks whose sizes are known whether they are forgotten or not: far more than a late message can be about. */
const SIZES = 4096;

/**
 * The blocks that were proposed, by number. A block that nobody can ask for any more is forgotten, so that what a long
 * run holds does not grow with its blocks.
 */
export class Proposals {
  readonly #blocks = new Map<number, TransactionBlock>();
  /** Bytes of the transactions of the latest blocks. */
  readonly #bytes = new Float64Array(SIZES);
  #next = 0;

  /** @returns the number of the block */
  add(block: TransactionBlock): number {
    const content = this.#next++;
    this.#bytes[content % SIZES] = block.bytes;
    this.#blocks.set(content, block);
    return content;
  }

  /** Undefined if it is forgotten, or there is none. */
  find(content: number): TransactionBlock | undefined {
    return this.#blocks.get(content);
  }

  /** @throws RangeError if the block is forgotten */
  at(content: number): TransactionBlock {
    const block = this.#blocks.get(content);
    if (!block) throw new RangeError(`block number ${content} is forgotten`);
    return block;
  }

  /** Bytes of the transactions of a block, forgotten or not. */
  bytes(content: number): number {
    return this.#blocks.get(content)?.bytes ?? this.#bytes[content % SIZES];
  }

  /** Height of the oldest configuration block that a block names, infinite if there is no block. */
  get oldestConfiguration(): number {
    let oldest = Number.POSITIVE_INFINITY;
    for (const { configurationHeight } of this.#blocks.values()) oldest = Math.min(oldest, configurationHeight);
    return oldest;
  }

  /** Forgets blocks of heights below this, oldest proposals first. */
  forget(height: number): void {
    for (const [content, block] of this.#blocks) {
      if (block.height >= height) return;
      this.#blocks.delete(content);
    }
  }
}
