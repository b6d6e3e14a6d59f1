import { difference } from '../../engine/measurement/resolution.js';
import { evaluate, truth } from '../../engine/model/evaluation.js';
import type { Expectation, Experiment } from '../../engine/model/experiment.js';
import type { Condition, Expression } from '../../engine/model/expression.js';
import { figuresOf, type Replication } from './expressions.js';
import { lines, pointLabel } from './points.js';
import { type Comparison, compare } from './statistics/comparison.js';
import { flatness, trend } from './statistics/trend.js';
import { combined, fromTolerance, whyUndecided, withReason } from './statistics/undecided.js';
import { all, any, type Deciding, negated, type Outcome, type Verdict } from './statistics/verdict.js';
import { unitOf } from './units.js';

/** An expectation with what became of it. */
export interface DecidedExpectation extends Verdict {
  text: string;
  source: string;
}

/** The values of every quantity that expectations read: by expression (as JSON), by point, by replication. */
export type Observations = ReadonlyMap<string, readonly (readonly (number | string)[])[]>;

export function keyOf(expression: Expression): string {
  return JSON.stringify(expression);
}

/** What the replications of each point broke of what must always hold: kinds of violations. */
export type Violations = readonly (readonly string[])[];

/** Decides an expectation over all points and replications. */
export function decide(
  expectation: Expectation,
  experiment: Experiment,
  observations: Observations,
  violations: Violations,
): DecidedExpectation {
  const verdict = decideCondition(expectation.condition, experiment, observations, violations);
  return { text: expectation.text, source: expectation.source, ...verdict };
}

function decideCondition(
  condition: Condition,
  experiment: Experiment,
  observations: Observations,
  violations: Violations,
): Verdict {
  const inner = (part: Condition) => decideCondition(part, experiment, observations, violations);
  switch (condition.kind) {
    case 'both':
    case 'either': {
      const parts = [inner(condition.left), inner(condition.right)];
      const outcomes = parts.map(({ outcome }) => outcome);
      return combined(condition.kind === 'both' ? all(outcomes) : any(outcomes), parts);
    }
    case 'not':
      return negated(inner(condition.operand));
    case 'always': {
      const isBroken = violations.some((kinds) => kinds.includes(condition.invariant));
      return { outcome: isBroken ? 'failed' : 'passed', deciding: [] };
    }
    case 'comparison':
      return decideComparison(condition, experiment, observations);
    default:
      return decideTrend(condition, experiment, observations);
  }
}

function decideComparison(
  condition: Extract<Condition, { kind: 'comparison' }>,
  experiment: Experiment,
  observations: Observations,
): Verdict {
  const { operator, left, right } = condition;
  const places = experiment.points.length;
  const unit = unitOf(left) ?? unitOf(right) ?? '';
  const outcomes: Outcome[] = [];
  const deciding: Deciding[] = [];
  experiment.points.forEach((_, point) => {
    const a = observations.get(keyOf(left))?.[point] ?? [];
    const b = observations.get(keyOf(right))?.[point] ?? [];
    if (a.some((value) => typeof value === 'string') || b.some((value) => typeof value === 'string')) {
      outcomes.push(compareWords(a, b, operator));
      return;
    }
    const bound = mean(b.map(Number));
    const result = compare(
      a.map((value, replication) => difference(Number(value), Number(b[replication]))),
      operator,
      places,
    );
    outcomes.push(result.outcome);
    // The difference is told as the value of the left side against the mean of the right.
    deciding.push({
      about: pointLabel(experiment, point),
      outcome: result.outcome,
      n: result.estimate.n,
      unit,
      value: result.estimate.mean + bound,
      low: result.estimate.low + bound,
      high: result.estimate.high + bound,
      bound,
    });
  });
  const open = deciding.filter(({ outcome }) => outcome === 'undecided');
  return withReason(all(outcomes), deciding, () =>
    operator === '==' && open.every(({ n, value }) => n > 1 && !Number.isNaN(value))
      ? { reason: 'unequal' }
      : whyUndecided(open),
  );
}

function compareWords(a: readonly (number | string)[], b: readonly (number | string)[], operator: Comparison): Outcome {
  const isSame = a.every((value, replication) => value === b[replication]);
  return isSame === (operator === '==') ? 'passed' : 'failed';
}

function decideTrend(
  condition: Extract<Condition, { kind: 'rising' | 'falling' | 'flat' }>,
  experiment: Experiment,
  observations: Observations,
): Verdict {
  const byPoint = observations.get(keyOf(condition.value)) ?? [];
  const unit = condition.kind === 'flat' ? '%' : (unitOf(condition.value) ?? '');
  const results = lines(experiment).map((points): Verdict => {
    const line = points.map((point) => (byPoint[point] ?? []).map(Number));
    if (condition.kind !== 'flat') {
      const { outcome, slope, steps } = trend(line, condition.kind === 'rising' ? 1 : -1);
      const about = (step: number) =>
        `${pointLabel(experiment, points[step])} → ${pointLabel(experiment, points[step + 1])}`;
      const whole = told(
        slope,
        `${pointLabel(experiment, points[0])} … ${pointLabel(experiment, points[points.length - 1])}, a step`,
        0,
        unit,
      );
      const deciding = [whole, ...steps.map((step, i) => told(step, about(i), 0, unit))];
      return withReason(outcome, deciding, () => whyUndecided([whole]));
    }
    const { outcome, steps } = flatness(line, condition.tolerance);
    const deciding = steps.map((step, i) => told(step, pointLabel(experiment, points[i]), condition.tolerance, unit));
    const open = deciding.filter((numbers) => numbers.outcome === 'undecided');
    return withReason(outcome, deciding, () => whyUndecided(open, fromTolerance));
  });
  return combined(all(results.map(({ outcome }) => outcome)), results);
}

function told(
  { outcome, estimate: { n, mean: value, low, high } }: ReturnType<typeof trend>['steps'][number],
  about: string,
  bound: number,
  unit: string,
): Deciding {
  return { about, outcome, n, unit, value, low, high, bound };
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * Whether a condition holds of a single run, whose figures are what they are: the intervals in the verdict are points.
 * `rising` and the like are about several points and stay undecided.
 */
export function decideInRun(condition: Condition, run: Replication): Verdict {
  switch (condition.kind) {
    case 'both':
    case 'either': {
      const parts = [decideInRun(condition.left, run), decideInRun(condition.right, run)];
      const outcomes = parts.map(({ outcome }) => outcome);
      return combined(condition.kind === 'both' ? all(outcomes) : any(outcomes), parts);
    }
    case 'not':
      return negated(decideInRun(condition.operand, run));
    case 'comparison': {
      const left = evaluate(condition.left, figuresOf(run));
      const right = evaluate(condition.right, figuresOf(run));
      if (typeof left === 'string' || typeof right === 'string')
        return withReason(outcomeInRun(condition, run), [], () => ({ reason: 'noValue' }));
      const zero: Expression = { kind: 'constant', value: 0 };
      const less: Expression = { kind: 'constant', value: difference(left, right) };
      const outcome = outcomeInRun({ ...condition, left: less, right: zero }, run);
      const unit = unitOf(condition.left) ?? unitOf(condition.right) ?? '';
      const told: Deciding = {
        about: 'this run',
        outcome,
        n: 1,
        unit,
        value: left,
        low: left,
        high: left,
        bound: right,
      };
      return withReason(outcome, [told], () => ({ reason: 'noValue' }));
    }
    default:
      return withReason(outcomeInRun(condition, run), [], () => ({ reason: 'oneRun' }));
  }
}

function outcomeInRun(condition: Condition, run: Replication): Outcome {
  const holds = truth(condition, figuresOf(run));
  if (holds === undefined) return 'undecided';
  return holds ? 'passed' : 'failed';
}
