import { describe, expect, test } from 'vitest';
import { CONFIGURATION } from '../primary/algorithm-2.js';
import { agreed, applied, type Entry, finalized, proposed, received, second } from '../recording/entries.js';
import { NODES, told, violationsOf } from './watched.js';

const committed = (seconds: number, node: number, block: number, height: number): Entry => [
  seconds,
  { kind: 'blockCommitted', node, block, height, view: 0, transactions: 0, isSwitch: false },
];

const decided = (seconds: number, node: number, proposal: number, height: number): Entry => [
  seconds,
  { kind: 'configurationCommitted', proposal, node, height },
];

const byzantine = (seconds: number, node: number, chain: 'primary' | 'management' = 'primary'): Entry => [
  seconds,
  { kind: 'byzantineBegan', fault: 0, chain, node },
];

describe('agreement: one block per height', () => {
  test('holds where nodes commit the same blocks, some of them late', () => {
    const facts = [committed(1, 0, 10, 1), committed(1, 1, 10, 1), committed(2, 0, 11, 2), committed(9, 2, 10, 1)];
    expect(told(facts)).toEqual([]);
  });

  test('is violated by a node that commits another block; time, nodes, block and facts are reported, once per height', () => {
    const facts = [committed(1, 4, 10, 1), committed(2, 4, 20, 2), committed(3, 1, 11, 1), committed(3, 2, 11, 1)];
    expect(violationsOf(facts)).toEqual([
      {
        kind: 'agreement',
        time: 3,
        chain: 'primary',
        message: 'Oslo 4 and Oslo 1 committed different blocks 1',
        nodes: [1, 4],
        heights: [1],
        because: [
          { time: 1, text: 'Oslo 4 committed block 1' },
          { time: 3, text: 'Oslo 1 committed another block 1' },
        ],
      },
    ]);
  });

  test('is checked on the management chain as well', () => {
    const facts = [decided(5, 0, 7, 1), decided(6, 3, 8, 1)];
    expect(told(facts)).toEqual([['agreement', 6, 'Oslo 0 and Oslo 3 committed different configuration blocks 1']]);
  });

  test('is not checked for nodes that were Byzantine on the chain', () => {
    const facts = [committed(1, 0, 10, 1), committed(2, 3, 11, 1)];
    expect(told([byzantine(0, 3), ...facts])).toEqual([]);
    expect(told([byzantine(0, 3, 'management'), ...facts])).toHaveLength(1);
  });

  test('compares a height until every node has passed it', () => {
    const all = NODES.flatMap((node) => [1, 2, 3].map((height) => committed(height, node, height, height)));
    expect(told([...all, second(4), committed(5, 3, 99, 3)])).toHaveLength(1);
    const withoutLast = all.filter(([, fact]) => !('node' in fact && fact.node === 6));
    expect(told([...withoutLast, second(4), committed(5, 6, 99, 1)])).toHaveLength(1);
  });
});

describe('validity: no node applies what every honest twin rejects', () => {
  const invalid = { configuration: { ...CONFIGURATION, blockSize: -1 } };

  test('holds where an invalid proposal is not decided', () => {
    expect(told([proposed(1, 0, 1, 1, invalid), proposed(2, 1, 1, 1), decided(3, 0, 1, 1), applied(4, 0)])).toEqual([]);
  });

  test('is violated where it is decided and applied', () => {
    const facts = [proposed(1, 0, 1, 1, invalid), decided(3, 0, 0, 1), applied(4, 2), applied(5, 3)];
    const reason = 'blockSize must be greater than zero, and is -1 B';
    expect(told(facts)).toEqual([['validity', 4, `Oslo 2 applied configuration block 1, which is invalid: ${reason}`]]);
  });
});

describe('verifiable: both chains can be rebuilt', () => {
  test('is violated where verification fails, with its reason', () => {
    const failed: Entry = [7, { kind: 'verificationFailed', chain: 'primary', height: 3, reason: 'its hash is wrong' }];
    expect(told([committed(1, 0, 10, 1), failed])).toEqual([['verifiable', 7, 'block 3: its hash is wrong']]);
  });
});

describe('rotation: (h_l + FC) mod |MN|', () => {
  // The hash is 3, so with seven members node 3 proposes first, and its successor after each failed cycle.
  const hash = '03';
  const started: Entry = [0, { kind: 'managementStarted', hash, consensus: 'pbft' }];

  test('holds where the member in turn proposed, after failed cycles too', () => {
    const first = [proposed(1, 0, 1, 1, { proposer: 3 }), agreed(2, 0, 1, 1, { proposer: 3, hash })];
    const third = [proposed(3, 1, 2, 3, { proposer: 5, cycle: 3 }), agreed(4, 1, 2, 3, { proposer: 5, hash })];
    expect(told([started, ...first, ...third])).toEqual([]);
  });

  test('is violated by a block of another proposer', () => {
    const facts = [started, proposed(1, 0, 1, 1, { proposer: 4 }), agreed(2, 0, 1, 1, { proposer: 4, hash })];
    expect(told(facts)).toEqual([
      ['rotation', 2, 'configuration block 1 is by Oslo 4, but in cycle 1 it was the turn of Oslo 3'],
    ]);
  });
});

describe('linkage: the newest configuration that the proposer had applied', () => {
  const block = (seconds: number, height: number, configuration: number, proposer = 1): Entry => [
    seconds,
    { kind: 'blockProposed', block: height, height, view: 0, proposer, configuration },
  ];

  test('holds where a proposer names its active configuration, or one that it has received since', () => {
    const facts = [
      block(1, 1, 0),
      decided(2, 0, 0, 1),
      received(3, 1),
      block(3.5, 2, 1),
      applied(4, 1),
      block(5, 3, 1),
    ];
    expect(told(facts)).toEqual([]);
  });

  test('is violated by an older one', () => {
    const facts = [decided(2, 0, 0, 1), received(3, 1), applied(4, 1), block(5, 1, 0)];
    const why = 'but Oslo 1 worked under configuration block 1';
    expect(told(facts)).toEqual([['linkage', 5, `block 1 is made under configuration block 0, ${why}`]]);
  });

  test('is violated by one that the proposer has not received', () => {
    expect(told([decided(2, 0, 0, 1), block(5, 1, 1)])).toHaveLength(1);
  });

  test('a Byzantine proposer may name an old one, but a block under an uncommitted one never becomes final', () => {
    const facts = [byzantine(0, 1), decided(2, 0, 0, 1), applied(4, 1), block(5, 1, 0), finalized(6, 1)];
    expect(told(facts)).toEqual([]);
    const early = [byzantine(0, 1), block(5, 1, 1), decided(5.5, 0, 0, 1), finalized(6, 1, { configuration: 1 })];
    const why = 'which was not agreed when the block was proposed';
    expect(told(early)).toEqual([['linkage', 6, `block 1 is made under configuration block 1, ${why}`]]);
  });
});

test('keeps at most twenty violations of one invariant; the last one gives the number of the others', () => {
  const facts = Array.from({ length: 30 }, (_, i) => i + 1).flatMap((height) => [
    committed(height, 0, height, height),
    committed(height, 1, -height, height),
  ]);
  expect(violationsOf(facts).map(({ more = 0 }) => more)).toEqual([...Array(19).fill(0), 10]);
});
