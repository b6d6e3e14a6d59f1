import { difference } from '../../engine/measurement/resolution.js';
import { evaluate, truthValue } from '../../engine/model/evaluation.js';
import type { Expectation, Experiment } from '../../engine/model/experiment.js';
import type { Condition, Expression } from '../../engine/model/expression.js';
import { figuresOf, type Replication } from './expressions.js';
import { lines, pointLabel } from './points.js';
import { type Comparison, compare } from './statistics/comparison.js';
import { flatness, trend } from './statistics/trend.js';
import { combined, fromTolerance, whyUndecided, withReason } from './statistics/undecided.js';
import { allOf, anyOf, type Deciding, negated, type Outcome, opposite, type Verdict } from './statistics/verdict.js';
import { unitOf, withinPossibleRange } from './units.js';

/** An expectation with its outcome. */
export interface DecidedExpectation extends Verdict {
  text: string;
  source: string;
}

/** An expectation with its outcome in a single run. */
export interface ExpectationInRun extends DecidedExpectation {
  /** If it failed: the known causes, in sentences. */
  causes?: string;
}

/** The values of every quantity that expectations read: by expression (as JSON), by point, by replication. */
export type Observations = ReadonlyMap<string, readonly (readonly (number | string)[])[]>;

export function keyOf(expression: Expression): string {
  return JSON.stringify(expression);
}

/** The kinds of invariants that the replications of each point violated. */
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
      return combined(condition.kind === 'both' ? allOf(outcomes) : anyOf(outcomes), parts);
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
  const parts = experiment.points.map((_, point) => compareAt(condition, point, experiment, observations));
  const deciding = parts.flatMap((part) => part.deciding);
  const open = deciding.filter(({ outcome }) => outcome === 'undecided');
  return withReason(allOf(parts.map(({ outcome }) => outcome)), deciding, () =>
    condition.operator === '==' && open.every(({ n, value }) => n > 1 && !Number.isNaN(value))
      ? { reason: 'unequal' }
      : whyUndecided(open),
  );
}

function compareAt(
  { operator, left, right }: Extract<Condition, { kind: 'comparison' }>,
  point: number,
  experiment: Experiment,
  observations: Observations,
): { outcome: Outcome; deciding: Deciding[] } {
  const a = observations.get(keyOf(left))?.[point] ?? [];
  const b = observations.get(keyOf(right))?.[point] ?? [];
  if (a.some((value) => typeof value === 'string') || b.some((value) => typeof value === 'string'))
    return { outcome: compareWords(a, b, operator), deciding: [] };
  const bound = mean(b.map(Number));
  const differences = a.map((value, replication) => difference(Number(value), Number(b[replication])));
  const { outcome, estimate } = compare(differences, operator, experiment.points.length);
  const unit = unitOf(left) ?? unitOf(right) ?? '';
  // The difference is shown as the value of the left side, compared with the mean of the right side.
  const interval = { low: estimate.low + bound, high: estimate.high + bound };
  const told: Deciding = {
    about: pointLabel(experiment, point),
    outcome,
    n: estimate.n,
    unit,
    value: estimate.mean + bound,
    ...(right.kind === 'constant' ? withinPossibleRange(interval, unit) : interval),
    bound,
  };
  return { outcome, deciding: [told] };
}

/** Decides a condition at one point with the same rules as among all points; undefined if it compares points. */
export function decideAt(
  condition: Condition,
  point: number,
  experiment: Experiment,
  observations: Observations,
  violations: Violations,
): Outcome | undefined {
  const inner = (part: Condition) => decideAt(part, point, experiment, observations, violations);
  switch (condition.kind) {
    case 'both':
    case 'either': {
      const [left, right] = [inner(condition.left), inner(condition.right)];
      if (left === undefined || right === undefined) return undefined;
      return condition.kind === 'both' ? allOf([left, right]) : anyOf([left, right]);
    }
    case 'not': {
      const outcome = inner(condition.operand);
      return outcome && opposite(outcome);
    }
    case 'always':
      return violations[point].includes(condition.invariant) ? 'failed' : 'passed';
    case 'comparison':
      return compareAt(condition, point, experiment, observations).outcome;
    default:
      return undefined;
  }
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
  return combined(allOf(results.map(({ outcome }) => outcome)), results);
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
 * Whether a condition holds in a single run. Its figures are exact, so the intervals in the verdict are points.
 * `rising` and the like are about several points and stay undecided.
 */
export function decideInRun(condition: Condition, run: Replication): Verdict {
  switch (condition.kind) {
    case 'both':
    case 'either': {
      const parts = [decideInRun(condition.left, run), decideInRun(condition.right, run)];
      const outcomes = parts.map(({ outcome }) => outcome);
      return combined(condition.kind === 'both' ? allOf(outcomes) : anyOf(outcomes), parts);
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
  const holds = truthValue(condition, figuresOf(run));
  if (holds === undefined) return 'undecided';
  return holds ? 'passed' : 'failed';
}
