import { difference, withoutRoundingError } from '../../../engine/measurement/resolution.js';
import { CONFIDENCE, type Estimate, estimate } from './interval.js';
import { allOf, type Outcome } from './verdict.js';

/** The values of one expression along a line of points: by point, by replication. */
export type Line = readonly (readonly number[])[];

export interface Step {
  outcome: Outcome;
  /** Of the mean difference for a trend; of the mean deviation for flatness. */
  estimate: Estimate;
}

export interface FlatnessResult {
  outcome: Outcome;
  /** One for each point. */
  steps: Step[];
}

export interface TrendResult {
  outcome: Outcome;
  /** Mean change from one point to the next, over all points: the slope of the least-squares line over their order. */
  slope: Step;
  /** One for each pair of neighbouring points. */
  steps: Step[];
}

/**
 * Whether a value rises (sign 1) or falls (sign -1) along the points. A replication has the same random numbers at
 * every point, so slopes and differences are computed within each replication: its slope over the order of the points,
 * and its difference at each step. The trend passes where the 95 % confidence interval of the mean slope lies on its
 * side of zero and no step goes the other way. It fails where the interval of the slope lies on the other side, or that
 * of some step does (widened by Bonferroni's correction for the number of steps), and if the slope is zero in every
 * replication. A step that cannot be distinguished from zero does not fail the trend, and a step of exactly zero
 * passes: trends may level off.
 */
export function trend(line: Line, sign: 1 | -1): TrendResult {
  const judged = (values: readonly number[], tests: number, isThere: (low: number) => boolean): Step => {
    const narrow = estimate(values);
    const wide = estimate(values, corrected(tests));
    // A falling trend is a rising one with all signs reversed.
    const low = sign > 0 ? narrow.low : -narrow.high;
    const high = sign > 0 ? wide.high : -wide.low;
    return { outcome: isThere(low) ? 'passed' : high < 0 ? 'failed' : 'undecided', estimate: narrow };
  };
  const sloping = judged(slopes(line), 1, (low) => low > 0);
  const isLevel = sloping.estimate.low === 0 && sloping.estimate.high === 0;
  const slope: Step = isLevel ? { ...sloping, outcome: 'failed' } : sloping;
  const steps = line.slice(1).map((values, index) => {
    const differences = paired(line[index], values).map(([before, after]) => difference(after, before));
    return judged(differences, line.length - 1, (low) => low >= 0);
  });
  const isReversed = steps.some(({ outcome }) => outcome === 'failed');
  return { outcome: isReversed ? 'failed' : slope.outcome, slope, steps };
}

/** The least-squares slope over the order of the points, in each replication that all of them have. */
function slopes(line: Line): number[] {
  const centre = (line.length - 1) / 2;
  const squares = line.reduce((sum, _, point) => sum + (point - centre) ** 2, 0);
  return replicationsOf(line).map((values) => {
    // Slopes of the differences from the first value, so that constant values give exactly zero.
    const sum = values.reduce((total, value, point) => total + (point - centre) * difference(value, values[0]), 0);
    return withoutRoundingError(sum / squares, magnitude(values));
  });
}

/**
 * Whether the value at every point is within `tolerance` (a ratio) of the mean over all points. Two one-sided tests at
 * each point (Schuirmann 1987), as their intervals: in every replication the deviation of the point from the mean over
 * the points is compared with the tolerance times that mean, which avoids dividing one estimate by another. A point
 * passes if both 95 % intervals lie inside, and fails if one lies outside (Bonferroni-corrected). The line is flat if
 * every point passes.
 *
 * @returns a step for each point: its relative deviation, and an interval of it
 */
export function flatness(line: Line, tolerance: number): FlatnessResult {
  const replications = replicationsOf(line).map((values) => {
    const mean = values[0] + values.reduce((sum, value) => sum + difference(value, values[0]), 0) / values.length;
    return { values, mean, scale: magnitude(values) };
  });
  const scale = Math.abs(replications.reduce((sum, { mean }) => sum + mean, 0) / replications.length);
  const steps = line.map((_, point): Step => {
    const deviations = replications.map(({ values, mean }) => difference(values[point], mean));
    const beyond = (sign: 1 | -1) =>
      replications.map(({ mean, scale: own }, index) =>
        withoutRoundingError(deviations[index] - sign * tolerance * Math.abs(mean), own),
      );
    const [above, below] = [beyond(1), beyond(-1)];
    const isInside = estimate(above).high <= 0 && estimate(below).low >= 0;
    const widened = corrected(2 * line.length);
    const isOutside = estimate(above, widened).low > 0 || estimate(below, widened).high < 0;
    const { n, mean, low, high } = estimate(deviations);
    const relative = (deviation: number) => (deviation === 0 ? 0 : deviation / scale);
    return {
      outcome: isInside ? 'passed' : isOutside ? 'failed' : 'undecided',
      estimate: { n, mean: relative(mean), low: relative(low), high: relative(high) },
    };
  });
  return { outcome: allOf(steps.map(({ outcome }) => outcome)), steps };
}

/** The values along the line, for each replication that all of its points have. */
function replicationsOf(line: Line): number[][] {
  const count = Math.min(...line.map((values) => values.length));
  return Array.from({ length: count }, (_, replication) => line.map((values) => values[replication]));
}

function magnitude(values: readonly number[]): number {
  return Math.max(...values.map(Math.abs));
}

function corrected(tests: number): number {
  return 1 - (1 - CONFIDENCE) / tests;
}

/** The values of the replications that both points have. */
function paired(a: readonly number[], b: readonly number[]): [number, number][] {
  return Array.from({ length: Math.min(a.length, b.length) }, (_, replication) => [a[replication], b[replication]]);
}
