import { describe, expect, test } from 'vitest';
import type { Fact } from '../../../engine/model/facts.js';
import { emptyTraffic, KINDS, Topic } from '../../../engine/network/message.js';
import { Failures } from '../../../engine/recording/failures.js';
import { Series } from '../../../engine/recording/series.js';
import { TrafficTable } from '../../../engine/recording/traffic-table.js';
import { type Entry, finalized, recorded, rowsOf, S, second, voting } from './entries.js';

test('a second holds what happened since the last one, and nothing from before', () => {
  const series = recorded(new Series(1 * S), [
    finalized(0.5, 1, { transactions: 4 }),
    second(1, { waiting: 2, arrivals: 6, dropped: 0 }, { messages: 10, bytes: 1000 }),
    finalized(1.2, 2, { transactions: 3 }),
    finalized(1.9, 3, { transactions: 2 }),
    second(2, { waiting: 1, arrivals: 10, dropped: 1 }, { messages: 15, bytes: 1700 }),
    second(3, undefined, { messages: 15, bytes: 1700 }),
  ]);
  expect(rowsOf(series.rows.table())).toMatchObject([
    { time: 2, pool: 1, arrivals: 4, dropped: 1, committed: 5, messages: 5, bytes: 700 },
    { time: 3, pool: Number.NaN, committed: 0, messages: 0, bytes: 0 },
  ]);
});

describe('failures', () => {
  const failed = (height: number, view: number): Fact => ({ kind: 'roundFailed', height, view, proposer: 0 });
  const abandoned = (isValidator: boolean): Fact => ({
    kind: 'viewAbandoned',
    node: 0,
    height: 1,
    view: 0,
    isValidator,
  });

  test('are counted from the end of the warm-up on', () => {
    const facts: Entry[] = [1, 2].flatMap((at): Entry[] => [
      [at, failed(at, 0)],
      [at, abandoned(true)],
      [at, abandoned(false)],
      [at, { kind: 'cycleFailed', height: 1, cycle: at }],
      [at, { kind: 'intervalMissed', height: 1 }],
    ]);
    const counted = { roundsFailed: 1, viewChanges: 1, cyclesFailed: 1, intervalsMissed: 1 };
    expect(recorded(new Failures(2 * S), facts)).toMatchObject(counted);
  });

  test('a block has the number of rounds that failed before it, whichever nodes gave up', () => {
    const rounds = (...facts: Entry[]) => recorded(new Failures(2 * S), facts).roundsFailed;
    expect(rounds([3, failed(1, 0)], [4, failed(1, 1)], finalized(5, 1, { view: 1 }))).toBe(1);
    expect(rounds(finalized(5, 1, { view: 2 }))).toBe(2);
    // The round was abandoned during the warm-up, and its block came later.
    expect(rounds([1, failed(1, 0)], finalized(5, 1))).toBe(0);
  });
});

test('messages are named by the protocol of their topic, and counted from the end of the warm-up on', () => {
  const traffic = emptyTraffic(6);
  const count = (topic: number, kind: number, messages: number) => {
    traffic.messages[topic * KINDS + kind] += messages;
    traffic.bytes[topic * KINDS + kind] += 100 * messages;
  };
  const table = new TrafficTable(1 * S, traffic);
  count(Topic.primary, 1, 5);
  recorded(table, [
    voting([0, 1, 2, 3], 3),
    [0, { kind: 'managementStarted', hash: '', consensus: 'tendermint' }],
    second(1),
  ]);
  count(Topic.primary, 1, 2);
  count(Topic.management, 0, 3);
  count(Topic.recovery, 1, 1);
  count(Topic.recovery, 4, 1);
  count(Topic.configuration, 0, 9);
  // A later epoch of the primary uses its own topic.
  recorded(table, [
    [
      2,
      {
        kind: 'epochStarted',
        firstHeight: 5,
        topic: 5,
        consensus: 'pbft',
        dissemination: 'gossip',
        validators: [0, 1, 2, 3],
        quorum: 3,
        fastest: 3,
      },
    ],
  ]);
  count(5, 1, 4);
  expect(rowsOf(table.table())).toEqual([
    { chain: 'primary', kind: 'prepare', messages: 6, bytes: 600 },
    { chain: 'management', kind: 'proposal', messages: 3, bytes: 300 },
    { chain: 'configuration', kind: 'block', messages: 9, bytes: 900 },
    { chain: 'recovery', kind: 'request', messages: 2, bytes: 200 },
  ]);
});
