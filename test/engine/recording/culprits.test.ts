import { describe, expect, test } from 'vitest';
import type { Misdeed } from '../../../engine/model/fault-facts.js';
import { Culprits } from '../../../engine/recording/culprits.js';
import { agreed, type Entry, finalized, recorded, S, voting } from './entries.js';

/**
 * Four members, three of which form a quorum. The hash 0x04 makes node 1 the first proposer, followed by its
 * successors.
 */
function culprits(facts: readonly Entry[], warmup = 0) {
  const rotation = { members: [1, 4, 6, 8], blocking: 2, proposer: 'hash' } as const;
  const all = recorded(new Culprits(warmup * S, (node) => `Hamburg ${node}`, rotation), [started, ...facts]).all;
  return all.map(({ name, chain, deed, count, failed, missed, seconds }) => [
    `${name}, ${chain}: ${deed}`,
    { count, failed, missed, seconds },
  ]);
}

const started: Entry = [0, { kind: 'managementStarted', hash: '04', consensus: 'pbft' }];
const ended = (at: number): Entry => [at, { kind: 'intervalEnded', height: 1 }];
const cycleFailed = (at: number, cycle: number): Entry => [at, { kind: 'cycleFailed', height: 1, cycle }];
const missed = (at: number): Entry => [at, { kind: 'intervalMissed', height: 1 }];
const roundFailed = (at: number, view: number, proposer = 0): Entry => [
  at,
  { kind: 'roundFailed', height: 1, view, proposer },
];
const did = (
  at: number,
  node: number,
  misdeed: Misdeed,
  view: number,
  chain: 'primary' | 'management' = 'management',
): Entry => [at, { kind: 'misbehaved', fault: 0, chain, node, misdeed, height: 1, view }];

describe('the acts of nodes, and their cost', () => {
  test('a proposer costs the cycles that fail by its proposals, from the end of the one before', () => {
    const facts = [
      ended(30),
      did(30, 4, 'invalid', 0),
      cycleFailed(33, 1),
      did(33, 6, 'silent', 1),
      cycleFailed(43, 2),
    ];
    expect(culprits([...facts, agreed(44, 0, 1, 30, { hash: '04' })])).toEqual([
      ['Hamburg 6, management: silent', { count: 1, failed: 1, missed: 0, seconds: 10 }],
      ['Hamburg 4, management: invalid', { count: 1, failed: 1, missed: 0, seconds: 3 }],
    ]);
  });

  test('an interval is missed because of all whose cycles failed in it', () => {
    const facts = [ended(30), did(30, 4, 'invalid', 0), cycleFailed(33, 1), cycleFailed(40, 2), missed(40)];
    expect(culprits(facts)).toEqual([
      ['Hamburg 4, management: invalid', { count: 1, failed: 1, missed: 1, seconds: 3 }],
    ]);
    expect(culprits([...facts, ended(60), cycleFailed(63, 5), missed(63)])[0][1]).toMatchObject({ missed: 1 });
  });

  test('a proposal that is agreed all the same costs nothing', () => {
    expect(culprits([ended(30), did(30, 4, 'harmful', 0), agreed(31, 0, 1, 30, { hash: '04' })])).toEqual([
      ['Hamburg 4, management: harmful', { count: 1, failed: 0, missed: 0, seconds: 0 }],
    ]);
  });

  test('a late proposal costs its delay if it is decided, and its cycle or round if that fails', () => {
    const late = (at: number, node: number, view: number, chain: 'primary' | 'management'): Entry => [
      at,
      { kind: 'misbehaved', fault: 0, chain, node, misdeed: 'late', height: 1, view, by: 1.8 },
    ];
    const facts = [
      ended(30),
      late(30, 4, 0, 'management'),
      agreed(32, 0, 1, 30, { hash: '04', proposer: 4 }),
      late(33, 8, 0, 'primary'),
      roundFailed(36, 0),
      late(36, 6, 1, 'primary'),
      finalized(38, 1, { proposer: 6, view: 1 }),
    ];
    expect(culprits(facts)).toEqual([
      ['Hamburg 8, primary: late', { count: 1, failed: 1, missed: 0, seconds: 36 }],
      ['Hamburg 4, management: late', { count: 1, failed: 0, missed: 0, seconds: 1.8 }],
      ['Hamburg 6, primary: late', { count: 1, failed: 0, missed: 0, seconds: 1.8 }],
    ]);
    expect(culprits(facts, 34)[2][1]).toMatchObject({ seconds: 0 });
  });

  test('voters cost a cycle where enough misbehave to block a quorum, and not with fewer', () => {
    const one = [ended(30), did(31, 4, 'abstained', 0), cycleFailed(40, 1)];
    expect(culprits(one)).toEqual([
      ['Hamburg 4, management: abstained', { count: 1, failed: 0, missed: 0, seconds: 0 }],
    ]);
    const two = [ended(30), did(31, 4, 'abstained', 0), did(31, 6, 'opposed', 0), cycleFailed(40, 1)];
    expect(culprits(two).map(([, costs]) => costs)).toEqual([
      { count: 1, failed: 1, missed: 0, seconds: 10 },
      { count: 1, failed: 1, missed: 0, seconds: 10 },
    ]);
  });

  test('a proposer that is down in its turn costs its cycle', () => {
    const crashed: Entry = [5, { kind: 'nodeCrashed', fault: 0, node: 4, losesVotes: false, isForGood: false }];
    const back: Entry = [50, { kind: 'nodeRestarted', fault: 0, node: 4 }];
    const facts = [crashed, ended(30), cycleFailed(40, 2), cycleFailed(49, 3), back, cycleFailed(51, 6)];
    expect(culprits([...facts, cycleFailed(60, 10)])).toEqual([
      ['Hamburg 4, management: down', { count: 2, failed: 2, missed: 0, seconds: 12 }],
    ]);
  });

  test('a proposer that a partition leaves without a quorum costs its cycle, one with a quorum does not', () => {
    const parted = (...sides: number[][]): Entry => [5, { kind: 'partitionBegan', fault: 1, sides, oneWay: false }];
    const healed: Entry = [50, { kind: 'partitionHealed', fault: 1 }];
    const facts = [ended(30), cycleFailed(40, 2), healed, cycleFailed(51, 3), cycleFailed(60, 6)];
    expect(culprits([parted([4, 1], [0, 6, 8]), ...facts])).toEqual([
      ['Hamburg 6, management: cutOff', { count: 1, failed: 1, missed: 0, seconds: 11 }],
      ['Hamburg 4, management: cutOff', { count: 1, failed: 1, missed: 0, seconds: 10 }],
    ]);
    expect(culprits([parted([8], [0, 1, 4, 6]), ...facts])).toEqual([]);
  });

  test('rounds of the primary count for their proposers in the same way', () => {
    const facts = [
      voting([0, 1, 2, 3], 3),
      finalized(2, 0),
      did(2, 3, 'equivocated', 0, 'primary'),
      roundFailed(12, 0),
    ];
    expect(culprits(facts)).toEqual([
      ['Hamburg 3, primary: equivocated', { count: 1, failed: 1, missed: 0, seconds: 10 }],
    ]);
  });

  test('a proposer of the primary that is down or cut off costs its round, unless that is decided after all', () => {
    const crashed: Entry = [5, { kind: 'nodeCrashed', fault: 0, node: 2, losesVotes: false, isForGood: true }];
    const sides = [[1], [0, 2, 3]];
    const parted: Entry = [6, { kind: 'partitionBegan', fault: 1, sides, oneWay: false }];
    const facts = [
      voting([0, 1, 2, 3], 3),
      finalized(2, 0),
      crashed,
      parted,
      roundFailed(12, 0, 2),
      roundFailed(16, 1, 1),
    ];
    const down = ['Hamburg 2, primary: down', { count: 1, failed: 1, missed: 0, seconds: 10 }];
    const cutOff = ['Hamburg 1, primary: cutOff', { count: 1, failed: 1, missed: 0, seconds: 4 }];
    const healed: Entry = [16, { kind: 'partitionHealed', fault: 1 }];
    expect(culprits([...facts, healed, roundFailed(20, 2, 3)])).toEqual([down, cutOff]);
    expect(culprits([...facts, finalized(21, 1, { proposer: 1, view: 1 })])).toEqual([down]);
  });

  test('a round that was given up and decided after all has not failed', () => {
    const late: Entry = [
      2,
      { kind: 'misbehaved', fault: 0, chain: 'primary', node: 3, misdeed: 'late', height: 1, view: 0, by: 1.8 },
    ];
    const silent = did(12, 2, 'silent', 1, 'primary');
    const facts = [voting([0, 1, 2, 3], 3), finalized(2, 0), late, roundFailed(12, 0), silent, roundFailed(22, 1)];
    expect(culprits([...facts, finalized(23, 1, { proposer: 3, view: 0 })])).toEqual([
      ['Hamburg 3, primary: late', { count: 1, failed: 0, missed: 0, seconds: 1.8 }],
      ['Hamburg 2, primary: silent', { count: 1, failed: 0, missed: 0, seconds: 0 }],
    ]);
    // Its round failed, and its block was decided in the next one.
    expect(culprits([...facts.slice(0, 4), finalized(13, 1, { proposer: 3, view: 1 })])).toEqual([
      ['Hamburg 3, primary: late', { count: 1, failed: 1, missed: 0, seconds: 10 }],
    ]);
  });

  test('events in the warm-up are not counted', () => {
    const facts = [
      ended(30),
      did(30, 4, 'invalid', 0),
      cycleFailed(33, 1),
      did(50, 4, 'invalid', 4),
      cycleFailed(52, 5),
    ];
    expect(culprits(facts, 40)).toEqual([
      ['Hamburg 4, management: invalid', { count: 1, failed: 1, missed: 0, seconds: 19 }],
    ]);
  });
});
