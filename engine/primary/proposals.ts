import type { TransactionBlock } from './transaction-blocks.js';

/**
 * Number of latest blocks whose sizes are stored even if the blocks are forgotten; far more than a late message can
 * refer to.
 */
const SIZES = 4096;

/**
 * Proposed blocks by number. A block that cannot be requested any more is forgotten, so that memory does not grow with
 * the length of a run.
 */
export class Proposals {
  readonly #blocks = new Map<number, TransactionBlock>();
  /** Size of the transactions of the latest blocks, B. */
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

  /** Size of the transactions of a block, forgotten or not, B. */
  bytes(content: number): number {
    return this.#blocks.get(content)?.bytes ?? this.#bytes[content % SIZES];
  }

  /** Height of the oldest configuration block that a block names; infinite if there are no blocks. */
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
