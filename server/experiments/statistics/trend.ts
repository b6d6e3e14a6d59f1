import { CONFIDENCE, type Estimate, estimate, type IntervalMethod } from './interval.js';
import { all, type Outcome } from './verdict.js';

/** The values of one expression along a line of points: by point, by replication. */
export type Line = readonly (readonly number[])[];

export interface Step {
  outcome: Outcome;
  /** Of the mean difference for a trend, of the mean deviation for flatness. */
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
 * Whether a value rises (sign 1) or falls (sign -1) along the points. A replication has the same luck at every point, so
 * everything is told within replications: the slope of each over the order of the points, and the difference at each
 * step. The trend passes where the 95 % confidence interval of the mean slope lies on its side of zero and no step goes
 * the other way. It fails where the interval of the slope lies on the other side, or that of some step does, widened by
 * Bonferroni's correction for their number. A step that cannot be told from none is no objection: trends may level off.
 */
export function trend(line: Line, sign: 1 | -1, method: IntervalMethod): TrendResult {
  const judged = (values: readonly number[], tests: number): Step => {
    const narrow = estimate(values, method);
    const wide = estimate(values, method, corrected(tests));
    const isThere = sign > 0 ? narrow.low > 0 : narrow.high < 0;
    const isReversed = sign > 0 ? wide.high < 0 : wide.low > 0;
    return { outcome: isThere ? 'passed' : isReversed ? 'failed' : 'undecided', estimate: narrow };
  };
  const slope = judged(slopes(line), 1);
  const steps = line.slice(1).map((values, index) => {
    const differences = paired(line[index], values).map(([before, after]) => after - before);
    return judged(differences, line.length - 1);
  });
  const isReversed = steps.some(({ outcome }) => outcome === 'failed');
  return { outcome: isReversed ? 'failed' : slope.outcome, slope, steps };
}

/** The least-squares slope over the order of the points, in each replication that all of them have. */
function slopes(line: Line): number[] {
  const centre = (line.length - 1) / 2;
  const squares = line.reduce((sum, _, point) => sum + (point - centre) ** 2, 0);
  const replications = Math.min(...line.map((values) => values.length));
  return Array.from(
    { length: replications },
    (_, replication) => line.reduce((sum, values, point) => sum + (point - centre) * values[replication], 0) / squares,
  );
}

/**
 * Whether the value at every point is within `tolerance` (a ratio) of the mean over all points. Two one-sided tests at
 * each point (Schuirmann 1987), as their intervals: in every replication the deviation of the point from the mean over
 * the points is held against the tolerance times that mean, which needs no division of one estimate by another. A point
 * passes where both 95 % intervals lie inside, fails where one lies outside (Bonferroni-corrected), and the whole is
 * flat where every point is.
 *
 * @returns a step for each point: its relative deviation, and an interval of it
 */
export function flatness(line: Line, tolerance: number, method: IntervalMethod): FlatnessResult {
  const replications = Math.min(...line.map((values) => values.length));
  const means = Array.from(
    { length: replications },
    (_, replication) => line.reduce((sum, values) => sum + values[replication], 0) / line.length,
  );
  const scale = Math.abs(means.reduce((sum, mean) => sum + mean, 0) / replications);
  const steps = line.map((values): Step => {
    const deviations = means.map((mean, replication) => values[replication] - mean);
    const above = means.map((mean, replication) => deviations[replication] - tolerance * Math.abs(mean));
    const below = means.map((mean, replication) => deviations[replication] + tolerance * Math.abs(mean));
    const isInside = estimate(above, method).high <= 0 && estimate(below, method).low >= 0;
    const widened = corrected(2 * line.length);
    const isOutside = estimate(above, method, widened).low > 0 || estimate(below, method, widened).high < 0;
    const { n, mean, low, high } = estimate(deviations, method);
    return {
      outcome: isInside ? 'passed' : isOutside ? 'failed' : 'undecided',
      estimate: { n, mean: mean / scale, low: low / scale, high: high / scale },
    };
  });
  return { outcome: all(steps.map(({ outcome }) => outcome)), steps };
}

function corrected(tests: number): number {
  return 1 - (1 - CONFIDENCE) / tests;
}

/** The values of the replications that both points have. */
function paired(a: readonly number[], b: readonly number[]): [number, number][] {
  return Array.from({ length: Math.min(a.length, b.length) }, (_, replication) => [a[replication], b[replication]]);
}
