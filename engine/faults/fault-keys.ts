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
 * A random stream for every fault of a schedule. It depends on the kind of the fault and its start, not on its place in
 * the schedule: removing a fault, or making it shorter or milder, does not change the randomness of the others.
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
