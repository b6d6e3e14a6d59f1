import { expect, test } from 'vitest';
import { Submissions } from '../../../engine/primary/submissions.js';
import { Blocks } from '../../../engine/recording/blocks.js';
import { Transactions } from '../../../engine/recording/transactions.js';
import { finalized, recorded, rowsOf, S } from './entries.js';

test('a block takes the time since the last one, also where that was during the warm-up', () => {
  const facts = [finalized(1, 1), finalized(3, 2), finalized(3.5, 3, { isSwitch: true, configuration: 1 })];
  const times = (warmup: number) =>
    rowsOf(recorded(new Blocks(warmup * S), facts).rows.table()).map(({ height, blockTime }) => [height, blockTime]);
  expect(times(0)).toEqual([
    [1, Number.NaN],
    [2, 2],
    [3, 0.5],
  ]);
  expect(times(2)).toEqual([
    [2, 2],
    [3, 0.5],
  ]);
});

test('a block names its content and the configuration under which it was made', () => {
  const content = { proposer: 3, view: 1, transactions: 7, bytes: 7000, hash: 'abc', configuration: 2, isSwitch: true };
  expect(rowsOf(recorded(new Blocks(0), [finalized(4, 9, content)]).rows.table())).toEqual([
    {
      height: 9,
      time: 4,
      blockTime: Number.NaN,
      switch: 1,
      configuration: 2,
      proposer: 3,
      view: 1,
      transactions: 7,
      bytes: 7000,
      hash: 'abc',
    },
  ]);
});

test('a transaction takes from its submission until its block is final, and waits until then', () => {
  const submissions = new Submissions();
  for (const second of [0.5, 1, 2.5]) submissions.add(second * S);
  submissions.take(2);
  const transactions = recorded(new Transactions(0, submissions), [finalized(3, 1)]);
  expect(rowsOf(transactions.rows.table())).toEqual([
    { block: 1, latency: 2.5 },
    { block: 1, latency: 2 },
  ]);
  expect(rowsOf(transactions.waiting(4 * S))).toEqual([{ age: 1.5 }]);
});

test('transactions of a saturated chain are not followed', () => {
  const transactions = recorded(new Transactions(0, undefined), [finalized(3, 1, { transactions: 1000 })]);
  expect([transactions.rows.rows, transactions.waiting(4 * S).rows]).toEqual([0, 0]);
});
