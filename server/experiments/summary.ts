import type { Axis, Experiment, VariedValue } from '../../engine/model/experiment.js';
import { SAMPLE_STATISTICS, type SampleStatistic } from '../../engine/model/expression.js';
import { version } from '../../package.json';
import type { CellSummary } from './cell.js';
import type { Choice } from './choice.js';
import type { DecidedExpectation } from './expectations.js';
import { type Figure, finite } from './figure.js';
import { estimate } from './statistics/interval.js';
import { QuantileSketch } from './statistics/quantile-sketch.js';
import type { Outcome } from './statistics/verdict.js';
import { withinPossibleRange } from './units.js';

/**
 * One metric at one point, over all replications. Each statistic is the mean of the replications': of their means (for
 * counters: of their totals), of their medians, of their 95th percentiles.
 */
export interface PointMetric extends Record<SampleStatistic, Figure> {
  unit: string;
  /** Samples in all replications together. */
  samples: number;
  /**
   * Quantiles of the samples of all replications together, for box plots, within 0.05 % of the exact ones; and the
   * least and the greatest sample.
   */
  box: Box;
}

/** Whiskers from the 5th to the 95th percentile, the quartiles, the median, and the extremes. */
export type Box = Record<keyof typeof BOX_SHARES | 'min' | 'max', number | null>;

export interface PointSummary {
  values: VariedValue[];
  replications: number;
  /** With `until`: whether the interval is narrow enough. */
  precise?: boolean;
  /**
   * The same, where every replication has given the same value so far: share of all replications that may give another
   * one (the rule of three).
   */
  unseen?: number;
  /** Whether it meets every expectation about single points; absent if there is no such expectation. */
  meets?: Outcome;
  metrics: Record<string, PointMetric>;
}

/** The content of an experiment's `summary.json`. */
export interface ExperimentSummary {
  experiment: string;
  scenario: string;
  /** Version of Twinchain. */
  version: string;
  axes: Axis[];
  points: PointSummary[];
  expectations: DecidedExpectation[];
  /** One for each goal; absent if the experiment chooses nothing. */
  choices?: Choice[];
}

export type { Figure } from './figure.js';

const BOX_SHARES = { p5: 0.05, p25: 0.25, median: 0.5, p75: 0.75, p95: 0.95 } as const;

/** The data of one metric: a few numbers of each replication, and a sketch of all its samples. */
interface Collected {
  unit: string;
  samples: number;
  /** By replication that has any samples. */
  statistics: Record<SampleStatistic, number[]>;
  sketch: QuantileSketch;
  min: number;
  max: number;
}

/** Collects one point, replication by replication; what it holds does not grow with the samples. */
export class PointCollector {
  readonly #metrics = new Map<string, Collected>();
  #replications = 0;

  add({ metrics, sketches }: Pick<CellSummary, 'metrics' | 'sketches'>): void {
    this.#replications++;
    for (const [name, figures] of Object.entries(metrics)) {
      const metric = this.#metric(name, figures.unit);
      metric.samples += figures.n;
      for (const statistic of SAMPLE_STATISTICS) {
        const value = figures[statistic];
        if (value !== null) metric.statistics[statistic].push(value);
      }
      metric.sketch.merge(sketches[name]);
      metric.min = Math.min(metric.min, figures.min ?? Number.POSITIVE_INFINITY);
      metric.max = Math.max(metric.max, figures.max ?? Number.NEGATIVE_INFINITY);
    }
  }

  #metric(name: string, unit: string): Collected {
    let metric = this.#metrics.get(name);
    if (!metric) {
      metric = {
        unit,
        samples: 0,
        statistics: ofEach(() => []),
        sketch: new QuantileSketch(),
        min: Number.POSITIVE_INFINITY,
        max: Number.NEGATIVE_INFINITY,
      };
      this.#metrics.set(name, metric);
    }
    return metric;
  }

  summary(values: VariedValue[]): PointSummary {
    const metrics: Record<string, PointMetric> = {};
    for (const [name, { unit, samples, statistics, sketch, min, max }] of this.#metrics) {
      metrics[name] = {
        unit,
        samples,
        ...ofEach((statistic) => figure(statistics[statistic], unit)),
        box: { min: finite(min), ...boxOf(sketch), max: finite(max) },
      };
    }
    return { values, replications: this.#replications, metrics };
  }
}

function ofEach<Value>(make: (statistic: SampleStatistic) => Value): Record<SampleStatistic, Value> {
  return Object.fromEntries(SAMPLE_STATISTICS.map((statistic) => [statistic, make(statistic)])) as Record<
    SampleStatistic,
    Value
  >;
}

function figure(values: readonly number[], unit: string): Figure {
  const { mean, low, high } = withinPossibleRange(estimate(values), unit);
  return { value: finite(mean), low: finite(low), high: finite(high) };
}

function boxOf(sketch: QuantileSketch): Omit<Box, 'min' | 'max'> {
  const [p5, p25, median, p75, p95] = sketch.quantiles(Object.values(BOX_SHARES)).map(finite);
  return { p5, p25, median, p75, p95 };
}

export function summaryOfExperiment(
  { name, scenario, axes }: Experiment,
  points: PointSummary[],
  expectations: DecidedExpectation[],
  choices: Choice[],
): ExperimentSummary {
  const chosen = choices.length > 0 ? { choices } : {};
  return { experiment: name, scenario, version, axes, points, expectations, ...chosen };
}
