import type { Coverage } from '../../engine/network/coverage.js';

/** Pairs that are listed before the rest is left out. */
const MOST_LISTED = 10;

/** `31 of 45 pairs measured` */
export function coverageText({ pairs, measured }: Coverage): string {
  return `${measured} of ${pairs} ${pairs === 1 ? 'pair' : 'pairs'} measured`;
}

/** Which pairs a latency matrix leaves to geography. */
export function missingText({ missing }: Coverage): string {
  if (missing.length === 0) return 'Every pair of places is in the matrix.';
  const listed = missing.slice(0, MOST_LISTED).map(([from, to]) => `- ${from} – ${to}`);
  const more = missing.length > listed.length ? [`- and ${missing.length - listed.length} more`] : [];
  return ['By geography:', ...listed, ...more].join('\n');
}
