import type { Configuration } from '../../model/configuration.js';
import { hashOfBlock, type TransactionBlock } from '../../primary/transaction-blocks.js';

/** The smallest block that is valid: one transaction of those that wait. */
export function smallestBlock(block: TransactionBlock): TransactionBlock {
  const transactions = Math.min(1, block.transactions);
  const bytes = transactions === 0 ? 0 : Math.round(block.bytes / block.transactions);
  const smallest = { ...block, transactions, bytes };
  return { ...smallest, hash: hashOfBlock(smallest) };
}

/** Valid, and bad for everybody: blocks half as large. @param transactionSize of the primary, B: a block holds one at least */
export function harmfulConfiguration(configuration: Configuration, transactionSize: number): Configuration {
  return { ...configuration, blockSize: Math.max(transactionSize, Math.floor(configuration.blockSize / 2)) };
}
