import { beforeAll, describe, expect, it } from 'vitest';
import { confirmedMetric, confirmedWithin, shareConfirmed } from '../../../engine/measurement/confirmed.js';
import { metricsOf, samplesOf } from '../../../engine/measurement/metrics.js';
import { summarise } from '../../../engine/measurement/summary.js';
import { type Results, recordingOf } from '../../../engine/model/results.js';
import type { Scenario, Workload } from '../../../engine/model/scenario.js';
import { prepare } from '../../../engine/simulation.js';
import { numbers, observe } from '../observed-run.js';
import { baseline, worldwide } from '../scenarios.js';

beforeAll(prepare);

function loaded(rate: number, workload: Partial<Workload> = {}): Scenario {
  const scenario = baseline({ duration: 200, topology: worldwide({ nodes: 16, peers: { kind: 'full' } }) });
  const demand: Workload = {
    name: 'Load',
    arrivals: { kind: 'poisson', rate },
    size: { kind: 'constant', value: 1000 },
    pool: 100_000,
    ...workload,
  };
  return { ...scenario, primary: { ...scenario.primary, blockInterval: 1, blockSize: 1e5, workload: demand } };
}

const share = (results: Results, seconds: number) => samplesOf(shareConfirmed(seconds), results)[0];

describe('the share of transactions that are confirmed within some time', () => {
  it('counts confirmed ones, those that took longer or have waited longer, and dropped ones', () => {
    const results = observe(loaded(120, { pool: 1000 }));
    const latencies = numbers(results, 'transactions', 'latency');
    const ages = numbers(results, 'waiting', 'age');
    const dropped = results.counters['primary.dropped'];
    expect(Math.min(dropped, ages.length)).toBeGreaterThan(0);
    for (const seconds of [2, 5, 10]) {
      const confirmed = latencies.filter((latency) => latency <= seconds).length;
      const longer = ages.filter((age) => age > seconds).length;
      expect(share(results, seconds)).toBe(confirmed / (latencies.length + longer + dropped));
    }
  });

  it('rises with the time, to all transactions where the chain keeps up', () => {
    const results = observe(loaded(20));
    const shares = [0.1, 1, 1.5, 30].map((seconds) => share(results, seconds));
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares[0]).toBeLessThan(0.1);
    expect(shares[3]).toBe(1);
  });

  it('is unknown where no transaction was submitted', () => {
    expect(share(observe(loaded(1e-9)), 10)).toBeUndefined();
  });

  it('is measured where a scenario asks for it, under the name in the text', () => {
    const scenario = loaded(20, { confirmedWithin: [10] });
    const name = confirmedWithin(10);
    expect(metricsOf(scenario).map((metric) => metric.name)).toContain(name);
    const summary = summarise(recordingOf(observe(scenario)), scenario);
    expect(summary[name]).toMatchObject({ unit: 'share', n: 1, mean: 1 });
    expect(summarise(recordingOf(observe(loaded(20))), loaded(20))).not.toHaveProperty([name]);
  });

  it.each([0.5, 10, 3600])('of %d s is found again by its name', (seconds) => {
    expect(confirmedMetric(confirmedWithin(seconds))?.name).toBe(confirmedWithin(seconds));
    expect(confirmedMetric('primary.confirmed within -1s')).toBeUndefined();
    expect(confirmedMetric('primary.latency')).toBeUndefined();
  });
});
