import { type HashedField, hashOf, NO_HASH, sameHash } from '../kernel/hash.js';
import { type Configuration, textOfChoice } from '../model/configuration.js';

/** `CB_i = {H_i, H_{i-1}, P, C, proof, height}` of Section 2.1. */
export interface ConfigurationBlock {
  hash: Uint8Array;
  previousHash: Uint8Array;
  /** The node that proposed it; -1 for the genesis block. */
  proposer: number;
  configuration: Configuration;
  height: number;
  /** Height of the primary from which it is in force; 0: from the next round on. */
  activation: number;
  /** Absent until it is agreed, and in the genesis block. */
  proof: Proof | undefined;
}

/** Signs and verifies for all nodes. */
export interface Signer {
  sign(node: number, message: Uint8Array): Uint8Array;
  verify(node: number, message: Uint8Array, signature: Uint8Array): boolean;
}

/** Proof of consensus: signed commits of a quorum of management nodes. */
export interface Proof {
  votes: { signer: number; signature: Uint8Array }[];
}

/** The block at height 0, with the initial configuration of the scenario. */
export function genesisBlock(configuration: Configuration): ConfigurationBlock {
  return configurationBlock(NO_HASH, 0, -1, configuration, 0);
}

export function configurationBlock(
  previousHash: Uint8Array,
  height: number,
  proposer: number,
  configuration: Configuration,
  activation: number,
): ConfigurationBlock {
  const block = blockOf(NO_HASH, previousHash, proposer, configuration, height, activation);
  block.hash = hashOfBlock(block);
  return block;
}

/** A copy of a block with its proof. */
export function provenBlock(block: ConfigurationBlock, proof: Proof): ConfigurationBlock {
  const { hash, previousHash, proposer, configuration, height, activation } = block;
  return blockOf(hash, previousHash, proposer, configuration, height, activation, proof);
}

/** All blocks are created here, so that they share one hidden class and functions that read them stay compiled. */
function blockOf(
  hash: Uint8Array,
  previousHash: Uint8Array,
  proposer: number,
  configuration: Configuration,
  height: number,
  activation: number,
  proof?: Proof,
): ConfigurationBlock {
  return { hash, previousHash, proposer, configuration, height, activation, proof };
}

/** The hash of the content of a block, without its proof. */
export function hashOfBlock(block: Omit<ConfigurationBlock, 'hash' | 'proof'>): Uint8Array {
  const { validators, ...rest } = block.configuration;
  const content = Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1));
  const fields: HashedField[] = [block.previousHash, block.height, block.proposer, block.activation];
  for (const [name, value] of content) fields.push(name, value);
  fields.push('validators', textOfChoice(validators));
  return hashOf(fields);
}

/** The bytes that a management node signs with its commit. */
function signBytes(block: ConfigurationBlock): Uint8Array {
  return hashOf(['commit', block.height, block.hash]);
}

/** A proof from the signatures of these members. @param signers nodes, which sign the block's content */
export function makeProof(block: ConfigurationBlock, signers: readonly number[], signatures: Signer): Proof {
  const paper = signBytes(block);
  return { votes: signers.map((signer) => ({ signer, signature: signatures.sign(signer, paper) })) };
}

/**
 * Whether the block was signed by a quorum of the management nodes: its hash matches its content, and enough distinct
 * members signed it. Forged, incomplete and double-counted proofs fail.
 *
 * @param quorum votes that decide on the management chain
 */
export function isProven(
  block: ConfigurationBlock,
  members: readonly number[],
  quorum: number,
  signatures: Signer,
): boolean {
  if (!block.proof || !sameHash(block.hash, hashOfBlock(block))) return false;
  const paper = signBytes(block);
  const counted = new Set<number>();
  for (const { signer, signature } of block.proof.votes) {
    if (!members.includes(signer) || counted.has(signer)) return false;
    if (!signatures.verify(signer, paper, signature)) return false;
    counted.add(signer);
  }
  return counted.size >= quorum;
}
