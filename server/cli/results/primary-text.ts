import type { Summary } from '../../runs/summary.js';
import type { RunFigures } from '../../view/run-figures.js';
import { countText, figureText, timeScale } from '../quantity-text.js';
import type { Output } from '../terminal.js';

/** What the primary achieved, and every failure on either chain: a line each, failures only where there are some. */
export function primaryText({ blocks }: RunFigures, { metrics, counters }: Summary, output: Output): string[] {
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
  if (pool && pool.max !== null)
    lines.push(`${countText(pool.mean ?? 0)} tx in the pool (mean; most ${countText(pool.max)})`);
  return [output.colours.bold('Primary'), ...[...lines, ...failures(counters)].map((line) => `  ${line}`)];
}

function failures(counters: Summary['counters']): string[] {
  const counted: [number, string][] = [
    [counters['primary.dropped'], 'transactions were dropped, because the pool was full'],
    [counters['primary.roundsFailed'], 'rounds of the primary failed: no block was decided in them'],
    [counters['primary.viewChanges'], 'times a validator gave up a view (each counted on its own)'],
    [counters['management.cyclesFailed'], 'proposal cycles of the management chain failed'],
    [counters['management.intervalsMissed'], 'configuration block intervals ended without a decision'],
  ];
  return counted.filter(([count]) => count > 0).map(([count, what]) => `${countText(count)} ${what}`);
}
