import type { Coverage } from '../../engine/network/coverage.js';

/** Pairs that are listed before the rest is left out. */
const MAX_LISTED = 10;

/** The seed of a scenario that sets none: a topology alone has no other. */
export const SHOWN_SEED = 1;

/** `31 of 45 pairs measured`, of nodes that are placed with the seed that is shown. */
export function coverageText({ pairs, measured, isDrawn }: Coverage): string {
  const seed = isDrawn ? ` (with seed ${SHOWN_SEED})` : '';
  return `${measured} of ${pairs} ${pairs === 1 ? 'pair' : 'pairs'} measured${seed}`;
}

/** Which pairs a latency matrix leaves to geography. */
export function missingText({ missing }: Coverage): string {
  if (missing.length === 0) return 'Every pair of places is in the matrix.';
  const listed = missing.slice(0, MAX_LISTED).map(([from, to]) => `- ${from} – ${to}`);
  const more = missing.length > listed.length ? [`- and ${missing.length - listed.length} more`] : [];
  return ['By geography:', ...listed, ...more].join('\n');
}
