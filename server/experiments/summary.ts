import { moments } from '../../engine/measurement/moments.js';
import type { MetricSummary } from '../../engine/measurement/summary.js';
import type { Axis, Experiment, VariedValue } from '../../engine/model/experiment.js';
import { version } from '../../package.json';
import type { CellSummary } from './cell.js';
import type { DecidedExpectation } from './expectations.js';
import { estimate } from './statistics/interval.js';

/** A figure with its 95 % confidence interval; null where there are too few replications for one. SI units. */
export interface Figure {
  value: number | null;
  low: number | null;
  high: number | null;
}

/** One metric at one point, over all replications. */
export interface PointMetric {
  unit: string;
  /** Samples in all replications together. */
  samples: number;
  /** Mean of the replications' means (for counters: of their totals), Student's t. */
  mean: Figure;
  /** Mean of the replications' medians, bootstrap. */
  median: Figure;
  /** For box plots. */
  box: Box;
}

/** Means of the replications' quantiles (R-7); the least and the greatest sample of all replications. */
export interface Box {
  min: number | null;
  p5: number | null;
  p25: number | null;
  median: number | null;
  p75: number | null;
  p95: number | null;
  max: number | null;
}

export interface PointSummary {
  values: VariedValue[];
  replications: number;
  /** Where replications go on until an interval is narrow enough: whether it is. */
  precise?: boolean;
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
}

const BOX = ['p5', 'p25', 'median', 'p75', 'p95'] as const;

interface Collected {
  unit: string;
  samples: number;
  means: number[];
  boxes: Record<(typeof BOX)[number], number[]>;
  min: number;
  max: number;
}

/** Collects one point, replication by replication: a few numbers for each metric and replication. */
export class PointCollector {
  readonly #metrics = new Map<string, Collected>();
  #replications = 0;

  add(summary: CellSummary): void {
    this.#replications++;
    for (const [name, metric] of Object.entries(summary.metrics)) this.#entry(name, metric);
  }

  #entry(name: string, metric: MetricSummary): void {
    let entry = this.#metrics.get(name);
    if (!entry) {
      entry = {
        unit: metric.unit,
        samples: 0,
        means: [],
        boxes: { p5: [], p25: [], median: [], p75: [], p95: [] },
        min: Number.POSITIVE_INFINITY,
        max: Number.NEGATIVE_INFINITY,
      };
      this.#metrics.set(name, entry);
    }
    entry.samples += metric.n;
    if (metric.mean !== null) entry.means.push(metric.mean);
    for (const quantile of BOX) {
      const value = metric[quantile];
      if (value !== null) entry.boxes[quantile].push(value);
    }
    entry.min = Math.min(entry.min, metric.min ?? Number.POSITIVE_INFINITY);
    entry.max = Math.max(entry.max, metric.max ?? Number.NEGATIVE_INFINITY);
  }

  summary(values: VariedValue[]): PointSummary {
    const metrics: Record<string, PointMetric> = {};
    for (const [name, { unit, samples, means, boxes, min, max }] of this.#metrics) {
      metrics[name] = {
        unit,
        samples,
        mean: figure(means, 'student'),
        median: figure(boxes.median, 'bootstrap'),
        box: {
          min: finite(min),
          p5: meanOf(boxes.p5),
          p25: meanOf(boxes.p25),
          median: meanOf(boxes.median),
          p75: meanOf(boxes.p75),
          p95: meanOf(boxes.p95),
          max: finite(max),
        },
      };
    }
    return { values, replications: this.#replications, metrics };
  }
}

function figure(values: readonly number[], method: 'student' | 'bootstrap'): Figure {
  const { mean, low, high } = estimate(values, method);
  return { value: finite(mean), low: finite(low), high: finite(high) };
}

function meanOf(values: readonly number[]): number | null {
  return finite(moments(Float64Array.from(values)).mean);
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

export function summaryOfExperiment(
  { name, scenario, axes }: Experiment,
  points: PointSummary[],
  expectations: DecidedExpectation[],
): ExperimentSummary {
  return { experiment: name, scenario, version, axes, points, expectations };
}
