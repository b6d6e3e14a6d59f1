import type { TransactionBlock } from './transaction-blocks.js';

/**
 * The blocks that were ever proposed, by number. A block that nobody can ask for any more is forgotten but for its size,
 * so that what a long run holds does not grow with its blocks.
 */
export class Proposals {
  readonly #blocks = new Map<number, TransactionBlock>();
  /** Bytes of the transactions of every block. */
  readonly #bytes: number[] = [];

  /** @returns the number of the block */
  add(block: TransactionBlock): number {
    const content = this.#bytes.push(block.bytes) - 1;
    this.#blocks.set(content, block);
    return content;
  }

  /** Undefined where it is forgotten, or there is none. */
  find(content: number): TransactionBlock | undefined {
    return this.#blocks.get(content);
  }

  /** @throws RangeError where the block is forgotten */
  at(content: number): TransactionBlock {
    const block = this.#blocks.get(content);
    if (!block) throw new RangeError(`block number ${content} is forgotten`);
    return block;
  }

  /** Bytes of the transactions of a block, forgotten or not. */
  bytes(content: number): number {
    return this.#bytes[content];
  }

  /** Forgets blocks of heights below this, oldest proposals first. */
  forget(height: number): void {
    for (const [content, block] of this.#blocks) {
      if (block.height >= height) return;
      this.#blocks.delete(content);
    }
  }
}
