import type { Recording } from '../../engine/model/results.js';
import type { CountedNodes } from '../protocol/run-view.js';
import { numbersOf } from './columns.js';

/**
 * The numbers of measured validators over the blocks, because twins may choose other validators during the run. Null
 * without blocks.
 */
export function countedNodes({ long: { delays } }: Recording): CountedNodes | null {
  const byBlock = new Map<number, number>();
  for (const piece of delays.pieces) {
    const tables = { tables: { delays: piece } };
    const configurations = numbersOf(tables, 'delays', 'configuration');
    const counted = numbersOf(tables, 'delays', 'counted');
    configurations.forEach((height, row) => {
      byBlock.set(height, (byBlock.get(height) ?? 0) + counted[row]);
    });
  }
  const counts = [...byBlock.values()].filter((count) => count > 0);
  if (counts.length === 0) return null;
  return {
    least: counts.reduce((a, b) => Math.min(a, b)),
    most: counts.reduce((a, b) => Math.max(a, b)),
  };
}
