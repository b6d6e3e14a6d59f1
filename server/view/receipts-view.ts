import { receiptSummary } from '../../engine/measurement/receipts.js';
import { type Results, recordingOf } from '../../engine/model/results.js';
import type { ReceiptsView } from '../protocol/run-view.js';
import { roundedOrNull } from './rounding.js';

/** Who has a block of the primary when: by group and place of the nodes, and by the node that proposes. */
export function receiptsView(results: Results): ReceiptsView {
  const { groups, places, proposers } = receiptSummary(recordingOf(results));
  return { groups: groups.map(rounded), places: places.map(rounded), proposers: proposers.map(rounded) };
}

function rounded<Item extends { mean: number | null }>(item: Item): Item {
  return { ...item, mean: roundedOrNull(item.mean) };
}
