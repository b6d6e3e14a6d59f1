import { TOPIC_NAMES } from '../../../engine/network/message.js';
import type { TrafficRow } from '../../protocol/run-view.js';
import { scaledText } from '../quantity-text.js';
import type { Output } from '../terminal.js';
import { textTable } from './text-table.js';

/** Message kinds named per chain; the rest are a small remainder. */
const MAX_KINDS = 3;

/** Messages and bytes per chain, and which kinds of message make up most of the bytes. */
export function trafficText(traffic: readonly TrafficRow[], output: Output): string[] {
  const { colours } = output;
  const chains = byChain(traffic);
  const rows = [...chains].map(([chain, kinds]) => {
    const bytes = total(kinds, 'bytes');
    return [chain, scaledText(total(kinds, 'messages'), ''), scaledText(bytes, 'B'), shares(kinds, bytes)];
  });
  const all = [...chains.values()].flat();
  const sum = ['total', scaledText(total(all, 'messages'), ''), scaledText(total(all, 'bytes'), 'B'), ''];
  const head = ['', 'messages', 'bytes', 'bytes by kind of message'].map((cell) => colours.dim(cell));
  return [colours.bold('Traffic'), ...textTable([head, ...rows, sum], ['left', 'right', 'right', 'left'])];
}

function byChain(traffic: readonly TrafficRow[]): Map<string, TrafficRow[]> {
  const rowsOf = (name: string) => traffic.filter(({ chain }) => chain === name);
  return new Map(TOPIC_NAMES.map((name) => [name, rowsOf(name)] as const).filter(([, rows]) => rows.length > 0));
}

function total(shares: readonly TrafficRow[], column: 'messages' | 'bytes'): number {
  return shares.reduce((sum, share) => sum + share[column], 0);
}

function shares(kinds: readonly TrafficRow[], whole: number): string {
  return [...kinds]
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, MAX_KINDS)
    .filter(({ bytes }) => bytes > 0)
    .map(({ kind, bytes }) => `${kind} ${percent(bytes / whole)}`)
    .join(', ');
}

function percent(share: number): string {
  return share < 0.01 ? '< 1 %' : `${Math.round(100 * share)} %`;
}
