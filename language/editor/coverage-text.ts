import type { Coverage } from '../../engine/network/coverage.js';

/** Maximum number of listed pairs. */
const MAX_LISTED = 10;

/** The seed of a scenario that sets none, which is also used for a topology alone. */
export const SHOWN_SEED = 1;

/** `31 of 45 pairs measured`, for nodes that are placed with the displayed seed. */
export function coverageText({ pairs, measured, isDrawn }: Coverage): string {
  const seed = isDrawn ? ` (with seed ${SHOWN_SEED})` : '';
  return `${measured} of ${pairs} ${pairs === 1 ? 'pair' : 'pairs'} measured${seed}`;
}

/** The pairs without an entry in a latency matrix, which have the geographic latency. */
export function missingText({ missing }: Coverage): string {
  if (missing.length === 0) return 'Every pair of places is in the matrix.';
  const listed = missing.slice(0, MAX_LISTED).map(([from, to]) => `- ${from} – ${to}`);
  const more = missing.length > listed.length ? [`- and ${missing.length - listed.length} more`] : [];
  return ['By geography:', ...listed, ...more].join('\n');
}
