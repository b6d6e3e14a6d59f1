import { describe, expect, test } from 'vitest';
import type { Experiment } from '../../engine/model/experiment.js';
import {
  type Condition,
  type Expression,
  SAMPLE_STATISTICS,
  type SampleStatistic,
} from '../../engine/model/expression.js';
import { experimentView } from '../../server/experiments/experiment-view.js';
import type { ExperimentSummary, PointMetric } from '../../server/experiments/index.js';
import { smallExperiment } from '../experiments/small-experiment.js';

const mean = (metric: string): Expression => ({ kind: 'statistic', statistic: 'mean', metric });

function metric(value: number): PointMetric {
  const estimate = { value, low: value / 2, high: value * 2 };
  const others = Object.fromEntries(SAMPLE_STATISTICS.map((name) => [name, estimate]));
  return {
    ...(others as Record<SampleStatistic, typeof estimate>),
    unit: 's',
    samples: 30,
    median: { value, low: null, high: null },
    box: { min: 0, p5: value / 4, p25: value / 2, median: value, p75: value * 2, p95: value * 4, max: value * 9 },
  };
}

function summaryOf(experiment: Experiment, replications = 3): ExperimentSummary {
  return {
    experiment: experiment.name,
    scenario: experiment.scenario,
    version: '0',
    axes: experiment.axes,
    points: experiment.points.map(({ values }, point) => ({
      values,
      replications,
      metrics: { 'delay.total': metric(point + 1), 'network.bytes': { ...metric(5), unit: 'B' } },
    })),
    expectations: experiment.expectations.map(({ text, source }) => ({
      text,
      source,
      outcome: 'undecided',
      deciding: [
        {
          about: 'one',
          outcome: 'undecided',
          n: 1,
          unit: 's',
          value: Number.NaN,
          low: Number.NEGATIVE_INFINITY,
          high: Number.POSITIVE_INFINITY,
          bound: 0.1,
        },
      ],
    })),
  };
}

function viewExpecting(condition: Condition) {
  const experiment = smallExperiment({ expectations: [{ text: 'so', source: 'so', condition }] });
  return experimentView(experiment, summaryOf(experiment), { id: 'a', state: 'complete' });
}

describe('the view of an experiment', () => {
  test('has the plotted statistics beside mean and median, and no others', () => {
    const experiment = smallExperiment({ plots: [{ kind: 'metric', metric: 'delay.total', statistic: 'p95' }] });
    const view = experimentView(experiment, summaryOf(experiment), { id: 'a', state: 'complete' });
    const { metrics } = view.points[1];
    expect(metrics['delay.total'].plotted).toEqual({ p95: { value: 2, low: 1, high: 4 } });
    expect(metrics['network.bytes'].plotted).toEqual({});
  });

  test('has every point with its values, its replications and its figures', () => {
    const experiment = smallExperiment();
    const view = experimentView(experiment, summaryOf(experiment, 2), { id: 'a', state: 'running' });
    expect(view).toMatchObject({
      id: 'a',
      name: 'Small',
      axes: [{ path: 'primary.blockSize', unit: 'B', dimension: 0 }],
      replications: { kind: 'fixed', count: 3 },
      cells: { done: 4, expected: 6 },
    });
    expect(view.points[1]).toMatchObject({ values: [{ value: 2e6 }], replications: 2, planned: 3, precise: null });
    expect(view.points[1].metrics['delay.total']).toMatchObject({
      counter: false,
      samples: 30,
      mean: { value: 2, low: 1, high: 4 },
      box: { max: 18 },
    });
    expect(view.points[1].metrics['network.bytes'].counter).toBe(true);
  });

  test('has points without figures before the first replication', () => {
    const experiment = smallExperiment();
    const summary = summaryOf(experiment, 0);
    for (const point of summary.points) point.metrics = {};
    const view = experimentView(experiment, summary, { id: 'a', state: 'running', cells: { done: 0, expected: 9 } });
    expect(view.points.map(({ metrics }) => metrics)).toEqual([{}, {}]);
    expect(view.cells).toEqual({ done: 0, expected: 9 });
  });

  test('is JSON: infinite numbers and NaN become null', () => {
    const view = viewExpecting({ kind: 'rising', value: mean('delay.total') });
    expect(view.expectations[0].deciding[0]).toMatchObject({ value: null, low: null, high: null, bound: 0.1 });
    expect(JSON.parse(JSON.stringify(view))).toEqual(view);
  });
});
