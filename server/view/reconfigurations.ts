import type { Results } from '../../engine/model/results.js';
import type { ReconfigurationView } from '../protocol/run-view.js';
import { numbersOf, rowsBy } from './columns.js';
import { rounded, roundedOrNull } from './rounding.js';

/** Maximum number of rows (configuration block × node) in a view: about half a megabyte of JSON. */
const MAX_ROWS = 10_000;

/**
 * The timeline of every configuration block, or of as many as fit. The slowest is always included; the others are
 * evenly spaced.
 */
export function reconfigurations(results: Results): { shown: ReconfigurationView[]; leftOut: number } {
  const byBlock = rowsBy(results, 'delays', 'configuration');
  const heights = numbersOf(results, 'configurationBlocks', 'height');
  const blocks = Array.from(heights.keys()).filter((block) => byBlock.has(heights[block]));
  const rowsPerBlock = Math.max(1, ...[...byBlock.values()].map((rows) => rows.length));
  const chosen = chooseBlocks(results, blocks, Math.max(1, Math.floor(MAX_ROWS / rowsPerBlock)));
  return {
    shown: chosen.map((block) => reconfiguration(results, block, byBlock.get(heights[block]) ?? [])),
    leftOut: blocks.length - chosen.length,
  };
}

function chooseBlocks(results: Results, blocks: number[], most: number): number[] {
  if (blocks.length <= most) return blocks;
  const spaced = Array.from({ length: most }, (_, i) => blocks[Math.floor((i * blocks.length) / most)]);
  const slowest = slowestBlock(results, blocks);
  if (spaced.includes(slowest)) return spaced;
  return [...spaced.slice(0, most - 1), slowest].sort((a, b) => a - b);
}

/** The block whose last measured node applied it latest. */
function slowestBlock(results: Results, blocks: number[]): number {
  const heights = numbersOf(results, 'configurationBlocks', 'height');
  const configuration = numbersOf(results, 'delays', 'configuration');
  const counted = numbersOf(results, 'delays', 'counted');
  const total = numbersOf(results, 'delays', 'total');
  const latest = new Map<number, number>();
  configuration.forEach((height, row) => {
    if (counted[row] === 1) latest.set(height, Math.max(latest.get(height) ?? 0, total[row]));
  });
  const totalOf = (block: number) => latest.get(heights[block]) ?? 0;
  return blocks.reduce((slowest, block) => (totalOf(block) > totalOf(slowest) ? block : slowest));
}

function reconfiguration(results: Results, block: number, unordered: number[]): ReconfigurationView {
  const rank = numbersOf(results, 'delays', 'rank');
  const rows = [...unordered].sort((a, b) => rank[a] - rank[b]);
  const due = numbersOf(results, 'configurationBlocks', 'due')[block];
  const column = (name: string) => {
    const values = numbersOf(results, 'delays', name);
    return rows.map((row) => values[row]);
  };
  const sinceDue = (name: string) => column(name).map((time) => roundedOrNull(time - due));
  const applied = sinceDue('applied');
  const lastApplied = Math.max(0, ...applied.map((time) => time ?? 0));
  return {
    height: numbersOf(results, 'configurationBlocks', 'height')[block],
    due: rounded(due),
    decided: rounded(numbersOf(results, 'configurationBlocks', 'decided')[block] - due),
    proposer: numbersOf(results, 'configurationBlocks', 'proposer')[block],
    cycles: numbersOf(results, 'configurationBlocks', 'cycles')[block],
    node: column('node'),
    received: sinceDue('received'),
    applied,
    counted: column('counted').map((value) => value === 1),
    roundHeight: column('roundHeight'),
    roundView: column('roundView'),
    commits: commitsWithin(results, due, due + lastApplied),
  };
}

/** Primary blocks committed between two times, and the last one before, when the first displayed round began. */
function commitsWithin(results: Results, from: number, to: number): { height: number; at: number }[] {
  const heights = numbersOf(results, 'blocks', 'height');
  const times = numbersOf(results, 'blocks', 'time');
  const first = firstAtLeast(times, from);
  const commits: { height: number; at: number }[] = [];
  for (let row = Math.max(0, first - 1); row < times.length && times[row] <= to; row++)
    commits.push({ height: heights[row], at: rounded(times[row] - from) });
  return commits;
}

/** Index of the first value at or above `bound` in ascending values. */
export function firstAtLeast(values: ArrayLike<number>, bound: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
