import { quantity } from '../../../server/protocol/quantities.js';
import type { ReconfigurationView, RunView } from '../../../server/protocol/run-view.js';
import { svg } from '../dom/elements.js';
import { runInFocus } from '../model/panel-model.js';
import { counted } from '../words/counted.js';
import { nodeTitle } from '../words/node-names.js';
import { t } from '../words/texts.js';
import type { DrawingFigure } from './figure.js';
import { inForceAt, shownBlock, shownBlockWindow } from './reconfiguration-choice.js';
import { drawTimeline, roundText, timelineArea } from './timeline-drawing.js';

/** The delay of one configuration block from the end of its interval to its use, node by node. */
export const timeline: DrawingFigure = {
  id: 'timeline',
  kind: 'drawing',
  axis: 'block',
  area: (runs, choices, width) => timelineArea(shownBlock(runInFocus(runs, choices), choices), width),
  title: (runs, choices) => {
    const run = runInFocus(runs, choices);
    const whose = runs.length > 1 ? `, ${run.name}` : '';
    return t`Configuration block ${shownBlock(run, choices)?.height ?? ''}, node by node${whose}`;
  },
  wide: true,
  origin: () => 'primary.consensus',
  hasData: (runs, choices) => runInFocus(runs, choices).reconfigurations.length > 0,
  draw(runs, theme, choices, width) {
    const run = runInFocus(runs, choices);
    const block = shownBlock(run, choices);
    return block
      ? drawTimeline(block, run, theme, width, shownBlockWindow(block, choices))
      : svg('svg', { width, height: 0 });
  },
  sentence(runs, choices) {
    const run = runInFocus(runs, choices);
    const block = shownBlock(run, choices);
    return block ? [describe(block), faultsDuring(block, run)].filter(Boolean).join(' ') : '';
  },
  numbers(runs, choices) {
    const run = runInFocus(runs, choices);
    const block = shownBlock(run, choices);
    return {
      caption: t`Configuration block ${block?.height}, times since the end of its interval`,
      columns: [
        { title: t('Order'), unit: '' },
        { title: t('Node') },
        { title: t('Decided'), unit: 's' },
        { title: t('Received'), unit: 's' },
        { title: t('Applied'), unit: 's' },
        { title: t('In the round of block') },
        { title: t('Among the fastest 2f+1') },
      ],
      rows: (block?.node ?? []).map((node, i) => [
        i + 1,
        nodeTitle(run, node),
        block?.decided ?? null,
        block?.received[i] ?? null,
        block?.applied[i] ?? null,
        block ? roundText(block, i) : '',
        block?.counted[i] ? 'yes' : 'no',
      ]),
    };
  },
};

function describe(block: ReconfigurationView): string {
  const countedNodes = block.counted.filter(Boolean).length;
  const last = block.counted.lastIndexOf(true);
  const cycles = block.cycles > 1 ? ` in ${counted(block.cycles, 'cycle')}` : '';
  const decided = t`The management nodes decided block ${block.height} ${quantity(block.decided, 's')} after its interval ended${cycles}.`;
  if (last < 0) return decided;
  const rounds = block.roundHeight.filter((_, i) => block.counted[i]);
  const commonest = mostFrequent(rounds);
  const inIt = rounds.filter((height) => height === commonest).length;
  return (
    t`${decided} It was in force on the fastest ${countedNodes} validators at ${quantity(inForceAt(block), 's')}: ` +
    t`a node applies it when its round ends, and ${inIt === countedNodes ? t('all of these') : t`${inIt} of these`} ` +
    t`were in the round of block ${commonest} when it arrived.`
  );
}

/** The nodes that were down or cut off between the end of the interval and the last application of the block. */
function faultsDuring(block: ReconfigurationView, run: RunView): string {
  const end = block.due + Math.max(block.decided, ...block.applied.map((time) => time ?? 0));
  const met = (run.faults ?? []).filter(({ from, to }) => to > block.due && from < end);
  return met.length === 0 ? '' : t`Meanwhile: ${met.map(({ title }) => title).join('; ')}.`;
}

function mostFrequent(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}
