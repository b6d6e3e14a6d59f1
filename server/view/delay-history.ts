import { countedColumn, type DelayPhase } from '../../engine/measurement/metrics.js';
import { moments } from '../../engine/measurement/moments.js';
import type { Results } from '../../engine/model/results.js';
import type { DelayHistory } from '../protocol/run-view.js';
import { numbersOf, rowsBy } from './columns.js';
import { rounded } from './rounding.js';

/**
 * Delays of every configuration block, on its 2f+1 measured nodes. A block that no measured node has applied is absent.
 */
export function delayHistory(results: Results): DelayHistory {
  const history: DelayHistory = {
    height: [],
    due: [],
    cycles: [],
    agreement: [],
    propagation: [],
    update: [],
    total: [],
    slowest: [],
  };
  const total = numbersOf(results, 'delays', 'total');
  const byBlock = rowsBy(results, 'delays', 'configuration');
  const heights = numbersOf(results, 'configurationBlocks', 'height');
  const due = numbersOf(results, 'configurationBlocks', 'due');
  const cycles = numbersOf(results, 'configurationBlocks', 'cycles');
  heights.forEach((height, block) => {
    const rows = byBlock.get(height) ?? [];
    const countedIn = (phase: DelayPhase) => {
      const counted = numbersOf(results, 'delays', countedColumn(phase));
      return rows.filter((row) => counted[row] === 1);
    };
    const fastest = countedIn('total');
    if (fastest.length === 0) return;
    history.height.push(height);
    history.due.push(rounded(due[block]));
    history.cycles.push(cycles[block]);
    for (const phase of ['agreement', 'propagation', 'update', 'total'] as const) {
      const delays = numbersOf(results, 'delays', phase);
      history[phase].push(rounded(moments(Float64Array.from(countedIn(phase), (row) => delays[row])).mean));
    }
    history.slowest.push(rounded(Math.max(...fastest.map((row) => total[row]))));
  });
  return history;
}
