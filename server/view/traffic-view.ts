import type { TrafficRow } from '../protocol/run-view.js';
import { type InMemory, numbersOf, textsOf } from './columns.js';

/** Messages and bytes by chain and kind, sorted by bytes; kinds that were never sent are omitted. */
export function trafficView(results: InMemory): TrafficRow[] {
  const chains = textsOf(results, 'traffic', 'chain');
  const kinds = textsOf(results, 'traffic', 'kind');
  const messages = numbersOf(results, 'traffic', 'messages');
  const bytes = numbersOf(results, 'traffic', 'bytes');
  return chains
    .map((chain, row) => ({ chain, kind: kinds[row], messages: messages[row], bytes: Math.round(bytes[row]) }))
    .filter((row) => row.messages > 0)
    .sort((a, b) => b.bytes - a.bytes || b.messages - a.messages);
}
