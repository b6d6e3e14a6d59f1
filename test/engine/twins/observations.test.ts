import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { METRICS } from '../../../engine/measurement/metrics.js';
import type { StatisticName } from '../../../engine/model/expression.js';
import { toReaders } from '../../../engine/model/fact-readers.js';
import type { Fact } from '../../../engine/model/facts.js';
import type { Policy } from '../../../engine/model/policy.js';
import { Submissions } from '../../../engine/primary/submissions.js';
import { prepare } from '../../../engine/simulation.js';
import { OBSERVABLE } from '../../../engine/twins/observable.js';
import { Observations } from '../../../engine/twins/observations.js';
import { observing, policy, statistic } from './policies.js';
import {
  expectEqual,
  STATISTICS_OF_SAMPLES,
  textbookStatistic,
  textbookStatisticOfTotal,
} from './textbook-statistics.js';

beforeAll(prepare);

/** An observation of one node, shortly after the previous one. */
interface Happening {
  after: number;
  what: 'commit' | 'abandon' | 'interval ends' | 'second';
  transactions: number;
  switched: boolean;
}

const happenings = fc.array(
  fc.record<Happening>({
    after: fc.integer({ min: 1, max: 8e9 }),
    what: fc.constantFrom('commit', 'commit', 'commit', 'abandon', 'interval ends', 'second'),
    transactions: fc.integer({ min: 0, max: 5 }),
    switched: fc.boolean(),
  }),
  { minLength: 1, maxLength: 120 },
);

function blockCommitted(block: { height: number; transactions: number; isSwitch: boolean }, view = 0): Fact {
  return { kind: 'blockCommitted', node: 0, block: block.height, view, ...block };
}

/** A quorum has committed a block without transactions. */
function finalized(height: number, view: number): Fact {
  const block = { block: height, height, view, proposer: 0, transactions: 0, bytes: 0, hash: '', configuration: 0 };
  return { kind: 'blockFinalized', ...block, isSwitch: false };
}

function viewAbandoned(node: number, height: number, isValidator = true): Fact {
  return { kind: 'viewAbandoned', node, height, view: 0, isValidator };
}

const WINDOW = 25;
const METRICS_TRIED = [
  'primary.blockTime',
  'blockTime.normal',
  'blockTime.switch',
  'primary.throughput',
  'primary.latency',
  'primary.roundsFailed',
  'primary.pool',
  'primary.arrivals',
  'primary.dropped',
];

describe('a window', () => {
  const own: Policy = policy(
    [],
    observing(WINDOW, Object.fromEntries(METRICS_TRIED.map((m) => [m, statistic('mean', m)]))),
  );

  test('holds everything that happened in it and nothing else, as a full scan of the events finds', () => {
    fc.assert(
      fc.property(happenings, (sequence) => {
        const submissions = new Submissions();
        const observations = new Observations([own], submissions);
        const tell = toReaders(observations.readers);
        const seen: { metric: string; at: number; value: number }[] = [];
        let now = 0;
        let height = 0;
        let failed = 0;
        let last = Number.NaN;
        let arrivals = 0;
        for (const { after, what, transactions, switched } of sequence) {
          now += after;
          if (what === 'commit') {
            const submitted = Float64Array.from({ length: transactions }, (_, i) => now - 1e9 * (transactions - i));
            for (const time of submitted) submissions.add(time);
            submissions.take(transactions);
            const isSwitch = switched && height > 0;
            tell(now, blockCommitted({ height: ++height, transactions, isSwitch }, failed));
            failed = 0;
            if (!Number.isNaN(last)) {
              seen.push({ metric: 'primary.blockTime', at: now, value: (now - last) / 1e9 });
              const kind = isSwitch ? 'blockTime.switch' : 'blockTime.normal';
              seen.push({ metric: kind, at: now, value: (now - last) / 1e9 });
            }
            last = now;
            seen.push({ metric: 'primary.throughput', at: now, value: transactions });
            for (const time of submitted) seen.push({ metric: 'primary.latency', at: now, value: (now - time) / 1e9 });
          } else if (what === 'abandon') {
            tell(now, viewAbandoned(0, height + 1));
            failed++;
            seen.push({ metric: 'primary.roundsFailed', at: now, value: 1 });
          } else if (what === 'second') {
            arrivals += transactions;
            const pool = { waiting: transactions, arrivals, dropped: 2 * arrivals };
            tell(now, { kind: 'secondPassed', pool, traffic: { messages: 0, bytes: 0 } });
            seen.push({ metric: 'primary.dropped', at: now, value: 2 * transactions });
            seen.push({ metric: 'primary.pool', at: now, value: transactions });
            seen.push({ metric: 'primary.arrivals', at: now, value: transactions });
          } else {
            tell(now, { kind: 'intervalEnded', height: 1 });
            submissions.forget(observations.needs);
            const from = Math.max(0, now - WINDOW * 1e9);
            for (const metric of METRICS_TRIED) {
              const inside = seen.filter((entry) => entry.metric === metric && entry.at > from && entry.at <= now);
              for (const name of STATISTICS_OF_SAMPLES) {
                const found = observations.statistic(0, own.observe!, name, metric, now);
                expectEqual(found, expected(metric, name, inside, from, now));
              }
            }
          }
        }
      }),
      { numRuns: 150, seed: 20250607 },
    );
  });

  function expected(
    metric: string,
    name: StatisticName,
    inside: { at: number; value: number }[],
    from: number,
    to: number,
  ) {
    const seconds = (to - from) / 1e9;
    const values = inside.map(({ value }) => value);
    const total = values.reduce((sum, value) => sum + value, 0);
    if (metric === 'primary.roundsFailed') return textbookStatisticOfTotal(name, total, seconds);
    if (metric === 'primary.arrivals' || metric === 'primary.dropped')
      return textbookStatisticOfTotal(name, total, values.length);
    if (metric !== 'primary.throughput') return textbookStatistic(name, values, seconds);
    const piece = Math.min(10, seconds);
    const pieces = Array.from({ length: Math.floor(seconds / piece) }, (_, i) => {
      const end = to - i * piece * 1e9;
      const part = inside.filter(({ at }) => at > end - piece * 1e9 && at <= end);
      return part.reduce((sum, { value }) => sum + value, 0) / piece;
    });
    return textbookStatistic(name, pieces, seconds);
  }

  test('that has not begun is empty: its means are undefined, and its counts zero', () => {
    const observations = new Observations([own]);
    const tell = toReaders(observations.readers);
    tell(1e9, { kind: 'intervalEnded', height: 1 });
    expectEqual(observations.statistic(0, own.observe!, 'mean', 'primary.blockTime', 1e9), Number.NaN);
    expectEqual(observations.statistic(0, own.observe!, 'count', 'primary.blockTime', 1e9), 0);
    expectEqual(observations.statistic(0, own.observe!, 'total', 'primary.roundsFailed', 1e9), 0);
  });

  test('is that of the last interval end, whatever has happened since', () => {
    const observations = new Observations([own]);
    const tell = toReaders(observations.readers);
    const commit = (height: number, now: number) =>
      tell(now, blockCommitted({ height, transactions: 1, isSwitch: false }));
    commit(1, 1e9);
    commit(2, 3e9);
    tell(4e9, { kind: 'intervalEnded', height: 1 });
    commit(3, 40e9);
    expectEqual(observations.statistic(0, own.observe!, 'mean', 'primary.blockTime', 4e9), 2);
    expectEqual(observations.statistic(0, own.observe!, 'count', 'primary.blockTime', 4e9), 1);
  });

  test('of a node holds the delays of configuration blocks as this node saw them', () => {
    const metrics = ['delay.agreement', 'delay.update', 'delay.total', 'management.blocks'];
    const watching = policy([], observing(60, Object.fromEntries(metrics.map((m) => [m, statistic('mean', m)]))));
    const observations = new Observations([watching, watching]);
    const tell = toReaders(observations.readers);
    tell(10e9, { kind: 'intervalEnded', height: 1 });
    tell(10.5e9, { kind: 'configurationReceived', node: 0, height: 1, round: { height: 1, view: 0 } });
    tell(12e9, { kind: 'configurationApplied', node: 0, from: 0, to: 1 });
    tell(40e9, { kind: 'intervalEnded', height: 2 });
    const read = (node: number, metric: string, name: StatisticName = 'mean') =>
      observations.statistic(node, watching.observe!, name, metric, 40e9);
    expectEqual(read(0, 'delay.agreement'), 0.5);
    expectEqual(read(0, 'delay.update'), 1.5);
    expectEqual(read(0, 'delay.total'), 2);
    expectEqual(read(0, 'management.blocks', 'total'), 1);
    expectEqual(read(1, 'delay.total'), Number.NaN);
    expectEqual(read(1, 'management.blocks', 'total'), 0);
  });
});

test('counts failures by the nodes that give up, and those of the system by the failed rounds and cycles', () => {
  const metrics = [
    'primary.roundsFailed',
    'primary.viewChanges',
    'management.cyclesFailed',
    'management.intervalsMissed',
  ];
  const named = Object.fromEntries(metrics.map((metric) => [metric, statistic('total', metric)]));
  const mirrored = policy([], observing(30, named));
  const exact = policy([], observing(30, named, 'exact'));
  const observations = new Observations([mirrored, mirrored, exact]);
  const tell = toReaders(observations.readers);
  const facts: [at: number, fact: Fact][] = [
    [1e9, viewAbandoned(0, 1)],
    [2e9, viewAbandoned(1, 1)],
    [2e9, viewAbandoned(1, 1, false)],
    [2e9, viewAbandoned(2, 1)],
    [2e9, { kind: 'roundFailed', height: 1, view: 0, proposer: 0 }],
    [2e9, { kind: 'roundFailed', height: 1, view: 1, proposer: 0 }],
    // As far as node 1 knows, both rounds led to a block; in the system as a whole, only one of them did.
    [3e9, { kind: 'blockCommitted', node: 1, block: 0, height: 1, view: 0, transactions: 0, isSwitch: false }],
    [3e9, finalized(1, 1)],
    [3e9, { kind: 'cycleAbandoned', node: 0, height: 1, isLast: false }],
    [3e9, { kind: 'cycleFailed', height: 1, cycle: 1 }],
    [4e9, { kind: 'cycleAbandoned', node: 0, height: 1, isLast: true }],
    [4e9, { kind: 'cycleFailed', height: 1, cycle: 2 }],
    [4e9, { kind: 'intervalMissed', height: 1 }],
  ];
  for (const [at, fact] of facts) tell(at, fact);
  const counts = (node: number, view: Policy, at: number) => {
    tell(at, { kind: 'intervalEnded', height: 1 });
    return metrics.map((metric) => observations.statistic(node, view.observe!, 'total', metric, at));
  };
  expect(counts(0, mirrored, 5e9)).toEqual([1, 1, 2, 1]);
  expect(counts(1, mirrored, 5e9)).toEqual([0, 2, 0, 0]);
  expect(counts(2, exact, 5e9)).toEqual([1, 3, 2, 1]);
  expect(counts(2, exact, 33e9)).toEqual([0, 0, 1, 1]);
});

test('every metric of the language can be observed, or says why not', () => {
  expect(OBSERVABLE.map(({ metric }) => metric)).toEqual(METRICS.map(({ name }) => name));
  for (const { mirrored, exact, obstacle } of OBSERVABLE) {
    expect(obstacle === undefined).toBe(mirrored !== undefined && exact !== undefined);
  }
});
