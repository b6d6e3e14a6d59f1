import { receiptSummary } from '../../engine/measurement/receipts.js';
import { type Results, recordingOf } from '../../engine/model/results.js';
import type { ReceiptsView } from '../protocol/run-view.js';
import { roundedOrNull } from './rounding.js';

/** How fast nodes receive blocks of the primary, by group and place of the receivers and by proposer. */
export function receiptsView(results: Results): ReceiptsView {
  const { groups, places, proposers } = receiptSummary(recordingOf(results));
  return { groups: groups.map(rounded), places: places.map(rounded), proposers: proposers.map(rounded) };
}

function rounded<Item extends { mean: number | null }>(item: Item): Item {
  return { ...item, mean: roundedOrNull(item.mean) };
}
