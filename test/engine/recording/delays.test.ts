import { beforeAll, describe, expect, test } from 'vitest';
import { METRICS, samplesOf } from '../../../engine/measurement/metrics.js';
import { Reconfigurations } from '../../../engine/measurement/reconfigurations.js';
import { summarise } from '../../../engine/measurement/summary.js';
import { type Results, recordingOf } from '../../../engine/model/results.js';
import type { Scenario } from '../../../engine/model/scenario.js';
import { Delays } from '../../../engine/recording/delays.js';
import { prepare } from '../../../engine/simulation.js';
import { numbers, observe } from '../observed-run.js';
import { baseline } from '../scenarios.js';
import { agreed, applied, type Entry, received, recorded, rowsOf, S, second, voting } from './entries.js';

beforeAll(prepare);

/** Configuration block 1 is agreed at 12 s, 2 s after the end of its interval. */
const AGREED = agreed(12, 1, 1, 10);

/** Rows of the table. @param warmup s */
function rows(nodes: number, facts: readonly Entry[], warmup = 0): Record<string, number>[] {
  return rowsOf(recorded(new Delays(nodes, warmup * S), facts).table()) as Record<string, number>[];
}

describe('the delays of a configuration block (Section 3.1)', () => {
  /** Four nodes, the fastest three of which are measured. */
  const four = (facts: readonly Entry[], warmup = 0) => rows(4, [voting([0, 1, 2, 3], 3), ...facts], warmup);

  test('are agreement until the decision, propagation until the arrival, update until the use', () => {
    const found = four([
      AGREED,
      received(12.5, 2),
      applied(13.25, 2),
      ...[0, 1, 3].flatMap((node) => [received(14, node), applied(15, node)]),
    ]);
    expect(found[0]).toMatchObject({
      node: 2,
      rank: 1,
      agreement: 2,
      propagation: 0.5,
      update: 0.75,
      total: 3.25,
      roundHeight: 4,
    });
  });

  test('a node that received before the decision counts no propagation, and the phases still sum to the total', () => {
    const found = four([
      ...[0, 1, 2, 3].map((node) => received(11, node)),
      AGREED,
      ...[0, 1, 2, 3].map((node) => applied(13, node)),
    ]);
    for (const { agreement, propagation, update, total } of found) {
      expect({ agreement, propagation, update, total }).toEqual({ agreement: 2, propagation: 0, update: 1, total: 3 });
    }
  });

  test('a node that even applied before the decision has no update either: its total is the agreement', () => {
    const found = four([...[0, 1, 2, 3].flatMap((node) => [received(11, node), applied(11.5, node)]), AGREED]);
    expect(found.map(({ propagation, update, total }) => [propagation, update, total])).toEqual(
      new Array(4).fill([0, 0, 2]),
    );
  });

  test('are taken over the 2f + 1 validators that applied first, ties by number', () => {
    const found = rows(5, [
      voting([1, 2, 3, 4], 3),
      AGREED,
      ...[0, 1, 2, 3, 4].map((node) => received(12, node)),
      ...[12.1, 12.4, 12.3, 12.3, 12.2].map((seconds, node) => applied(seconds, node)),
    ]);
    // Node 0 only follows the chain; node 1 is the last validator.
    expect(found.map(({ node, rank, counted }) => [node, rank, counted])).toEqual([
      [0, 1, 0],
      [4, 2, 1],
      [2, 3, 1],
      [3, 4, 1],
      [1, 5, 0],
    ]);
  });

  test('propagation is taken over the 2f + 1 validators that received first, whichever applied first', () => {
    // Node 0 only follows the chain. Node 4 receives the block before the decision and applies it last.
    const receipts = [11.5, 12.4, 12.2, 12.3, 11.9];
    const facts = [
      voting([1, 2, 3, 4], 3),
      ...[0, 4].map((node) => received(receipts[node], node)),
      AGREED,
      ...[2, 3, 1].map((node) => received(receipts[node], node)),
      ...[1, 3, 2, 4, 0].map((node) => applied(20 - receipts[node], node)),
    ];
    const found = rows(5, facts).map(({ node, counted, receivedRank, receivedCounted, propagation }) => {
      return [node, counted, receivedRank, receivedCounted, Number(propagation.toFixed(9))];
    });
    expect(found).toEqual([
      [1, 1, 5, 0, 0.4],
      [3, 1, 4, 1, 0.3],
      [2, 1, 3, 1, 0.2],
      [4, 0, 2, 1, 0],
      [0, 0, 1, 0, 0],
    ]);
    const counted: number[] = [];
    const told = { received: (_: number, delay: number) => counted.push(delay), applied: () => {} };
    recorded(new Reconfigurations(5, told), facts);
    expect(counted.map((delay) => Number((delay / S).toFixed(9)))).toEqual([0, 0.2, 0.3]);
  });

  test('a node that has the block and has not applied it at the end of the run counts for propagation only', () => {
    const found = four([
      AGREED,
      received(12.1, 3),
      ...[0, 1, 2].map((node) => received(12.2 + node / 10, node)),
      ...[0, 1, 2].map((node) => applied(13, node)),
    ]);
    const late = found.at(-1);
    expect(late).toMatchObject({ node: 3, rank: 4, counted: 0, receivedRank: 1, receivedCounted: 1 });
    expect(late?.propagation).toBeCloseTo(0.1, 9);
    expect([late?.applied, late?.update, late?.total]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });

  test('are recorded once enough nodes have applied it, even when the run ends before all have', () => {
    const two = [AGREED, ...[0, 1].flatMap((node) => [received(12, node), applied(13, node)])];
    expect(four(two)).toEqual([]);
    expect(four([...two, received(13, 3), applied(14, 3)]).map(({ node }) => node)).toEqual([0, 1, 3]);
  });

  test.each([
    [10, 4],
    [11, 0],
  ])('of a block whose interval ended at 10 s, with a warm-up of %i s, are those of %i nodes', (warmup, counted) => {
    const all = [0, 1, 2, 3].flatMap((node) => [received(12, node), applied(13, node)]);
    expect(four([AGREED, ...all], warmup)).toHaveLength(counted);
  });

  test('of a block that all nodes have applied are recorded at the end of the second', () => {
    const all = [0, 1, 2, 3].flatMap((node) => [received(12, node), applied(13, node)]);
    const facts = [voting([0, 1, 2, 3], 3), AGREED, ...all];
    const written = (all: readonly Entry[]) => recorded(new Delays(4, 0), all).rows.rows;
    expect(written(facts)).toBe(0);
    expect(written([...facts, second(14)])).toBe(4);
    expect(written([...facts.slice(0, -1), second(14)])).toBe(0);
  });
});

describe('the rhythm of the primary', () => {
  /** One member always proposes, so that a block starts from the same node whatever its content. */
  const propagation = (blockInterval: number) => {
    const scenario = baseline({ duration: 600 });
    scenario.primary.blockInterval = blockInterval;
    scenario.management.nodes = { kind: 'random', count: 1 };
    const metric = METRICS.find(({ name }) => name === 'delay.propagation')!;
    return Array.from(samplesOf(metric, observe(scenario))).sort((a, b) => a - b);
  };

  test('does not change the propagation of configuration blocks', () => {
    const [slow, quick] = [propagation(2), propagation(0)];
    expect(quick.length).toBeGreaterThan(15 * 21);
    expect(quick).toEqual(slow);
  });
});

describe('what a run reports', () => {
  const scenario: Scenario = baseline({ duration: 300 });
  let results: Results;
  beforeAll(() => {
    results = observe(scenario);
  });

  test('block times are the differences of commit times, each of one kind', () => {
    const time = numbers(results, 'blocks', 'time');
    numbers(results, 'blocks', 'blockTime').forEach((blockTime, row) => {
      if (row > 0) expect(blockTime).toBeCloseTo(time[row] - time[row - 1], 9);
    });
    const count = (name: string) => samplesOf(METRICS.find((metric) => metric.name === name)!, results).length;
    expect(count('blockTime.normal') + count('blockTime.switch')).toBe(count('primary.blockTime'));
    expect(count('primary.blockTime')).toBe(time.length - 1);
  });

  test('a block is a switch where its configuration differs from that of the block before', () => {
    const configuration = numbers(results, 'blocks', 'configuration');
    const expected = configuration.map((height, row) => (row > 0 && height !== configuration[row - 1] ? 1 : 0));
    expect(numbers(results, 'blocks', 'switch')).toEqual(expected);
    expect(expected.filter((isSwitch) => isSwitch === 1).length).toBeGreaterThan(7);
  });

  test('throughput of a saturated chain is blocks of full size over time', () => {
    const { mean } = summarise(recordingOf(results), scenario)['primary.throughput'];
    const blocks = results.tables.blocks.rows;
    expect(mean! / ((blocks * 1000) / 300)).toBeCloseTo(1, 2);
  });

  test('each metric has a summary, except those that need a workload', () => {
    const names = Object.keys(summarise(recordingOf(results), scenario));
    expect(names).toEqual(
      METRICS.filter(
        ({ needsWorkload, needsMirror, needsOutage }) => !needsWorkload && !needsMirror && !needsOutage,
      ).map((metric) => metric.name),
    );
    expect(names).not.toContain('primary.latency');
  });

  test('a latency is from submission to commit, of every transaction that a block holds', () => {
    const workload = {
      name: 'Work',
      arrivals: { kind: 'poisson' as const, rate: 200 },
      size: { kind: 'constant' as const, value: 1000 },
      pool: 10_000,
    };
    const busy = observe({ ...scenario, duration: 60, primary: { ...scenario.primary, workload } });
    const held = numbers(busy, 'blocks', 'transactions').reduce((sum, count) => sum + count, 0);
    const latency = numbers(busy, 'transactions', 'latency');
    expect(latency).toHaveLength(held);
    expect(Math.min(...latency)).toBeGreaterThan(0);
    const { 'primary.arrivals': arrivals, 'primary.dropped': dropped } = busy.counters;
    expect(dropped).toBe(0);
    // Every transaction that has arrived is either in a block or waiting.
    expect(arrivals - held).toBe(numbers(busy, 'waiting', 'age').length);
  });

  test('transactions without a latency in an overloaded primary are counted: dropped ones, and waiting ones with their ages', () => {
    const workload = {
      name: 'Work',
      arrivals: { kind: 'poisson' as const, rate: 5000 },
      size: { kind: 'constant' as const, value: 1000 },
      pool: 100_000,
    };
    const overloaded: Scenario = { ...scenario, duration: 60, primary: { ...scenario.primary, workload } };
    const busy = observe(overloaded);
    const ages = numbers(busy, 'waiting', 'age');
    const { 'primary.arrivals': arrivals, 'primary.dropped': dropped } = busy.counters;
    expect(dropped).toBeGreaterThan(0);
    expect(arrivals).toBe(busy.tables.transactions.rows + ages.length + dropped);
    expect(ages).toEqual([...ages].sort((a, b) => b - a));
    expect(ages[0]).toBeGreaterThan(10);
    expect(Math.min(...ages)).toBeGreaterThanOrEqual(0);
    const summary = summarise(recordingOf(busy), overloaded);
    expect(summary['primary.latency'].missing).toBe(ages.length + dropped);
    expect(summary['primary.dropped'].total).toBe(dropped);
    expect(summary['primary.waiting']).toMatchObject({ n: ages.length, max: ages[0], unit: 's' });
  });
});
