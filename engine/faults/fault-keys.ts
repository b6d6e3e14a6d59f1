import { type StreamKey, subKey } from '../kernel/streams.js';
import { toNanoseconds } from '../kernel/time.js';
import type { Fault } from '../model/faults.js';

const KINDS: readonly Fault['kind'][] = [
  'crash',
  'partition',
  'drop',
  'duplicate',
  'delay',
  'slow',
  'change',
  'byzantine',
];

/**
 * A stream for every fault of a schedule. It belongs to the kind of the fault and its beginning, not to its place in the
 * schedule: taking one fault away, or making it shorter or milder, leaves the randomness of the others alone.
 */
export function faultKeys(faults: readonly Pick<Fault, 'kind' | 'from'>[], key: StreamKey): StreamKey[] {
  const seen = new Map<string, number>();
  return faults.map(({ kind, from }) => {
    const name = `${kind} ${from}`;
    const earlier = seen.get(name) ?? 0;
    seen.set(name, earlier + 1);
    const begins = toNanoseconds(from);
    const part = subKey(key, KINDS.indexOf(kind), earlier);
    return subKey(part, begins | 0, Math.floor(begins / 2 ** 32));
  });
}
