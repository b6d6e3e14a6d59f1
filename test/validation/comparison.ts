import type { Estimate } from './estimate.js';

/** One figure beside the figure that it should agree with. */
export interface Row {
  /** The name of the figure. */
  figure: string;
  theirs: number;
  ours: number;
  /** Largest difference that still counts as agreement. */
  tolerance: Tolerance;
  /** Decimals to show. */
  decimals: number;
}

/**
 * `relative` to their figure, or `absolute` in the unit of the comparison; a range if only bounds are known.
 * `standardError` is that of the difference between two samples of one distribution; rows that have it are independent.
 */
export type Tolerance =
  | { relative: number }
  | { absolute: number }
  | { from: number; to: number }
  | { standardError: number };

/** Tolerated number of standard errors. A normal difference exceeds it once in 16,000 times. */
export const STANDARD_ERRORS = 4;

/** Our figures beside those of a theory, of another simulator or of a real system. */
export interface Comparison {
  title: string;
  /** Description of the comparison and its set-up, in Markdown. */
  about: string;
  /** Source of their figures: the heading of their column. */
  theirs: string;
  unit: string;
  rows: Row[];
}

export function agrees(row: Row): boolean {
  const { theirs, ours, tolerance } = row;
  if ('from' in tolerance) return ours >= tolerance.from && ours <= tolerance.to;
  if ('standardError' in tolerance) return Math.abs(standardErrors(row, tolerance.standardError)) <= STANDARD_ERRORS;
  const most = 'relative' in tolerance ? tolerance.relative * Math.abs(theirs) : tolerance.absolute;
  return Math.abs(ours - theirs) <= most;
}

/** The difference of a row in standard errors; 0 if both figures are equal. */
export function standardErrors({ theirs, ours }: Row, standardError: number): number {
  return ours === theirs ? 0 : (ours - theirs) / standardError;
}

/** Compares two independent estimates of one figure, converted to another unit. */
export function sampled(figure: string, theirs: Estimate, ours: Estimate, decimals: number, unit = 1): Row {
  const standardError = Math.hypot(theirs.error, ours.error) * unit;
  return { figure, theirs: theirs.mean * unit, ours: ours.mean * unit, tolerance: { standardError }, decimals };
}
