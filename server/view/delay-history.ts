import { moments } from '../../engine/measurement/moments.js';
import type { Results } from '../../engine/model/results.js';
import type { DelayHistory } from '../protocol/run-view.js';
import { numbersOf, rowsBy } from './columns.js';
import { rounded } from './rounding.js';

/** Delays of every configuration block on its fastest 2f+1 nodes; a block that no counted node has applied is absent. */
export function delayHistory(results: Results): DelayHistory {
  const history: DelayHistory = {
    height: [],
    due: [],
    cycles: [],
    agreement: [],
    propagation: [],
    update: [],
    slowest: [],
  };
  const counted = numbersOf(results, 'delays', 'counted');
  const total = numbersOf(results, 'delays', 'total');
  const byBlock = rowsBy(results, 'delays', 'configuration');
  const heights = numbersOf(results, 'configurationBlocks', 'height');
  const due = numbersOf(results, 'configurationBlocks', 'due');
  const cycles = numbersOf(results, 'configurationBlocks', 'cycles');
  heights.forEach((height, block) => {
    const rows = (byBlock.get(height) ?? []).filter((row) => counted[row] === 1);
    if (rows.length === 0) return;
    history.height.push(height);
    history.due.push(rounded(due[block]));
    history.cycles.push(cycles[block]);
    for (const phase of ['agreement', 'propagation', 'update'] as const) {
      const delays = numbersOf(results, 'delays', phase);
      history[phase].push(rounded(moments(Float64Array.from(rows, (row) => delays[row])).mean));
    }
    history.slowest.push(rounded(Math.max(...rows.map((row) => total[row]))));
  });
  return history;
}
