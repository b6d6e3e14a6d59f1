import { terminalText } from '../../protocol/plain-text.js';
import type { Summary } from '../../runs/summary.js';
import { backlogOf } from '../../view/falling-behind.js';
import type { RunFigures } from '../../view/run-figures.js';
import { countText, figureText, timeScale } from '../quantity-text.js';
import type { Output } from '../terminal.js';

/**
 * The performance of the primary and every kind of failure on either chain, a line each; failures only if there are
 * any.
 */
export function primaryText({ blocks }: RunFigures, summary: Summary, output: Output): string[] {
  const { metrics, counters } = summary;
  const throughput = metrics['primary.throughput'];
  const latency = metrics['primary.latency'];
  const pool = metrics['primary.pool'];
  const made = `${countText(blocks)} ${blocks === 1 ? 'block' : 'blocks'}`;
  const carried = typeof throughput?.mean === 'number' ? figureText(throughput.mean) : '–';
  const lines = [`${made}, ${carried} tx/s`];
  if (latency && latency.median !== null) {
    const scale = timeScale(latency.p95 ?? latency.median);
    lines.push(
      `a transaction waits ${scale.text(latency.median)} ${scale.unit} for its block (median; p95 ${scale.text(latency.p95)} ${scale.unit})`,
    );
  }
  lines.push(...backlogText(summary, blocks));
  if (pool && pool.max !== null)
    lines.push(`${countText(pool.mean ?? 0)} tx in the pool (mean; most ${countText(pool.max)})`);
  lines.push(...receiptText(metrics), ...receiptsByGroup(summary));
  return [output.colours.bold('Primary'), ...[...lines, ...failures(counters)].map((line) => `  ${line}`)];
}

/** How long nodes wait for blocks. */
function receiptText(metrics: Summary['metrics']): string[] {
  const medians = [50, 80, 100].map((share) => metrics[`block.received${share}`]?.median ?? null);
  const last = medians.at(-1);
  if (typeof last !== 'number') return [];
  const scale = timeScale(last);
  const [half, most, all] = medians.map(scale.text);
  return [`half of the nodes have a block after ${half} ${scale.unit}, 80 % ${most}, all ${all} (medians)`];
}

/** Groups beyond this are only in the summary and the panel. */
const MAX_GROUPS = 6;

/** How long the nodes of each group wait for a block, where there are several. */
function receiptsByGroup({ receipts: { groups } }: Summary): string[] {
  const known = groups.flatMap(({ name, mean }) => (mean === null ? [] : [{ name, mean }]));
  if (known.length < 2 || known.length > MAX_GROUPS) return [];
  const scale = timeScale(Math.max(...known.map(({ mean }) => mean)));
  const told = known.map(({ name, mean }) => `${terminalText(name)} ${scale.text(mean)}`);
  return [`  by group, ${scale.unit}: ${told.join(', ')} (means)`];
}

/** The transactions that the latency excludes, if the primary did not keep up. */
function backlogText({ metrics, counters }: Summary, blocks: number): string[] {
  const backlog = backlogOf(metrics, counters['primary.dropped'], blocks);
  if (!backlog) return [];
  const { waiting, oldest, dropped } = backlog;
  const scale = timeScale(oldest);
  const parts = [
    ...(waiting > 0
      ? [`${countText(waiting)} still waited at the end, up to ${scale.text(oldest)} ${scale.unit}`]
      : []),
    ...(dropped > 0 ? [`${countText(dropped)} were dropped because the pool was full`] : []),
  ];
  return [
    `the primary did not keep up; not in that latency are ${countText(waiting + dropped)} tx:`,
    ...parts.map((part) => `  ${part}`),
  ];
}

function failures(counters: Summary['counters']): string[] {
  const counted: [count: number, one: string, many: string][] = [
    [
      counters['primary.roundsFailed'],
      'round of the primary failed: no block was decided in it',
      'rounds of the primary failed: no block was decided in them',
    ],
    [
      counters['primary.viewChanges'],
      'time a validator gave up a view',
      'times a validator gave up a view (each counted on its own)',
    ],
    [
      counters['management.cyclesFailed'],
      'proposal cycle of the management chain failed',
      'proposal cycles of the management chain failed',
    ],
    [
      counters['management.intervalsMissed'],
      'configuration block interval ended without a decision',
      'configuration block intervals ended without a decision',
    ],
  ];
  return counted
    .filter(([count]) => count > 0)
    .map(([count, one, many]) => `${countText(count)} ${count === 1 ? one : many}`);
}
