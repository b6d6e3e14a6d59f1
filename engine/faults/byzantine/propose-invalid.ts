import { NO_HASH } from '../../kernel/hash.js';
import { type ConfigurationBlock, hashOfBlock as hashOfConfiguration } from '../../management/configuration-block.js';
import type { BrokenRule } from '../../model/fault-facts.js';
import { hashOfBlock, type TransactionBlock } from '../../primary/transaction-blocks.js';

/** The rules that an invalid proposal breaks, one after the other. */
export const BREAKABLE_RULES: readonly BrokenRule[] = ['configuration', 'proof', 'parent', 'height', 'proposer'];

/** Another node. */
function another(node: number): number {
  return node === 0 ? 1 : node - 1;
}

/** A block that breaks one rule, and no other. @param mostBytes that its configuration allows */
export function invalidBlock(block: TransactionBlock, rule: BrokenRule, mostBytes: number): TransactionBlock {
  const broken = { ...block, ...brokenPart(block, rule, mostBytes) };
  return { ...broken, hash: hashOfBlock(broken) };
}

function brokenPart(block: TransactionBlock, rule: BrokenRule, mostBytes: number): Partial<TransactionBlock> {
  switch (rule) {
    case 'configuration':
      return { bytes: 2 * mostBytes + 1, transactions: Math.max(2, block.transactions) };
    case 'proof':
      // No configuration block has this hash, so none of it was ever agreed.
      return { configurationHash: NO_HASH };
    case 'parent':
      return { parent: block.parent - 1, parentHash: block.hash };
    case 'height':
      return { height: block.height + 1 };
    case 'proposer':
      return { proposer: another(block.proposer) };
  }
}

/** A configuration block that breaks one rule, and no other. */
export function invalidConfigurationBlock(block: ConfigurationBlock, rule: BrokenRule): ConfigurationBlock {
  const broken = { ...block, ...brokenConfigurationPart(block, rule) };
  return { ...broken, hash: hashOfConfiguration(broken) };
}

function brokenConfigurationPart(block: ConfigurationBlock, rule: BrokenRule): Partial<ConfigurationBlock> {
  switch (rule) {
    case 'configuration':
      return { configuration: { ...block.configuration, roundTimeout: -1 } };
    case 'proof':
      // It claims to be agreed, but nobody has signed it.
      return { proof: { votes: [] } };
    case 'parent':
      return { previousHash: block.hash };
    case 'height':
      return { height: block.height + 1 };
    case 'proposer':
      return { proposer: another(block.proposer) };
  }
}
