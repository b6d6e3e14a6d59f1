/** Most Byzantine nodes that n nodes tolerate: `floor((n - 1) / 3)`. */
export function tolerated(n: number): number {
  return Math.floor((n - 1) / 3);
}

/** Votes that decide: `2f + 1` (Castro and Liskov 1999; Section 3.1). */
export function quorum(n: number): number {
  return 2 * tolerated(n) + 1;
}
