import { durationText } from '../../../engine/model/duration-text.js';
import { nodeName } from '../../protocol/node-name.js';
import { terminalText } from '../../protocol/plain-text.js';
import type { DecisionView } from '../../protocol/story-view.js';
import type { RunFigures } from '../../view/run-figures.js';
import { countText } from '../quantity-text.js';
import type { Output } from '../terminal.js';
import { settingText } from './setting-text.js';
import { textTable } from './text-table.js';

/** Rows beyond this are only counted; the panel and the files have them all. */
const MAX_ROWS = 16;

/**
 * The switches that changed something, a row for each property, with the rule. Empty if no twin proposed a change.
 *
 * @param complete false if the run was stopped
 */
export function switchesText(
  { story: { decisions, counts }, places }: Pick<RunFigures, 'story' | 'places'>,
  complete: boolean,
  { colours }: Output,
): string[] {
  const { changed, kept, changes, refused, open } = counts;
  if (changed + refused + open === 0) return [];
  const rows = decisions.flatMap((decision) => rowsOf(decision, places)).slice(0, MAX_ROWS);
  const summary = `${countText(changed)} of ${countText(changed + kept)} configuration blocks changed something`;
  const end = complete ? 'ended' : 'was stopped';
  return [
    `${colours.bold('Switches')}  ${colours.dim(summary)}`,
    ...tableOf(rows, colours.dim),
    ...(changes > rows.length ? [`  and ${countText(changes - rows.length)} more, in changes.parquet`] : []),
    ...(refused > 0 ? [`  ${proposalsText(refused)} to change something found no agreement`] : []),
    ...(open > 0 ? [`  ${proposalsText(open)} to change something was still voted on when the run ${end}`] : []),
  ];
}

function proposalsText(count: number): string {
  return `${countText(count)} proposal${count === 1 ? '' : 's'}`;
}

interface Row {
  at: string;
  property: string;
  before: string;
  after: string;
  cycles: string;
  /** Empty if no interval was missed before. */
  missed: string;
  proposer: string;
}

/** The facts about a block are only in its first row. */
function rowsOf({ decided, changes, proposals }: DecisionView, places: readonly string[]): Row[] {
  const proposal = proposals.find(({ agreed }) => agreed);
  const rule = proposal?.rule ? `, rule ${proposal.rule.number}` : '';
  return changes.map(({ property, before, after, unit }, i) => {
    const texts = { property, before: settingText(before, unit), after: settingText(after, unit) };
    if (i > 0) return { ...texts, at: '', cycles: '', missed: '', proposer: '' };
    return {
      ...texts,
      at: durationText(decided?.due ?? 0),
      cycles: String(decided?.cycles ?? 1),
      missed: decided?.missed ? String(decided.missed) : '',
      proposer: proposal
        ? terminalText(`${nodeName(places[proposal.proposer], proposal.proposer)}, ${proposal.policy}${rule}`)
        : '',
    };
  });
}

/** Missed intervals have a column only if there are any. */
function tableOf(rows: readonly Row[], dim: (text: string) => string): string[] {
  if (rows.length === 0) return [];
  const columns: { name: keyof Row; title: string; align: 'left' | 'right' }[] = [
    { name: 'at', title: 'at', align: 'right' },
    { name: 'property', title: 'property', align: 'left' },
    { name: 'before', title: 'before', align: 'left' },
    { name: 'after', title: 'after', align: 'left' },
    { name: 'cycles', title: 'cycles', align: 'right' },
    { name: 'missed', title: 'intervals missed', align: 'right' },
    { name: 'proposer', title: 'proposed by', align: 'left' },
  ];
  const shown = columns.filter(({ name }) => name !== 'missed' || rows.some(({ missed }) => missed !== ''));
  return textTable(
    [shown.map(({ title }) => dim(title)), ...rows.map((row) => shown.map(({ name }) => row[name]))],
    shown.map(({ align }) => align),
  );
}
