import { describe, expect, test } from 'vitest';
import { agreed, type Entry, finalized, proposed, voting } from '../recording/entries.js';
import { NODES, RING, seconds, sevenNodes, told, violationsOf } from './watched.js';

/** All seven nodes vote on the primary; five votes decide. */
const started: Entry = [0, { ...voting(NODES, 5)[1], quorum: 5 } as Entry[1]];

const crashed = (at: number, ...nodes: number[]): Entry[] =>
  nodes.map((node) => [at, { kind: 'nodeCrashed', fault: 0, node, losesVotes: false, isForGood: false }]);
const restarted = (at: number, ...nodes: number[]): Entry[] =>
  nodes.map((node) => [at, { kind: 'nodeRestarted', fault: 0, node }]);
const parted = (at: number, ...sides: number[][]): Entry => [
  at,
  { kind: 'partitionBegan', fault: 1, sides, oneWay: false },
];
const healed = (at: number): Entry => [at, { kind: 'partitionHealed', fault: 1 }];
const lying = (chain: 'primary' | 'management', ...nodes: number[]): Entry[] =>
  nodes.map((node) => [0, { kind: 'byzantineBegan', fault: 2, chain, node }]);
const disturbed = (at: number, disturbance: 'drop' | 'duplicate'): Entry => [
  at,
  { kind: 'disturbanceBegan', fault: 3, disturbance },
];

describe('progress of the primary', () => {
  // The timeout is 10 s and the pause 0.1 s, so 101 s without progress is too long.
  test('is violated if nothing happens for ten timeouts, and reported once', () => {
    const enough = '7 of 7 validators were up, honest and connected, and 5 decide';
    expect(violationsOf([started, finalized(5, 1), ...seconds(6, 300)])).toEqual([
      {
        kind: 'progress',
        time: 108,
        chain: 'primary',
        message: `no block became final for 102 s although ${enough}`,
        nodes: [],
        heights: [2],
        because: [
          { time: 5, text: 'block 1 became final' },
          { time: 6, text: enough },
          { time: 108, text: 'no round ended since' },
        ],
      },
    ]);
  });

  test('is violated where more rounds fail in a row than twice the number of validators', () => {
    const rounds = Array.from({ length: 15 }, (_, i): Entry[] => [
      [10 * i + 1, { kind: 'roundFailed', height: 2, view: i, proposer: 0 }],
      ...seconds(10 * i + 2, 10 * i + 11),
    ]).flat();
    const before = [started, finalized(0, 1), ...seconds(0, 1)];
    expect(told([...before, ...rounds.slice(0, -10)])).toEqual([]);
    expect(told([...before, ...rounds])).toHaveLength(1);
  });

  test('allows two failing leaders of chained HotStuff in a row all their views', () => {
    const chained: Entry = [0, { ...started[1], consensus: 'hotstuff' } as Entry[1]];
    const refused = Array.from({ length: 16 }, (_, i): Entry[] => [
      [2, { kind: 'roundFailed', height: 2, view: i, proposer: 0 }],
      ...seconds(3, 4),
    ]).flat();
    const liars = lying('primary', 0, 1);
    expect(told([chained, ...liars, finalized(1, 1), ...seconds(1, 2), ...refused])).toEqual([]);
    expect(told([started, ...liars, finalized(1, 1), ...seconds(1, 2), ...refused])).toHaveLength(1);
  });

  test('is not checked while too few are up to decide, and is checked again afterwards', () => {
    const down = [started, finalized(5, 1), ...crashed(6, 0, 1, 2), ...seconds(7, 1000)];
    expect(told(down)).toEqual([]);
    expect(told([...down, ...restarted(1000, 0), ...seconds(1000, 1102)])).toEqual([]);
    expect(told([...down, ...restarted(1000, 0), ...seconds(1000, 1103)])).toHaveLength(1);
  });

  test('is checked where exactly enough are left to decide', () => {
    expect(told([started, finalized(5, 1), ...crashed(6, 0, 1), ...seconds(7, 300)])).toHaveLength(1);
  });

  test('is not checked where no side of a partition has a quorum', () => {
    const halves = [started, parted(6, [0, 1, 2], [3, 4, 5, 6]), ...seconds(7, 300)];
    expect(told(halves)).toEqual([]);
    expect(told([...halves, healed(300), ...seconds(300, 500)])).toHaveLength(1);
    expect(told([started, parted(6, [0, 1], [2, 3, 4, 5, 6]), ...seconds(7, 300)])).toHaveLength(1);
  });

  test('is not checked where Byzantine and crashed validators together are too many', () => {
    const two = [started, ...lying('primary', 0, 1)];
    expect(told([...two, ...seconds(1, 300)])).toHaveLength(1);
    expect(told([...two, ...crashed(0, 4), ...seconds(1, 300)])).toEqual([]);
  });

  test('is not checked while messages are dropped, but is while some are duplicated', () => {
    const dropped = [started, disturbed(2, 'drop'), ...seconds(3, 300)];
    const over: Entry = [300, { kind: 'disturbanceEnded', fault: 3 }];
    expect(told(dropped)).toEqual([]);
    expect(told([...dropped, over, ...seconds(300, 403)])).toHaveLength(1);
    expect(told([started, disturbed(2, 'duplicate'), ...seconds(3, 300)])).toHaveLength(1);
  });

  test('is not checked where relays that are down split the overlay of a gossip', () => {
    const facts = [started, ...crashed(1, 0, 3), ...seconds(2, 300)];
    expect(violationsOf(facts)).toHaveLength(1);
    expect(violationsOf(facts, sevenNodes(), RING)).toEqual([]);
  });
});

describe('progress of the management chain', () => {
  /** An interval whose seven proposal cycles all fail. */
  const missed = (due: number): Entry[] => [
    [due, { kind: 'intervalEnded', height: 2 }],
    ...[1, 2, 3, 4, 5, 6, 7].map((cycle): Entry => [due + 69, { kind: 'cycleFailed', height: 2, cycle }]),
    [due + 70, { kind: 'intervalMissed', height: 2 }],
  ];
  const before: Entry[] = [[30, { kind: 'intervalEnded', height: 1 }], agreed(31, 0, 1, 30, { hash: '00' })];

  test('is violated by three missed intervals in a row', () => {
    expect(told([...before, ...missed(60), ...missed(160)])).toEqual([]);
    const enough = '7 of 7 members were up, honest and connected, and 5 decide';
    expect(told([...before, ...missed(60), ...missed(160), ...missed(260)])).toEqual([
      [
        'progress',
        330,
        `3 intervals were missed at configuration block 2, 270 s after the interval had ended, although ${enough}`,
      ],
    ]);
  });

  test('is not checked on a chain that has never agreed: its timeout is too short', () => {
    expect(told([...missed(60), ...missed(160), ...missed(260)])).toEqual([]);
  });

  test('is violated where an agreement never ends: after 2 (|MN| + 1) cycle timeouts, and a second for each', () => {
    const begun: Entry[] = [[30, { kind: 'intervalEnded', height: 1 }]];
    expect(told([...begun, ...seconds(31, 207)])).toEqual([]);
    expect(told([...begun, ...seconds(31, 400)])).toHaveLength(1);
  });

  test('is not checked where too few members were connected during an interval', () => {
    const [ended, ...rest] = missed(160);
    const short = [ended, ...crashed(170, 0, 1, 2), ...restarted(180, 0, 1, 2), ...rest];
    expect(told([...before, ...missed(60), ...short, ...missed(260)])).toEqual([]);
    expect(
      told([
        ...before,
        ...crashed(50, 0, 1, 2),
        ...restarted(55, 0, 1, 2),
        ...missed(60),
        ...missed(160),
        ...missed(260),
      ]),
    ).toHaveLength(1);
  });

  test("is not checked where honest twins reject each other's proposals", () => {
    const [ended, ...rest] = missed(160);
    const refused: Entry = [161, { kind: 'configurationRejected', proposal: 1, height: 2, node: 2, reason: 'x' }];
    const disagreed = [ended, proposed(160, 1, 2, 160, { proposer: 4 }), refused, ...rest];
    expect(told([...before, ...missed(60), ...disagreed, ...missed(260)])).toEqual([]);
    expect(told([...lying('management', 4), ...before, ...missed(60), ...disagreed, ...missed(260)])).toHaveLength(1);
  });
});
