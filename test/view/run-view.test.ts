import { beforeAll, describe, expect, test } from 'vitest';
import type { Results } from '../../engine/model/results.js';
import { prepare, Simulation } from '../../engine/simulation.js';
import { thinned } from '../../server/view/box-view.js';
import { liveRunView, runView } from '../../server/view/run-view.js';
import { baseline } from '../engine/scenarios.js';
import { baselineScenario, type Shape, syntheticResults } from './synthetic-results.js';

beforeAll(prepare);

function view(shape: Shape = {}) {
  const scenario = baselineScenario(shape);
  return runView(syntheticResults(scenario, shape), scenario, { id: 'run' });
}

function numbers(results: Results, table: keyof Results['tables'], column: string): Float64Array {
  const found = results.tables[table].columns[column];
  if (found.type !== 'number') throw new Error(`${column} is no number`);
  return found.values;
}

const hour = view();

describe('the view of a run', () => {
  test('is small for an hour of the baseline', () => {
    expect(JSON.stringify(hour).length).toBeLessThan(1_000_000);
  });

  test('is unchanged by conversion to JSON and back', () => {
    expect(JSON.parse(JSON.stringify(hour))).toEqual(hour);
  });

  test('names the system, and the number of measured validators', () => {
    expect(hour.system).toMatchObject({ nodes: 32, managementNodes: 16, saturated: true });
    expect(hour.counted).toEqual({ least: 21, most: 21 });
    // Of 6, 3 would be half: two halves could decide differently.
    expect(view({ seconds: 120, nodes: 6, managementNodes: 4 }).counted).toEqual({ least: 4, most: 4 });
    expect(view({ seconds: 0.1 }).counted).toBeNull();
  });

  test('has phases whose sum does not exceed the total, with propagation on other nodes', () => {
    const { delays } = hour;
    delays.total.forEach((total, block) => {
      const sum = delays.agreement[block] + delays.propagation[block] + delays.update[block];
      expect(sum).toBeLessThanOrEqual(total + 1e-6);
      expect(total).toBeLessThanOrEqual(delays.slowest[block]);
    });
  });

  test.each([
    ['agreement', 'counted'],
    ['propagation', 'receivedCounted'],
    ['update', 'counted'],
    ['total', 'counted'],
  ] as const)('averages %s over the nodes that are %s', (phase, column) => {
    const scenario = baselineScenario({ seconds: 120 });
    const results = syntheticResults(scenario);
    const { delays } = runView(results, scenario, { id: 'run' });
    const configuration = numbers(results, 'delays', 'configuration');
    const counted = numbers(results, 'delays', column);
    const values = numbers(results, 'delays', phase).filter((_, row) => configuration[row] === 1 && counted[row] === 1);
    expect(values).toHaveLength(21);
    expect(delays[phase][0]).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / 21, 6);
  });

  test('gives delays an interval from one mean per configuration block', () => {
    const blocks = hour.delays.height.length;
    expect(hour.metrics['delay.total'].n).toBe(blocks * 21);
    expect(hour.metrics['delay.total'].batchMeans).toHaveLength(20);
    expect(view({ seconds: 120 }).metrics['delay.total'].halfWidth).toBeNull();
  });

  test('draws pool, drops and latency only if there is a workload', () => {
    expect(hour.series.pool).toEqual([]);
    expect(hour.metrics['primary.latency']).toBeUndefined();
    const loaded = view({ workload: true, seconds: 600 });
    expect(loaded.series.pool.length).toBe(loaded.series.throughput.length);
    expect(loaded.distributions['primary.latency'].n).toBe(3000);
  });

  test('averages series over bins with round names, of about ten blocks or more', () => {
    expect(hour.series.step).toBe(10);
    expect(hour.series.throughput).toHaveLength(360);
    expect(hour.series.step).toBeGreaterThan(10 * (hour.metrics['primary.blockTime'].mean ?? 0));
    expect(view({ seconds: 100 }).series.step).toBe(5);
  });

  test('begins its series with the first measured second, and dates a second by its end', () => {
    expect(hour.series.start).toBe(0);
    const scenario = baseline({ duration: 40, warmup: 10 });
    const simulation = new Simulation(scenario);
    simulation.advance(scenario.duration);
    const { series } = runView(simulation.results(), scenario, { id: 'run' });
    expect(series.start).toBe(10);
    expect(series.start + series.step * series.throughput.length).toBe(40);
  });

  test('marks every switch', () => {
    expect(hour.series.switches.length).toBe(hour.blockTimes.switch.n);
  });

  test('sorts traffic by bytes', () => {
    const bytes = hour.traffic.map((row) => row.bytes);
    expect(bytes).toEqual([...bytes].sort((a, b) => b - a));
  });

  test('has each link once', () => {
    const pairs = hour.network.links.map(({ from, to }) => [from, to].sort((a, b) => a - b).join());
    expect(new Set(pairs).size).toBe(pairs.length);
  });
});

describe('timelines', () => {
  test('list nodes in the order in which they applied the block', () => {
    for (const { applied } of hour.reconfigurations)
      expect(applied).toEqual([...applied].sort((a, b) => (a ?? 0) - (b ?? 0)));
  });

  test('start with the round that was in progress', () => {
    const [first] = hour.reconfigurations;
    expect(first.commits[0].at).toBeLessThan(0);
    expect(first.commits[1].at).toBeGreaterThan(0);
    expect(first.commits[1].height).toBe(first.commits[0].height + 1);
  });

  test('of a large network are a selection that includes the slowest block, with the number of omitted ones', () => {
    const large = view({ nodes: 512 });
    const rows = large.reconfigurations.reduce((sum, { node }) => sum + node.length, 0);
    expect(rows).toBeLessThanOrEqual(10_000);
    expect(large.reconfigurations.length + large.reconfigurationsLeftOut).toBe(large.delays.height.length);
    const slowest = large.delays.height[large.delays.slowest.indexOf(Math.max(...large.delays.slowest))];
    expect(large.reconfigurations.map(({ height }) => height)).toContain(slowest);
  });
});

describe('the view of a run in progress', () => {
  test('has the figures so far and omits those that are sent only once', () => {
    const scenario = baselineScenario({ seconds: 600 });
    const live = liveRunView(syntheticResults(scenario), scenario, { id: 'run', name: 'My run' });
    expect(live).toMatchObject({ id: 'run', name: 'My run', state: 'running', reconfigurations: [], warnings: [] });
    expect(live.metrics['delay.total'].n).toBeGreaterThan(0);
  });

  test('can be made before anything has happened', () => {
    const scenario = baselineScenario({ seconds: 0 });
    const live = liveRunView(syntheticResults(scenario), scenario, { id: 'run' });
    expect(live.metrics['delay.total']).toMatchObject({ n: 0, mean: null });
    expect(live.blockTimes.normal).toMatchObject({ n: 0, median: null });
    expect(JSON.parse(JSON.stringify(live))).toEqual(live);
  });
});

describe('distributions', () => {
  test('keep one far value from squeezing all others into one bin', () => {
    const scenario = baselineScenario();
    const results = syntheticResults(scenario);
    const times = numbers(results, 'blocks', 'blockTime');
    times[100] = 60;
    const { distributions } = runView(results, scenario, { id: 'run' });
    const { histogram, beyond, n } = distributions['blockTime.normal'];
    expect(beyond).toBeGreaterThanOrEqual(1);
    expect(histogram.start + histogram.width * histogram.counts.length).toBeLessThan(2);
    expect(histogram.counts.reduce((sum, value) => sum + value, 0)).toBe(n - beyond);
  });
});

describe('thinned outliers', () => {
  test('keep the extremes', () => {
    const values = Array.from({ length: 1000 }, (_, i) => i);
    const few = thinned(values, 50);
    expect(few).toHaveLength(50);
    expect(few[0]).toBe(0);
    expect(few[49]).toBe(999);
    expect(thinned([1, 2], 50)).toEqual([1, 2]);
  });
});
