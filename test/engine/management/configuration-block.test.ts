import { beforeAll, describe, expect, test } from 'vitest';
import { hashOf, NO_HASH, toHex } from '../../../engine/kernel/hash.js';
import { streamKey } from '../../../engine/kernel/streams.js';
import {
  type ConfigurationBlock,
  configurationBlock,
  genesisBlock,
  hashOfBlock,
  isProven,
  makeProof,
} from '../../../engine/management/configuration-block.js';
import { prepareSignatures, Signatures } from '../../../engine/management/signatures.js';
import type { Configuration } from '../../../engine/model/configuration.js';
import { faultOf, nodesOf } from '../../../engine/twins/valid-configuration.js';
import { baseline } from '../scenarios.js';

beforeAll(prepareSignatures);

const CONFIGURATION: Configuration = {
  consensus: 'pbft',
  blockSize: 1e6,
  blockInterval: 0.1,
  roundTimeout: 10,
  dissemination: 'gossip',
  validators: { kind: 'all' },
};
/** Seven management nodes: f = 2, and 5 votes decide. */
const MEMBERS = [2, 3, 5, 7, 11, 13, 17];
const QUORUM = 5;

const signatures = new Signatures(streamKey(1, 0, 'signatures'));
const genesis = genesisBlock(CONFIGURATION);

function block(signers: readonly number[]): ConfigurationBlock {
  const unsigned = configurationBlock(genesis.hash, 1, 5, { ...CONFIGURATION, blockSize: 2e6 }, 0);
  return { ...unsigned, proof: makeProof(unsigned, signers, signatures) };
}

describe('the genesis block', () => {
  test('contains the configuration of the scenario, at height 0, without proposer and predecessor', () => {
    expect(genesis).toMatchObject({ height: 0, proposer: -1, configuration: CONFIGURATION, previousHash: NO_HASH });
    expect(genesis.proof).toBeUndefined();
  });

  test('of another configuration is another block', () => {
    expect(toHex(genesisBlock({ ...CONFIGURATION, blockInterval: 0.2 }).hash)).not.toBe(toHex(genesis.hash));
  });
});

describe('the hash of a block', () => {
  const plain = block([]);
  const changed: [string, Partial<ConfigurationBlock>][] = [
    ['its predecessor', { previousHash: NO_HASH }],
    ['its height', { height: 2 }],
    ['its proposer', { proposer: 7 }],
    ['when it is in force', { activation: 3 }],
    [
      'its configuration',
      {
        configuration: {
          ...plain.configuration,
          roundTimeout: 11,
          dissemination: 'gossip',
          validators: { kind: 'all' },
        },
      },
    ],
  ];
  test.each(changed)('changes with %s', (_, change) => {
    expect(toHex(hashOfBlock({ ...plain, ...change }))).not.toBe(toHex(plain.hash));
  });

  test('does not depend on the order in which a configuration lists its values', () => {
    const { consensus, ...rest } = CONFIGURATION;
    const reordered = genesisBlock({ ...rest, consensus });
    expect(toHex(reordered.hash)).toBe(toHex(genesis.hash));
  });

  test('is SHA-256 over an encoding that differs for any two records', () => {
    // The digest of "n1:1s1:a", by coreutils' sha256sum.
    expect(toHex(hashOf([1, 'a']))).toBe('35c329d3107da5ca0b61c4f0620e77011b9513f068588d1b9e377da0533a057d');
    expect(toHex(hashOf(['ab', 'c']))).not.toBe(toHex(hashOf(['a', 'bc'])));
    expect(toHex(hashOf(['1']))).not.toBe(toHex(hashOf([1])));
    expect(toHex(hashOf([]))).not.toBe(toHex(hashOf([''])));
  });
});

describe('a proof', () => {
  test('by any 2f + 1 members is accepted', () => {
    expect(isProven(block([2, 3, 5, 7, 11]), MEMBERS, QUORUM, signatures)).toBe(true);
    expect(isProven(block([17, 13, 11, 7, 5]), MEMBERS, QUORUM, signatures)).toBe(true);
    expect(isProven(block(MEMBERS), MEMBERS, QUORUM, signatures)).toBe(true);
  });

  test('that is missing or short is rejected', () => {
    expect(isProven({ ...block([]), proof: undefined }, MEMBERS, QUORUM, signatures)).toBe(false);
    expect(isProven(block([2, 3, 5, 7]), MEMBERS, QUORUM, signatures)).toBe(false);
  });

  test('that counts one member twice is rejected', () => {
    expect(isProven(block([2, 3, 5, 7, 7]), MEMBERS, QUORUM, signatures)).toBe(false);
    expect(isProven(block([2, 3, 5, 7, 11, 11]), MEMBERS, QUORUM, signatures)).toBe(false);
  });

  test('with the vote of a node that is not a member is rejected', () => {
    expect(isProven(block([2, 3, 5, 7, 4]), MEMBERS, QUORUM, signatures)).toBe(false);
  });

  test('with a signature in the name of another member is rejected', () => {
    const forged = block([2, 3, 5, 7, 11]);
    forged.proof!.votes[4] = { signer: 13, signature: forged.proof!.votes[4].signature };
    expect(isProven(forged, MEMBERS, QUORUM, signatures)).toBe(false);
  });

  test('with one bit of a signature changed, or a part of it missing, is rejected', () => {
    const bent = block([2, 3, 5, 7, 11]);
    const [first] = bent.proof!.votes;
    first.signature = first.signature.map((byte, i) => (i === 10 ? byte ^ 1 : byte));
    expect(isProven(bent, MEMBERS, QUORUM, signatures)).toBe(false);
    const cut = block([2, 3, 5, 7, 11]);
    cut.proof!.votes[0].signature = cut.proof!.votes[0].signature.slice(0, 63);
    expect(isProven(cut, MEMBERS, QUORUM, signatures)).toBe(false);
  });

  test('of another block does not prove this one', () => {
    const other = configurationBlock(genesis.hash, 1, 5, CONFIGURATION, 0);
    const stolen = { ...block([]), proof: makeProof(other, [2, 3, 5, 7, 11], signatures) };
    expect(isProven(stolen, MEMBERS, QUORUM, signatures)).toBe(false);
  });

  test('does not protect a block whose content was changed afterwards', () => {
    const agreed = block([2, 3, 5, 7, 11]);
    const tampered = { ...agreed, configuration: { ...agreed.configuration, blockSize: 9e9 } };
    expect(isProven(tampered, MEMBERS, QUORUM, signatures)).toBe(false);
  });
});

describe('signatures', () => {
  test('are Ed25519 signatures with keys derived from the seed', () => {
    const message = hashOf(['message']);
    const again = new Signatures(streamKey(1, 0, 'signatures'));
    const other = new Signatures(streamKey(2, 0, 'signatures'));
    const signature = signatures.sign(3, message);
    expect(signature).toHaveLength(64);
    expect(again.sign(3, message)).toEqual(signature);
    expect(again.verify(3, message, signature)).toBe(true);
    expect(other.verify(3, message, signature)).toBe(false);
    expect(again.verify(4, message, signature)).toBe(false);
    expect(again.verify(3, hashOf(['other message']), signature)).toBe(false);
  });
});

describe('every honest twin rejects', () => {
  const nodes = nodesOf(baseline().topology);
  const invalid: [string, Partial<Configuration>, string][] = [
    ['an unknown protocol', { consensus: 'paxos' }, 'consensus does not know `paxos`'],
    ['an empty block', { blockSize: 0 }, 'blockSize must be greater than zero, and is 0 B'],
    ['a negative block size', { blockSize: -1 }, 'blockSize must be greater than zero, and is -1 B'],
    ['a negative interval', { blockInterval: -0.1 }, 'blockInterval must not be negative, and is -0.1 s'],
    ['no timeout', { roundTimeout: 0 }, 'roundTimeout must be at least 0.001 s, and is 0 s'],
    ['what is no number', { blockSize: Number.NaN }, 'blockSize must be greater than zero, and has no value'],
    ['what is not finite', { blockInterval: 1 / 0 }, 'blockInterval must be at most 864000000 s, and has no value'],
    [
      'a block of more bytes than any',
      { blockSize: 1e13 },
      'blockSize must be at most 1000000000000 B, and is 10000000000000 B',
    ],
    [
      'validators without a quorum that survives a faulty one',
      { validators: { kind: 'random', count: 3 } },
      'validators needs at least 4 nodes for a quorum that survives a faulty one, and has 3',
    ],
    [
      'more validators than nodes',
      { validators: { kind: 'random', count: 33 } },
      'validators names nodes that there are not',
    ],
    ['half a validator', { validators: { kind: 'random', count: 5.5 } }, 'validators names nodes that there are not'],
    [
      'validators of a group that is not there',
      { validators: { kind: 'groups', parts: [{ group: 'Banks' }] } },
      'validators names nodes that there are not',
    ],
  ];
  test.each(invalid)('%s', (_, change, reason) => {
    expect(faultOf(CONFIGURATION, nodes)).toBeUndefined();
    expect(faultOf({ ...CONFIGURATION, ...change }, nodes)).toBe(reason);
  });
});
