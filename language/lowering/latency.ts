import type { Latency } from '../../engine/model/scenario.js';
import type { Value } from '../values/value.js';

/** The latency that a value of `latency` describes. */
export function lowerLatency(value: Value): Latency | undefined {
  if (value.kind === 'distribution') return { kind: 'distribution', distribution: value.distribution };
  if (value.kind === 'option') return { kind: 'geographic' };
  return value.kind === 'matrix' ? { kind: 'matrix', entries: [...value.entries] } : undefined;
}
