import { describe, expect, it } from 'vitest';
import { summariseSamples } from '../../engine/measurement/summary.js';
import { QuantileSketch } from '../../server/experiments/statistics/quantile-sketch.js';
import { PointCollector } from '../../server/experiments/summary.js';

/** A point whose replications have these samples of one metric. */
function pointOf(...replications: number[][]) {
  const collector = new PointCollector();
  for (const samples of replications)
    collector.add({
      metrics: { 'primary.blockTime': summariseSamples([Float64Array.from(samples)], 's') },
      sketches: { 'primary.blockTime': new QuantileSketch().add(samples).written() },
    });
  return collector.summary([]).metrics['primary.blockTime'];
}

describe('the figures of a point', () => {
  it('has box plots of the samples of all replications together, and intervals over replications', () => {
    const { samples, box, median, mean } = pointOf([1, 1, 1, 1, 1, 1, 1, 1, 1], [3]);
    expect(samples).toBe(10);
    expect(box.median).toBe(1);
    expect(box.p75).toBe(1);
    expect(box.p95).toBeCloseTo(1 + 0.55 * 2, 3);
    expect(median.value).toBe(2);
    expect(mean.value).toBe(2);
  });

  it('keeps intervals of a share between 0 and 1', () => {
    const collector = new PointCollector();
    const name = 'primary.confirmed within 10s';
    for (const share of [0.85, 0.97, 1])
      collector.add({
        metrics: { [name]: summariseSamples([Float64Array.of(share)], 'share') },
        sketches: { [name]: new QuantileSketch().add([share]).written() },
      });
    const { mean } = collector.summary([]).metrics[name];
    expect(mean.low).toBeLessThan(0.85);
    expect(mean.high).toBe(1);
  });

  it('has no quantiles where no replication has samples', () => {
    expect(pointOf([], []).box).toEqual({
      min: null,
      max: null,
      p5: null,
      p25: null,
      median: null,
      p75: null,
      p95: null,
    });
  });
});
