import type { MetricSummary } from '../../../engine/measurement/summary.js';
import type { RunFigures } from '../../view/run-figures.js';
import { countText, timeScale } from '../quantity-text.js';
import type { Output } from '../terminal.js';
import { textTable } from './text-table.js';

const PHASES = [
  { name: 'agreement', mark: '█', colour: 'blue' },
  { name: 'propagation', mark: '▓', colour: 'green' },
  { name: 'update', mark: '░', colour: 'magenta' },
] as const;

/** Maximum width of everything left of the bars, in characters. */
const LEFT_OF_BARS = 60;

/**
 * The management delays by phase, as in Section 3.1: a row per phase, each bar starting where the previous one ends.
 */
export function delayText(figures: RunFigures, metrics: Record<string, MetricSummary>, output: Output): string[] {
  const { colours } = output;
  const total = metrics['delay.total'];
  const title = colours.bold('Management delays by phase');
  if (!total || total.n === 0 || total.mean === null)
    return [title, '  No configuration block was applied in the measured time.'];
  const scale = timeScale(total.p95 ?? total.mean);
  const width = Math.max(10, output.width - LEFT_OF_BARS);
  const phases = PHASES.map(({ name }) => metrics[`delay.${name}`]);
  const means = phases.map(({ mean }) => mean ?? 0);
  const stacked = means.reduce((sum, mean) => sum + mean, 0);
  // The nodes that apply a block first have waited longer for it than those that receive it first.
  const lengths = stackedLengths(means, Math.max(1, Math.round((width * stacked) / Math.max(total.mean, stacked))));
  const rows = PHASES.map(({ name, mark, colour }, i) => {
    const start = lengths.slice(0, i).reduce((sum, length) => sum + length, 0);
    return row(name, phases[i], `${' '.repeat(start)}${colours[colour](mark.repeat(lengths[i]))}`);
  });

  function row(name: string, { mean, median, p5, p95 }: MetricSummary, bar: string): string[] {
    return [name, scale.text(mean), scale.text(median), scale.text(p5), scale.text(p95), bar];
  }
  const head = ['', `mean, ${scale.unit}`, 'median', 'p5', 'p95', 'mean, phase after phase'];
  return [
    `${title}  ${colours.dim(onWhichNodes(figures, metrics))}`,
    ...textTable(
      [head.map((cell) => colours.dim(cell)), ...rows, row('total', total, '─'.repeat(width))],
      ['left', 'right', 'right', 'right', 'right', 'left'],
    ),
    colours.dim('  Propagation: the first to receive a block. Update and total: the first to apply it.'),
  ];
}

/**
 * Integer lengths proportional to the values, with the sum `width`. A value above zero has a length of at least 1, so
 * that no phase disappears.
 */
export function stackedLengths(values: readonly number[], width: number): number[] {
  const whole = values.reduce((sum, value) => sum + value, 0);
  if (whole === 0) return values.map(() => 0);
  const lengths = values.map((value) => (value > 0 ? Math.max(1, Math.round((value / whole) * width)) : 0));
  const largest = values.indexOf(Math.max(...values));
  lengths[largest] += width - lengths.reduce((sum, length) => sum + length, 0);
  return lengths;
}

function onWhichNodes({ counted, nodes }: RunFigures, metrics: Record<string, MetricSummary>): string {
  const blocks = countText(metrics['management.blocks']?.total ?? 0);
  const { least, most } = counted ?? { least: 0, most: 0 };
  const fastest = least === most ? least : `${least} to ${most}`;
  return `${blocks} configuration ${blocks === '1' ? 'block' : 'blocks'}, on the fastest ${fastest} of ${nodes} nodes`;
}
