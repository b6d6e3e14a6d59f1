import chiSquareCdf from '@stdlib/stats-base-dists-chisquare-cdf';
import { type Comparison, standardErrors } from './comparison.js';

/** Probability of a sum of squares below, and of one above, the tolerated range. */
const EACH_SIDE = 0.0005;

/** The sum of the squared differences that are due to chance, compared with its expected value. */
export function chance(comparisons: readonly Comparison[]): Comparison {
  const squares = comparisons.flatMap(({ title, rows }) => {
    const of = rows.flatMap((row) => {
      return 'standardError' in row.tolerance ? [standardErrors(row, row.tolerance.standardError) ** 2] : [];
    });
    return of.length > 0 ? [{ title, of }] : [];
  });
  const all = { title: 'all', of: squares.flatMap(({ of }) => of) };
  return {
    title: 'All differences together',
    about: `Of the comparisons whose tolerance is sampling error, each with samples of its own: the sum of the squares of their
differences, in standard errors. If only chance is at work, it is chi-square distributed, with as many degrees of
freedom as there are comparisons, and that is its mean. It stays within the tolerance in 99.9 % of cases: a larger sum
would show many small errors that each comparison alone overlooks, a smaller one standard errors that are too large.`,
    theirs: 'comparisons',
    unit: 'χ²',
    rows: [...squares, all].map(({ title, of }) => ({
      figure: title,
      theirs: of.length,
      ours: of.reduce((sum, square) => sum + square, 0),
      tolerance: chiSquareBounds(of.length),
      decimals: 0,
    })),
  };
}

/** The range that contains χ² in 999 of 1,000 cases if only chance is at work. */
export function chiSquareBounds(degreesOfFreedom: number): { from: number; to: number } {
  const rounded = (p: number) => Number(chiSquareQuantile(p, degreesOfFreedom).toFixed(1));
  return { from: rounded(EACH_SIDE), to: rounded(1 - EACH_SIDE) };
}

/** Quantile by bisection. */
export function chiSquareQuantile(p: number, degreesOfFreedom: number): number {
  let [low, high] = [0, 20 + 10 * degreesOfFreedom];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (chiSquareCdf(middle, degreesOfFreedom) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
