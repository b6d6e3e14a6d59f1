import { describe, expect, test } from 'vitest';
import { comparisonView } from '../../server/view/comparison-view.js';
import { runView } from '../../server/view/run-view.js';
import { baselineScenario, type Shape, syntheticResults } from './synthetic-results.js';

function view(id: string, shape: Shape) {
  const scenario = baselineScenario(shape);
  return runView(syntheticResults(scenario, shape), scenario, { id });
}

const baseline = view('baseline', { seed: 1 });
const sameSystem = view('other seed', { seed: 2 });
const slower = view('slower', { seed: 1, slowness: 1.5 });
const comparison = comparisonView([baseline, sameSystem, slower]);

function row(metric: string) {
  const found = comparison.rows.find((candidate) => candidate.metric === metric);
  if (!found) throw new Error(`no row for ${metric}`);
  return found;
}

describe('a comparison', () => {
  test('names the runs, the baseline first, and the method of its intervals', () => {
    expect(comparison.runs).toEqual(['baseline', 'other seed', 'slower']);
    expect(comparison.method).toContain('batch means');
    expect(comparison.method).toContain('Welch');
  });

  test('finds a difference if there is one, with an interval that excludes zero', () => {
    const [, { difference, relative, low, high }] = row('delay.agreement').differences;
    expect(relative).toBeCloseTo(0.5, 1);
    expect(low).toBeGreaterThan(0);
    expect(low).toBeLessThan(difference ?? 0);
    expect(high).toBeGreaterThan(difference ?? 0);
  });

  test('finds none between two seeds of one system', () => {
    const [{ low, high }] = row('blockTime.normal').differences;
    expect(low).toBeLessThan(0);
    expect(high).toBeGreaterThan(0);
  });

  test('compares counters without an interval', () => {
    const { means, differences } = row('management.blocks');
    expect(means[0]).toEqual({ mean: baseline.metrics['management.blocks'].total, halfWidth: null });
    expect(differences[0]).toMatchObject({ low: null, high: null });
  });

  test('gives no difference for a metric that only one of the runs defines', () => {
    const loaded = view('loaded', { workload: true });
    const latency = comparisonView([baseline, loaded]).rows.find(({ metric }) => metric === 'primary.latency');
    expect(latency?.means[0].mean).toBeNull();
    expect(latency?.differences[0].difference).toBeNull();
  });

  test('needs at least two runs', () => {
    expect(() => comparisonView([baseline])).toThrow('at least two runs, not 1');
  });
});
