import { evaluate, quantitiesIn } from '../../engine/model/evaluation.js';
import type { Experiment } from '../../engine/model/experiment.js';
import type { Expression } from '../../engine/model/expression.js';
import type { CellSummary } from './cell.js';
import { choose, feasibility } from './choice.js';
import { decide, keyOf } from './expectations.js';
import { figuresOf } from './expressions.js';
import { isPreciseEnough, shareUnseen, withoutSpread } from './statistics/sequential.js';
import { type ExperimentSummary, PointCollector, type PointSummary, summaryOfExperiment } from './summary.js';

/** The known results of one point. */
interface PointReading {
  collector: PointCollector;
  /** Cells that arrived before an earlier replication. */
  waiting: Map<number, CellSummary>;
  replications: number;
  violations: Set<string>;
  /** Computed on demand, and again after a new cell. */
  summary: PointSummary | undefined;
}

/**
 * The results of an experiment's cells, read one after another during the sweep or afterwards; only a few numbers of
 * each replication are kept. Cells may arrive in any order. One counts as soon as all earlier replications of its point
 * have arrived, so results depend on the number of replications and never on which was faster.
 */
export class Reading {
  readonly #points: PointReading[];
  /** Values of the quantities that expectations and goals read: by expression, by point, by replication. */
  readonly #observations: Map<string, (number | string)[][]>;
  readonly #quantities: Map<string, Expression>;

  constructor(private readonly experiment: Experiment) {
    this.#quantities = new Map(expectedQuantities(experiment).map((expression) => [keyOf(expression), expression]));
    this.#observations = new Map([...this.#quantities.keys()].map((key) => [key, experiment.points.map(() => [])]));
    this.#points = experiment.points.map(() => ({
      collector: new PointCollector(),
      waiting: new Map(),
      replications: 0,
      violations: new Set(),
      summary: undefined,
    }));
  }

  add(point: number, cell: CellSummary): void {
    const reading = this.#points[point];
    reading.waiting.set(cell.replication, cell);
    for (;;) {
      const next = reading.waiting.get(reading.replications);
      if (!next) return;
      reading.waiting.delete(reading.replications);
      this.#take(point, next);
    }
  }

  /** All results so far. Points without a cell have no metrics. */
  summary(): ExperimentSummary {
    const { replications } = this.experiment;
    const points = this.experiment.points.map(({ values }, point): PointSummary => {
      const reading = this.#points[point];
      reading.summary ??= reading.collector.summary(values);
      if (replications.kind === 'fixed') return reading.summary;
      const watched = (this.#observations.get(keyOf(replications.statistic))?.[point] ?? []).map(Number);
      const precise = isPreciseEnough(watched, replications);
      const unseen = withoutSpread(watched) ? shareUnseen(watched.length, replications.confidence) : undefined;
      return { ...reading.summary, precise, ...(unseen === undefined ? {} : { unseen }) };
    });
    const violations = this.#points.map((reading) => [...reading.violations]);
    const counts = points.map((point) => point.replications);
    const feasible = feasibility(this.experiment, this.#observations, violations, counts);
    const decided = this.experiment.expectations.map((expectation) =>
      decide(expectation, this.experiment, this.#observations, violations),
    );
    const choices = (this.experiment.goals ?? []).map((goal) => choose(goal, this.#observations, feasible));
    const judged = points.map((point, index) => (feasible ? { ...point, meets: feasible[index] } : point));
    return summaryOfExperiment(this.experiment, judged, decided, choices);
  }

  #take(point: number, cell: CellSummary): void {
    const reading = this.#points[point];
    const { scenario } = this.experiment.points[point];
    reading.replications++;
    reading.summary = undefined;
    reading.collector.add(cell);
    for (const { kind } of cell.violations) reading.violations.add(kind);
    const figures = figuresOf({ summary: cell, scenario });
    for (const [key, expression] of this.#quantities)
      this.#observations.get(key)?.[point].push(evaluate(expression, figures));
  }
}

/** The quantities that expectations, goals and the stopping rule read. */
function expectedQuantities({ expectations, goals = [], replications }: Experiment): Expression[] {
  const expected = [
    ...expectations.flatMap(({ condition }) => quantitiesIn(condition)),
    ...goals.map(({ objective }) => objective),
  ];
  return replications.kind === 'until' ? [...expected, replications.statistic] : expected;
}
