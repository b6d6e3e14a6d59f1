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

/** `relative` to their figure, or `absolute` in the unit of the comparison; a range where only bounds are known. */
export type Tolerance = { relative: number } | { absolute: number } | { from: number; to: number };

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

export function agrees({ theirs, ours, tolerance }: Row): boolean {
  if ('from' in tolerance) return ours >= tolerance.from && ours <= tolerance.to;
  const most = 'relative' in tolerance ? tolerance.relative * Math.abs(theirs) : tolerance.absolute;
  return Math.abs(ours - theirs) <= most;
}
