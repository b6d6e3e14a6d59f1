import { ascending, quantile } from '../../engine/measurement/quantile.js';
import type { Results } from '../../engine/model/results.js';
import type { SwitchesView } from '../protocol/run-view.js';
import { numbersOf } from './columns.js';
import { roundedOrNull } from './rounding.js';

/** The number of switches, and of those whose first block was not decided in its first view. */
export function switchesView(results: Results): SwitchesView {
  const switched = numbersOf(results, 'blocks', 'switch');
  const views = numbersOf(results, 'blocks', 'view');
  const rows = Array.from(switched.keys()).filter((row) => switched[row] === 1);
  const late = rows.filter((row) => views[row] > 0);
  const times = numbersOf(results, 'blocks', 'blockTime');
  return {
    all: rows.length,
    late: late.length,
    blockTime:
      late.length === 0 ? null : roundedOrNull(quantile(ascending(Float64Array.from(late, (row) => times[row])), 0.5)),
  };
}
