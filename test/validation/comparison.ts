import type { Estimate } from './estimate.js';

/** One figure beside the one that it should agree with. */
export interface Row {
  /** What was measured or computed. */
  figure: string;
  theirs: number;
  ours: number;
  /** Largest difference that still counts as agreement. */
  tolerance: Tolerance;
  /** Decimals to show. */
  decimals: number;
}

/**
 * `relative` to their figure, or `absolute` in the unit of the comparison; a range where only bounds are known. With
 * `standardError`, that of the difference, what chance makes of two samples of one law: rows with it are independent.
 */
export type Tolerance =
  | { relative: number }
  | { absolute: number }
  | { from: number; to: number }
  | { standardError: number };

/** A normal difference is larger than so many standard errors once in 16,000 times. */
export const STANDARD_ERRORS = 4;

/** Our figures beside those of a theory, of another simulator or of a real system. */
export interface Comparison {
  title: string;
  /** What is compared and how it was set up, in Markdown. */
  about: string;
  /** Where their figures come from: the heading of their column. */
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

/** The difference of a row in standard errors; 0 where both figures are exactly alike. */
export function standardErrors({ theirs, ours }: Row, standardError: number): number {
  return ours === theirs ? 0 : (ours - theirs) / standardError;
}

/** Two independent estimates of one figure, shown in another unit. */
export function sampled(figure: string, theirs: Estimate, ours: Estimate, decimals: number, unit = 1): Row {
  const standardError = Math.hypot(theirs.error, ours.error) * unit;
  return { figure, theirs: theirs.mean * unit, ours: ours.mean * unit, tolerance: { standardError }, decimals };
}
