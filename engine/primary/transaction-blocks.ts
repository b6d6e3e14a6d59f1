import { hashOf, NO_HASH, sameHash } from '../kernel/hash.js';

/** A block of the primary (Section 2.3, Figure 3). It names the configuration block that it was made under. */
export interface TransactionBlock {
  hash: Uint8Array;
  /** Number of its parent among the blocks, -1 for the first one. */
  parent: number;
  parentHash: Uint8Array;
  height: number;
  proposer: number;
  view: number;
  configurationHeight: number;
  configurationHash: Uint8Array;
  transactions: number;
  /** Bytes of its transactions. */
  bytes: number;
}

/**
 * A block with its hash. All blocks are created here, so that they share one hidden class and functions that read them
 * stay compiled.
 *
 * @param parent the block below it; absent for the first one
 */
export function transactionBlock(
  content: Omit<TransactionBlock, 'hash' | 'parentHash'>,
  parent?: TransactionBlock,
): TransactionBlock {
  const block: TransactionBlock = {
    hash: NO_HASH,
    parent: content.parent,
    parentHash: parent?.hash ?? NO_HASH,
    height: content.height,
    proposer: content.proposer,
    view: content.view,
    configurationHeight: content.configurationHeight,
    configurationHash: content.configurationHash,
    transactions: content.transactions,
    bytes: content.bytes,
  };
  block.hash = hashOfBlock(block);
  return block;
}

/** The hash of the content of a block, including its parent's hash. */
export function hashOfBlock(block: Omit<TransactionBlock, 'hash' | 'parent'>): Uint8Array {
  return hashOf([
    block.parentHash,
    block.height,
    block.proposer,
    block.view,
    block.configurationHeight,
    block.configurationHash,
    block.transactions,
    block.bytes,
  ]);
}

/**
 * Which link of the chain is broken at a block; `undefined` if its hash, its link to its parent and its link to the
 * configuration block at the height that it names are all valid.
 */
export function brokenLink(
  block: TransactionBlock,
  parent: TransactionBlock | undefined,
  configurationHash: Uint8Array | undefined,
): string | undefined {
  if (!sameHash(block.hash, hashOfBlock(block))) return 'its hash is not that of its content';
  if (!sameHash(block.parentHash, parent?.hash ?? NO_HASH)) return 'its parent link does not lead to its parent';
  if (block.height !== (parent?.height ?? 0) + 1) return 'its height does not follow that of its parent';
  if (!configurationHash || !sameHash(block.configurationHash, configurationHash)) {
    return `its configuration link does not lead to configuration block ${block.configurationHeight}`;
  }
  if (parent && block.configurationHeight < parent.configurationHeight) return 'it goes back to an older configuration';
  return undefined;
}
