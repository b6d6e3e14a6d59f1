import type { Results } from '../../../engine/model/results.js';
import { scaledText } from '../quantity-text.js';
import type { Output } from '../terminal.js';
import { textTable } from './text-table.js';

interface Share {
  kind: string;
  messages: number;
  bytes: number;
}

/** Message kinds named per chain; the rest are a small remainder. */
const MOST_KINDS = 3;

/** Messages and bytes per chain, and which kinds of message make up most of the bytes. */
export function trafficText(results: Results, output: Output): string[] {
  const { colours } = output;
  const chains = byChain(results);
  const rows = [...chains].map(([chain, kinds]) => {
    const bytes = total(kinds, 'bytes');
    return [chain, scaledText(total(kinds, 'messages'), ''), scaledText(bytes, 'B'), shares(kinds, bytes)];
  });
  const all = [...chains.values()].flat();
  const sum = ['total', scaledText(total(all, 'messages'), ''), scaledText(total(all, 'bytes'), 'B'), ''];
  const head = ['', 'messages', 'bytes', 'bytes by kind of message'].map((cell) => colours.dim(cell));
  return [colours.bold('Traffic'), ...textTable([head, ...rows, sum], ['left', 'right', 'right', 'left'])];
}

function byChain(results: Results): Map<string, Share[]> {
  const { chain, kind, messages, bytes } = results.tables.traffic.columns;
  const chains = new Map<string, Share[]>();
  if (chain?.type !== 'text' || kind?.type !== 'text' || messages?.type !== 'number' || bytes?.type !== 'number')
    return chains;
  chain.values.forEach((name, row) => {
    const share = { kind: kind.values[row], messages: messages.values[row], bytes: bytes.values[row] };
    if (share.messages > 0) chains.set(name, [...(chains.get(name) ?? []), share]);
  });
  return chains;
}

function total(shares: readonly Share[], column: 'messages' | 'bytes'): number {
  return shares.reduce((sum, share) => sum + share[column], 0);
}

function shares(kinds: readonly Share[], whole: number): string {
  return [...kinds]
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, MOST_KINDS)
    .filter(({ bytes }) => bytes > 0)
    .map(({ kind, bytes }) => `${kind} ${percent(bytes / whole)}`)
    .join(', ');
}

function percent(share: number): string {
  return share < 0.01 ? '< 1 %' : `${Math.round(100 * share)} %`;
}
