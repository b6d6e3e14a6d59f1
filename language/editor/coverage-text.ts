import * as l10n from '@vscode/l10n';
import type { Coverage } from '../../engine/network/coverage.js';

/** Maximum number of listed pairs. */
const MAX_LISTED = 10;

/** The seed of a scenario that sets none, which is also used for a topology alone. */
export const SHOWN_SEED = 1;

/** `31 of 45 pairs measured`, for nodes that are placed with the displayed seed. */
export function coverageText({ pairs, measured, isDrawn }: Coverage): string {
  const text =
    pairs === 1 ? l10n.t('{0} of 1 pair measured', measured) : l10n.t('{0} of {1} pairs measured', measured, pairs);
  return isDrawn ? l10n.t('{0} (with seed {1})', text, SHOWN_SEED) : text;
}

/** The pairs without an entry in a latency matrix, which have the geographic latency. */
export function missingText({ missing }: Coverage): string {
  if (missing.length === 0) return l10n.t('Every pair of places is in the matrix.');
  const listed = missing.slice(0, MAX_LISTED).map(([from, to]) => `- ${from} – ${to}`);
  const more = missing.length > listed.length ? [`- ${l10n.t('and {0} more', missing.length - listed.length)}`] : [];
  return [l10n.t('By geography:'), ...listed, ...more].join('\n');
}
