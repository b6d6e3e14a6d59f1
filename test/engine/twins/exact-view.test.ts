import { beforeAll, describe, expect, test } from 'vitest';
import type { Results } from '../../../engine/model/results.js';
import type { Scenario } from '../../../engine/model/scenario.js';
import { prepare } from '../../../engine/simulation.js';
import { OBSERVABLE } from '../../../engine/twins/observable.js';
import { numbers, observe, texts } from '../observed-run.js';
import { baseline, worldwide } from '../scenarios.js';
import { ALWAYS, compare, managed, number, observation, observing, policy, rule, statistic } from './policies.js';
import {
  expectEqual,
  STATISTICS_OF_SAMPLES,
  textbookStatistic,
  textbookStatisticOfTotal,
} from './textbook-statistics.js';

beforeAll(prepare);

describe('the exact view', () => {
  /** Every statistic of the metrics that can be recomputed from tables, over a minute. */
  const metrics = OBSERVABLE.filter(({ exact }) => exact).map(({ metric }) => metric);
  const read = metrics.flatMap((metric) =>
    STATISTICS_OF_SAMPLES.map((name) => ({ metric, name, label: `${name} ${metric}` })),
  );
  const named = Object.fromEntries(read.map(({ metric, name, label }) => [label, statistic(name, metric)]));
  const reads = read.map(({ label }) => compare(observation(label), '==', observation(label)));
  const all = reads.reduce((left, right) => ({ kind: 'either', left, right }), ALWAYS);
  const WINDOW = 60;
  let scenario: Scenario;
  let results: Results;
  beforeAll(() => {
    scenario = baseline({ duration: 150, topology: worldwide({ nodes: 10, peers: { kind: 'full' } }) });
    scenario.primary.workload = {
      name: 'Demand',
      arrivals: { kind: 'poisson', rate: 200 },
      size: { kind: 'constant', value: 1000 },
      pool: 10_000,
    };
    scenario.management.nodes = { kind: 'random', count: 5 };
    scenario.management.policy = policy([rule(all, {})], observing(WINDOW, named, 'exact'));
    results = observe(scenario);
  });

  test('equals the tables of the run over the same window', () => {
    const due = numbers(results, 'configurationBlocks', 'due');
    const labels = texts(results, 'figures', 'name');
    const values = numbers(results, 'figures', 'value');
    expect(labels).toHaveLength(read.length * due.length);
    due.forEach((end, block) => {
      const start = Math.max(0, end - WINDOW);
      for (const metric of metrics) {
        const { samples, counter, seconds } = recomputed(metric, start, end);
        for (const name of STATISTICS_OF_SAMPLES) {
          const row = labels.indexOf(`${name} ${metric}`, block * read.length);
          expectEqual(
            values[row],
            counter ? textbookStatisticOfTotal(name, sum(samples), seconds) : textbookStatistic(name, samples, seconds),
          );
        }
      }
    });
  });

  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

  /** Recomputes a metric over a window from the tables. `counter` tells whether it is a total. */
  function recomputed(
    metric: string,
    from: number,
    to: number,
  ): { samples: number[]; counter: boolean; seconds: number } {
    const seconds = to - from;
    const inside = (times: readonly number[], values: readonly number[]) =>
      values.filter((_, i) => times[i] > from && times[i] <= to);
    const samples = (values: number[]) => ({ samples: values, counter: false, seconds });
    const blocks = (column: string) => numbers(results, 'blocks', column);
    const delays = (column: string) => numbers(results, 'delays', column);
    const ticks = numbers(results, 'series', 'time');
    switch (metric) {
      case 'primary.pool':
        return samples(inside(ticks, numbers(results, 'series', 'pool')));
      case 'primary.arrivals':
      case 'primary.dropped': {
        const counts = inside(ticks, numbers(results, 'series', metric.split('.')[1]));
        return { samples: counts, counter: true, seconds: counts.length };
      }
      case 'management.blocks': {
        const decided = numbers(results, 'configurationBlocks', 'decided');
        return { samples: inside(decided, decided).map(() => 1), counter: true, seconds };
      }
      case 'primary.roundsFailed':
      case 'primary.viewChanges':
      case 'management.cyclesFailed':
      case 'management.intervalsMissed':
        // Nothing fails in this run.
        return { samples: [], counter: true, seconds };
      case 'primary.latency': {
        const time = new Map(blocks('height').map((height, row) => [height, blocks('time')[row]]));
        const times = numbers(results, 'transactions', 'block').map((height) => time.get(height)!);
        return samples(inside(times, numbers(results, 'transactions', 'latency')));
      }
      case 'primary.throughput': {
        const piece = Math.min(10, seconds);
        const [times, transactions] = [blocks('time'), blocks('transactions')];
        const rates = Array.from({ length: Math.floor(seconds / piece) }, (_, i) => {
          const end = to - i * piece;
          return sum(transactions.filter((_, row) => times[row] > end - piece && times[row] <= end)) / piece;
        });
        return samples(rates);
      }
      case 'primary.blockTime':
      case 'blockTime.normal':
      case 'blockTime.switch': {
        const kinds = metric === 'primary.blockTime' ? [0, 1] : [metric === 'blockTime.switch' ? 1 : 0];
        const switched = blocks('switch');
        const times = blocks('time').map((time, row) => (kinds.includes(switched[row]) ? time : -1));
        return samples(inside(times, blocks('blockTime')).filter((time) => !Number.isNaN(time)));
      }
      default: {
        // The delays of a block are known once it is decided and all measured nodes have received or applied it.
        const isReceipt = metric === 'delay.propagation';
        const configuration = delays('configuration');
        const counted = delays(isReceipt ? 'receivedCounted' : 'counted');
        const reached = delays(isReceipt ? 'received' : 'applied');
        const decided = numbers(results, 'configurationBlocks', 'decided');
        const complete = new Map(
          numbers(results, 'configurationBlocks', 'height').map((height, i) => [height, decided[i]]),
        );
        configuration.forEach((height, row) => {
          if (counted[row] === 1) complete.set(height, Math.max(complete.get(height)!, reached[row]));
        });
        const times = configuration.map((height, row) => (counted[row] === 1 ? complete.get(height)! : -1));
        return samples(inside(times, delays(metric.split('.')[1])));
      }
    }
  }
});

test('where all nodes commit at the same moment, one node has seen what the whole system did', () => {
  const metrics = ['primary.blockTime', 'blockTime.normal', 'primary.throughput', 'primary.pool', 'primary.arrivals'];
  const named = Object.fromEntries(
    [...metrics, 'primary.latency', 'management.blocks'].flatMap((metric) =>
      (['mean', 'p95', 'count', 'rate'] as const).map((name) => [`${name} ${metric}`, statistic(name, metric)]),
    ),
  );
  const reads = Object.keys(named).map((label) => compare(observation(label), '==', number(0)));
  const all = reads.reduce((left, right) => ({ kind: 'either', left, right }), ALWAYS);
  const figures = (['mirrored', 'exact'] as const).map((view) => {
    const scenario = managed(policy([rule(all, {})], observing(35, named, view)));
    scenario.primary.dissemination = 'direct';
    scenario.primary.workload = {
      name: 'Demand',
      arrivals: { kind: 'poisson', rate: 2 },
      size: { kind: 'constant', value: 100 },
      pool: 100,
    };
    const results = observe(scenario);
    expect(numbers(results, 'proposals', 'rule')).not.toContain(0);
    return numbers(results, 'figures', 'value');
  });
  expect(figures[0].length).toBeGreaterThan(100);
  figures[0].forEach((value, row) => {
    expectEqual(value, figures[1][row]);
  });
});
