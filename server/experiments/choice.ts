import { difference } from '../../engine/measurement/resolution.js';
import type { Experiment, Goal } from '../../engine/model/experiment.js';
import { decideAt, keyOf, type Observations, type Violations } from './expectations.js';
import { type Figure, finite } from './figure.js';
import { compare } from './statistics/comparison.js';
import { estimate } from './statistics/interval.js';
import { allOf, type Outcome } from './statistics/verdict.js';
import { withinPossibleRange } from './units.js';

/** The outcome of a goal of an experiment. */
export interface Choice extends Omit<Goal, 'objective'> {
  /** The objective at each point. */
  values: Figure[];
  /** The point that is chosen; null if none is known to meet every expectation, or none has a value. */
  best: number | null;
  /** Other points that meet every expectation and are not shown to be worse. */
  alike: number[];
}

/**
 * Whether each point meets every expectation about single points; undefined if there is no such expectation.
 * A point that has not been simulated is undecided.
 */
export function feasibility(
  experiment: Experiment,
  observations: Observations,
  violations: Violations,
  replications: readonly number[],
): Outcome[] | undefined {
  const outcomes = experiment.points.map((_, point) =>
    experiment.expectations.flatMap(
      ({ condition }) => decideAt(condition, point, experiment, observations, violations) ?? [],
    ),
  );
  if (outcomes.every(({ length }) => length === 0)) return undefined;
  return outcomes.map((at, point) => (replications[point] === 0 ? 'undecided' : allOf(at)));
}

/**
 * Chooses the best of the points that meet every expectation by the mean of the objective. Another point is shown to be
 * worse if the 95 % confidence interval of its mean difference from the best lies on the worse side. Differences are
 * taken replication by replication, and so with the same random numbers.
 *
 * @param feasible whether each point meets every expectation; undefined if no expectation is about single points
 */
export function choose(
  { objective, ...goal }: Goal,
  observations: Observations,
  feasible: readonly Outcome[] | undefined,
): Choice {
  const byPoint = (observations.get(keyOf(objective)) ?? []).map((values) => values.map(Number));
  const values = byPoint.map((at): Figure => {
    const { mean, low, high } = withinPossibleRange(estimate(at), goal.unit);
    return { value: finite(mean), low: finite(low), high: finite(high) };
  });
  const sign = goal.direction === 'minimise' ? 1 : -1;
  const candidates = values
    .flatMap(({ value }, point) =>
      value !== null && (feasible?.[point] ?? 'passed') === 'passed' ? [{ point, value }] : [],
    )
    .sort((a, b) => sign * (a.value - b.value) || a.point - b.point);
  const [best, ...others] = candidates.map(({ point }) => point);
  const isWorse = (point: number) => {
    const pairs = Math.min(byPoint[point].length, byPoint[best].length);
    const differences = byPoint[point]
      .slice(0, pairs)
      .map((value, replication) => sign * difference(value, byPoint[best][replication]));
    return compare(differences, '>', 1).outcome === 'passed';
  };
  return {
    ...goal,
    values,
    best: best ?? null,
    alike: others.filter((point) => !isWorse(point)).sort((a, b) => a - b),
  };
}
