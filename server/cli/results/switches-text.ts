import type { ChangeView, DecisionView, StoryView } from '../../protocol/story-view.js';
import { countText, scaledText, spanText } from '../quantity-text.js';
import { type Output, printable } from '../terminal.js';
import { textTable } from './text-table.js';

/** More rows than these are told by their number only; the panel and the files have them all. */
const MOST_ROWS = 16;

/** The switches that changed something, a row for each property, and by which rule. Nothing where nobody wanted any. */
export function switchesText({ decisions, leftOut }: StoryView, { colours }: Output): string[] {
  const changed = decisions.filter(({ changes }) => changes.length > 0);
  const refused = decisions
    .flatMap(({ proposals }) => proposals)
    .filter(({ agreed, changes }) => !agreed && changes.length > 0).length;
  if (changed.length === 0 && refused === 0) return [];
  const rows = changed.flatMap(rowsOf);
  const blocks = leftOut + decisions.filter(({ decided }) => decided).length;
  const head = ['at', 'property', 'before', 'after', 'cycles', 'proposed by'].map((cell) => colours.dim(cell));
  return [
    `${colours.bold('Switches')}  ${colours.dim(`${countText(changed.length)} of ${countText(blocks)} configuration blocks changed something`)}`,
    ...(rows.length > 0
      ? textTable([head, ...rows.slice(0, MOST_ROWS)], ['right', 'left', 'left', 'left', 'right', 'left'])
      : []),
    ...(rows.length > MOST_ROWS ? [`  and ${countText(rows.length - MOST_ROWS)} more, in changes.csv`] : []),
    ...(refused > 0
      ? [`  ${countText(refused)} proposal${refused === 1 ? '' : 's'} to change something found no agreement`]
      : []),
  ];
}

/** What a block is about stands in its first row only. */
function rowsOf({ decided, changes, proposals }: DecisionView): string[][] {
  const proposal = proposals.find(({ agreed }) => agreed);
  const rule = proposal?.rule ? `, rule ${proposal.rule.number}` : '';
  return changes.map((change, i) => {
    const { property, before, after } = change;
    const texts = [property, valueText(before, change), valueText(after, change)];
    return i === 0
      ? [
          spanText(decided?.due ?? 0),
          ...texts,
          String(decided?.cycles ?? 1),
          `node ${proposal?.proposer}, ${printable(proposal?.policy ?? '')}${rule}`,
        ]
      : ['', ...texts, '', ''];
  });
}

function valueText(value: string, { unit }: ChangeView): string {
  if (unit === 's') return secondsText(Number(value));
  return unit ? scaledText(Number(value), unit) : printable(value);
}

/** A setting, not a measurement: with all of its digits. */
function secondsText(seconds: number): string {
  return seconds < 1 ? `${Number((seconds * 1000).toPrecision(6))} ms` : spanText(seconds);
}
