import type { Configuration } from '../../model/configuration.js';
import type { Candidate } from '../../model/facts.js';
import { hashOfBlock, type TransactionBlock } from '../../primary/transaction-blocks.js';

/** The smallest valid block: at most one of the waiting transactions. */
export function smallestBlock(block: TransactionBlock): TransactionBlock {
  const transactions = Math.min(1, block.transactions);
  const bytes = transactions === 0 ? 0 : Math.round(block.bytes / block.transactions);
  const smallest = { ...block, transactions, bytes };
  return { ...smallest, hash: hashOfBlock(smallest) };
}

/**
 * A valid but harmful configuration: the worst candidate that the twin has simulated or, if there are none, blocks of half
 * the size.
 *
 * @param transactionSize of the primary, B: a block is never smaller
 */
export function harmfulConfiguration(
  configuration: Configuration,
  candidates: readonly Candidate[],
  transactionSize: number,
): Configuration {
  const worst = worstOf(candidates);
  if (worst) return worst.configuration;
  return { ...configuration, blockSize: Math.max(transactionSize, Math.floor(configuration.blockSize / 2)) };
}

/** The one that is farthest from the best; one whose objective was undefined is worse than all others. */
function worstOf(candidates: readonly Candidate[]): Candidate | undefined {
  const best = candidates.find(({ isBest }) => isBest);
  const distance = ({ mean }: Candidate) =>
    best && !Number.isNaN(mean) ? Math.abs(mean - best.mean) : Number.POSITIVE_INFINITY;
  const others = candidates.filter(({ runs, isBest }) => runs > 0 && !isBest);
  return others.reduce<Candidate | undefined>(
    (worst, candidate) => (worst && distance(worst) >= distance(candidate) ? worst : candidate),
    undefined,
  );
}
