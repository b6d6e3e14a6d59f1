import { beforeAll, expect, test } from 'vitest';
import { streamKey } from '../../../engine/kernel/streams.js';
import { configurationBlock } from '../../../engine/management/configuration-block.js';
import { ConfigurationChain } from '../../../engine/management/configuration-chain.js';
import { Proofs } from '../../../engine/management/proofs.js';
import { prepareSignatures, Signatures } from '../../../engine/management/signatures.js';
import { CONFIGURATION } from '../primary/algorithm-2.js';

beforeAll(prepareSignatures);

const MEMBERS = [1, 4, 6, 8];

/** A chain whose members have decided a block, with a certificate of their votes. */
function decided(voters: readonly number[]) {
  const proofs = new Proofs(MEMBERS, 3, new Signatures(streamKey(1, 0, 'signatures')));
  const chain = new ConfigurationChain(CONFIGURATION, proofs);
  const block = configurationBlock(chain.block(0).hash, 1, 1, CONFIGURATION, 0);
  chain.append(chain.propose(block));
  block.proof = proofs.make(block, voters);
  return { chain, block, proofs };
}

test('a block is proven by the votes of a quorum of members', () => {
  const { chain, block } = decided([1, 6, 8]);
  expect(block.proof?.votes.map(({ signer }) => signer)).toEqual([1, 6, 8]);
  expect(chain.isProven(block)).toBe(true);
  expect(chain.isProven(block)).toBe(true);
});

test.each([
  ['too few members', [1, 6]],
  ['a member twice', [1, 6, 6]],
  ['a node that is not a member', [1, 6, 7]],
])('an agreed block is not proven by the votes of %s', (_, voters) => {
  const { chain, block } = decided(voters);
  expect(chain.block(1)).toBe(block);
  expect(chain.isProven(block)).toBe(false);
});

test('a replaced proof is checked again', () => {
  const { chain, block, proofs } = decided([1, 6, 8]);
  expect(chain.isProven(block)).toBe(true);
  block.proof = proofs.make(block, [1, 6]);
  expect(chain.isProven(block)).toBe(false);
});
