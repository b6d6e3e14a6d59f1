import { metricNamed } from '../../engine/measurement/metrics.js';
import type { Experiment, Plot } from '../../engine/model/experiment.js';
import type {
  ChoiceView,
  EstimateView,
  ExpectationView,
  ExperimentState,
  ExperimentView,
  FailureView,
  PointMetricView,
  PointView,
  QuantilesView,
  ReplicationsView,
} from '../protocol/experiment-view.js';
import { roundedOrNull } from '../view/rounding.js';
import type { Choice } from './choice.js';
import type { ExpectationInRun } from './expectations.js';
import { undecidedText } from './statistics/undecided.js';
import type { ExperimentSummary, PointMetric, PointSummary } from './summary.js';

export interface ExperimentIdentity {
  id: string;
  state: ExperimentState;
  /** As counted by the sweep; absent: the replications of the summary and the largest planned number. */
  cells?: { done: number; expected: number };
  /** Replications that failed on a cluster. */
  failures?: FailureView[];
  /** False if all missing replications have failed for good. */
  resumable?: boolean;
}

/** Everything that the panel draws of an experiment, from all replications or those so far. */
export function experimentView(
  experiment: Experiment,
  summary: ExperimentSummary,
  { id, state, cells, failures = [], resumable = true }: ExperimentIdentity,
): ExperimentView {
  const [{ scenario }] = experiment.points;
  const replications = replicationsView(experiment);
  const planned = replications.kind === 'fixed' ? replications.count : replications.most;
  const done = summary.points.reduce((sum, point) => sum + point.replications, 0);
  return {
    id,
    name: experiment.name,
    scenario: experiment.scenario,
    state,
    duration: scenario.duration,
    warmup: scenario.warmup,
    axes: experiment.axes.map(({ path, unit, dimension }) => ({ path, unit, dimension })),
    points: summary.points.map((point) => pointView(point, planned, experiment.plots)),
    replications,
    cells: cells ?? { done, expected: state === 'complete' ? done : planned * summary.points.length },
    plots: experiment.plots.map((plot) => ({ ...plot })),
    // While replications arrive, the reason may change, so it is not shown yet.
    expectations: summary.expectations.map((decided) =>
      expectationView(state === 'running' ? { ...decided, why: undefined } : decided),
    ),
    choices: (summary.choices ?? []).map(choiceView),
    ...(failures.length > 0 ? { failures } : {}),
    ...(state === 'stopped' && !resumable ? { exhausted: true } : {}),
  };
}

function replicationsView({ replications }: Experiment): ReplicationsView {
  if (replications.kind === 'fixed') return { kind: 'fixed', count: replications.count };
  const { confidence, tolerance, most } = replications;
  return { kind: 'until', confidence, tolerance, most };
}

function pointView(
  { values, replications, precise, meets, metrics }: PointSummary,
  planned: number,
  plots: readonly Plot[],
): PointView {
  return {
    values: values.map(({ text, value }) => ({ text, value: value ?? null })),
    replications,
    planned,
    precise: precise ?? null,
    meets: meets ?? null,
    metrics: Object.fromEntries(
      Object.entries(metrics).map(([name, metric]) => [name, metricView(name, metric, plots)]),
    ),
  };
}

function metricView(name: string, figures: PointMetric, plots: readonly Plot[]): PointMetricView {
  const { unit, samples, mean, median, box } = figures;
  const plotted = plots.flatMap((plot) => (plot.kind === 'metric' && plot.metric === name ? [plot.statistic] : []));
  return {
    unit,
    counter: metricNamed(name)?.kind === 'counter',
    samples,
    mean: estimateView(mean),
    median: estimateView(median),
    plotted: Object.fromEntries(plotted.map((statistic) => [statistic, estimateView(figures[statistic])])),
    box: quantilesView(box),
  };
}

function estimateView({ value, low, high }: EstimateView): EstimateView {
  return { value: roundedOrNull(value), low: roundedOrNull(low), high: roundedOrNull(high) };
}

/** Summaries written by older versions lack the extremes. */
function quantilesView(box: Partial<QuantilesView>): QuantilesView {
  return {
    min: roundedOrNull(box.min),
    p5: roundedOrNull(box.p5),
    p25: roundedOrNull(box.p25),
    median: roundedOrNull(box.median),
    p75: roundedOrNull(box.p75),
    p95: roundedOrNull(box.p95),
    max: roundedOrNull(box.max),
  };
}

/** The point that a goal has chosen. */
export function choiceView({ values, ...choice }: Choice): ChoiceView {
  return { ...choice, values: values.map(estimateView) };
}

/** An expectation with the numbers that decided it, over an experiment or in a single run. */
export function expectationView({ text, source, outcome, deciding, why, causes }: ExpectationInRun): ExpectationView {
  return {
    text,
    source,
    outcome,
    deciding: deciding.map(({ about, outcome: each, n, unit, value, low, high, bound }) => ({
      about,
      outcome: each,
      n,
      unit,
      value: roundedOrNull(value),
      low: roundedOrNull(low),
      high: roundedOrNull(high),
      bound: roundedOrNull(bound),
    })),
    ...(why ? { why: undecidedText(why) } : causes ? { why: causes } : {}),
  };
}
