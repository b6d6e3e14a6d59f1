import { expect, test } from 'vitest';
import { Decisions } from '../../../engine/recording/decisions.js';
import { CONFIGURATION } from '../primary/algorithm-2.js';
import { agreed, type Entry, proposed, recorded, rowsOf } from './entries.js';

const LARGER = { ...CONFIGURATION, blockSize: 2e6, validators: { kind: 'random', count: 5 } } as const;

const rejected = (seconds: number, proposal: number, node: number, reason: string): Entry => [
  seconds,
  { kind: 'configurationRejected', proposal, height: 1, node, reason },
];

const cycleFailed = (seconds: number, cycle: number): Entry => [seconds, { kind: 'cycleFailed', height: 1, cycle }];

const tables = (facts: readonly Entry[], warmup = 0) => recorded(new Decisions(warmup * 1e9), facts).tables();

test('a proposal is recorded with its changes and the observations of its rule', () => {
  const figures = [{ name: 'pace', value: 1.5, unit: 's' }];
  const found = tables([proposed(30.1, 7, 1, 30, { configuration: LARGER, rule: 2, figures })]);
  expect(rowsOf(found.proposals)).toEqual([
    { configuration: 1, cycle: 1, due: 30, time: 30.1, proposer: 4, rule: 2, agreed: 0, open: 1 },
  ]);
  expect(rowsOf(found.changes)).toEqual([
    { configuration: 1, cycle: 1, property: 'blockSize', before: '1000000', after: '2000000' },
    { configuration: 1, cycle: 1, property: 'validators', before: 'all', after: '5' },
  ]);
  expect(rowsOf(found.figures)).toEqual([{ configuration: 1, cycle: 1, value: 1.5, name: 'pace', unit: 's' }]);
});

test('a member that votes against a proposal again is recorded once', () => {
  const found = tables([
    proposed(30, 7, 1, 30),
    rejected(30.5, 7, 8, 'too large'),
    rejected(30.6, 7, 8, 'too large'),
    rejected(30.7, 7, 9, 'too large'),
  ]);
  expect(rowsOf(found.objections).map(({ node, time }) => [node, time])).toEqual([
    [8, 30.5],
    [9, 30.7],
  ]);
});

test('a proposal is open until its cycle fails or a block is agreed', () => {
  const open = (facts: readonly Entry[]) => rowsOf(tables(facts).proposals).map(({ open }) => open);
  const first = proposed(30, 7, 1, 30);
  expect(open([first, cycleFailed(40, 1)])).toEqual([0]);
  expect(open([first, cycleFailed(40, 1), proposed(40, 8, 1, 30, { cycle: 2 })])).toEqual([0, 1]);
  expect(open([first, agreed(31, 7, 1, 30)])).toEqual([0]);
});

test('an agreed block marks its proposal, and gives the duration of the agreement and the block before', () => {
  const missed: Entry = [50, { kind: 'intervalMissed', height: 1 }];
  const found = tables([
    proposed(30, 7, 1, 30),
    cycleFailed(40, 1),
    proposed(40, 8, 1, 30, { cycle: 2 }),
    cycleFailed(50, 2),
    missed,
    proposed(80, 9, 1, 80, { cycle: 3, configuration: LARGER }),
    agreed(81, 9, 1, 80, { configuration: LARGER }),
  ]);
  expect(rowsOf(found.proposals).map(({ agreed }) => agreed)).toEqual([0, 0, 1]);
  expect(rowsOf(found.configurationBlocks)).toMatchObject([
    { height: 1, due: 80, decided: 81, agreement: 1, cycles: 1, missed: 1, changes: 2, hash: 'abc', validators: '5' },
  ]);
});

test('an interval that ended in the warm-up is left out, whenever its facts come', () => {
  const facts = [proposed(30, 7, 1, 30), rejected(61, 7, 8, 'too large'), agreed(62, 7, 1, 30)];
  const counts = (warmup: number) => Object.values(tables(facts, warmup)).map(({ rows }) => rows);
  expect(counts(30)).toEqual([1, 1, 0, 0, 1]);
  expect(counts(31)).toEqual([0, 0, 0, 0, 0]);
});
