import type { MetricSummary } from '../../../engine/measurement/summary.js';
import { switchCostText } from '../../protocol/switch-cost.js';
import type { RunFigures } from '../../view/run-figures.js';
import { countText, timeScale } from '../quantity-text.js';
import type { Output } from '../terminal.js';
import { axisFor, boxPlotText } from './box-plot-text.js';
import { textTable } from './text-table.js';

/** Maximum width of everything left of the box plots, in characters. */
const LEFT_OF_PLOTS = 62;

/** Normal and switch block times, as in Section 3.2: figures, and a box plot of each on one axis. */
export function blockTimeText(
  { blockTimes }: RunFigures,
  metrics: Record<string, MetricSummary>,
  output: Output,
): string[] {
  const { colours } = output;
  const title = colours.bold('Block times');
  const kinds = (['normal', 'switch'] as const).map((kind) => ({
    kind,
    summary: metrics[`blockTime.${kind}`],
    box: blockTimes[kind],
  }));
  if (kinds.every(({ box }) => box.n === 0))
    return [title, '  Fewer than two blocks were committed in the measured time.'];
  const boxes = kinds.map(({ box }) => box);
  const axis = axisFor(boxes, Math.max(16, output.width - LEFT_OF_PLOTS));
  const scale = timeScale(Math.max(axis.to, ...boxes.map(({ n, mean }) => (n > 0 ? mean : 0))));
  const rows = kinds.map(({ kind, summary, box }) => [
    kind,
    countText(summary.n),
    scale.text(summary.mean),
    scale.text(summary.median),
    scale.text(summary.p25),
    scale.text(summary.p75),
    boxPlotText(box, axis),
  ]);
  const head = ['', 'blocks', `mean, ${scale.unit}`, 'median', 'p25', 'p75', scaleLine(axis.from, axis.to)];
  function scaleLine(from: number, to: number): string {
    const [low, high] = [scale.text(from), `${scale.text(to)} ${scale.unit}`];
    return low + high.padStart(axis.width - low.length);
  }
  const cost = sentencesOf(switchCostText(blockTimes.normal, blockTimes.switch));
  const dimmed = head.map((cell) => colours.dim(cell));
  return [
    `${title}  ${colours.dim('switch: the first block under a new configuration block;  ┃ median  ◆ mean')}`,
    ...textTable([dimmed, ...rows], ['left', 'right', 'right', 'right', 'right', 'right', 'left']),
    ...cost.map((sentence) => `  ${sentence}`),
  ];
}

/** One line each, with spaces at which a terminal may break. */
function sentencesOf(text: string): string[] {
  return text
    .replaceAll('\u00a0', ' ')
    .split(/(?<=\.) /)
    .filter(Boolean);
}
