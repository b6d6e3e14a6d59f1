import { moments } from '../../engine/measurement/moments.js';
import type { Results } from '../../engine/model/results.js';
import type { ReceiptsView } from '../protocol/run-view.js';
import { numbersOf, rowsBy, textsOf } from './columns.js';
import { roundedOrNull } from './rounding.js';

/** Who has a block of the primary when: by group and place of the nodes, and by the node that proposes. */
export function receiptsView(results: Results): ReceiptsView {
  const received = numbersOf(results, 'nodes', 'received');
  const meanOf = (values: ArrayLike<number>, rows: readonly number[]) => {
    const known = Float64Array.from(rows, (row) => values[row]).filter((value) => !Number.isNaN(value));
    return roundedOrNull(moments(known).mean);
  };
  const sets = (names: readonly string[]) =>
    [...new Set(names)].map((name) => {
      const rows = [...names.keys()].filter((row) => names[row] === name);
      return { name, nodes: rows.length, mean: meanOf(received, rows) };
    });
  const reached = numbersOf(results, 'receipts', 'received80');
  return {
    groups: sets(textsOf(results, 'nodes', 'group')),
    places: sets(textsOf(results, 'nodes', 'place')),
    proposers: [...rowsBy(results, 'receipts', 'proposer')]
      .sort(([a], [b]) => a - b)
      .map(([node, rows]) => ({ node, blocks: rows.length, mean: meanOf(reached, rows) })),
  };
}
