/** Most Byzantine nodes that n nodes tolerate: `floor((n - 1) / 3)`. */
export function tolerated(n: number): number {
  return Math.floor((n - 1) / 3);
}

/**
 * Votes that decide: `2f + 1` (Castro and Liskov 1999; Section 3.1), and never half of the nodes or fewer, for two
 * disjoint quorums of 2, 3 or 6 nodes could decide differently.
 */
export function quorum(n: number): number {
  return Math.max(2 * tolerated(n) + 1, Math.floor(n / 2) + 1);
}

/**
 * How much longer the copies of a block may take that are still under way, when a quorum of n nodes has been seen to have
 * theirs: a sender whose copies leave one after another needs as long for each.
 *
 * @param elapsed since the round began, in any unit
 */
export function remainder(elapsed: number, n: number): number {
  return (Math.max(0, elapsed) * (n - quorum(n))) / quorum(n);
}

/** Fewest nodes without which no quorum is left; `f + 1` of `3f + 1`, and never fewer, so that one of them is honest. */
export function blocking(n: number): number {
  return n - quorum(n) + 1;
}
