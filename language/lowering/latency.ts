import type { Latency } from '../../engine/model/scenario.js';
import { toSi, unitNamed } from '../dimensions/units.js';
import type { Value } from '../values/value.js';

/** The latency that a value of `latency` stands for; a matrix is in milliseconds. */
export function lowerLatency(value: Value): Latency | undefined {
  if (value.kind === 'distribution') return { kind: 'distribution', distribution: value.distribution };
  if (value.kind === 'option') return { kind: 'geographic' };
  if (value.kind !== 'file') return undefined;
  const { columns, rows } = value.table;
  const [from, to, ms] = ['from', 'to', 'ms'].map((column) => columns.indexOf(column));
  const unit = unitNamed('ms');
  if (!unit) return undefined;
  return {
    kind: 'matrix',
    entries: rows.map(({ cells }) => ({ from: cells[from], to: cells[to], seconds: toSi(Number(cells[ms]), unit) })),
  };
}
