import type { Culprit } from '../../../engine/model/culprits.js';
import { durationText } from '../../../engine/model/duration-text.js';
import { deedTitle } from '../../protocol/culprits.js';
import { terminalText } from '../../protocol/plain-text.js';
import { countText } from '../quantity-text.js';
import type { Output } from '../terminal.js';
import { textTable } from './text-table.js';

/** Rows beyond this are only counted; the table has them all. */
const MAX_ROWS = 12;

/** The table of culprits: the deeds of each node, and their cost in cycles or rounds, intervals and seconds. Empty without any. */
export function culpritsText(culprits: readonly Culprit[], { colours }: Output): string[] {
  if (culprits.length === 0) return [];
  const shown = culprits.slice(0, MAX_ROWS);
  const head = ['node', 'chain', 'what', 'times', 'failed', 'missed', 'cost'].map((cell) => colours.dim(cell));
  const rows = shown.map(({ name, chain, deed, count, failed, missed, seconds }) => [
    terminalText(name),
    chain,
    deedTitle(deed),
    countText(count),
    failed > 0 ? countText(failed) : '',
    missed > 0 ? countText(missed) : '',
    seconds > 0 ? durationText(seconds) : '',
  ]);
  const more = culprits.length - shown.length;
  return [
    `${colours.bold('Who did what')}  ${colours.dim('failed: proposal cycles or rounds; missed: intervals with such a cycle')}`,
    ...textTable([head, ...rows], ['left', 'left', 'left', 'right', 'right', 'right', 'right']),
    ...(more > 0 ? [`  and ${countText(more)} more, in culprits.parquet`] : []),
  ];
}
