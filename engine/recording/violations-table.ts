import type { Violation } from '../model/invariants.js';
import type { Table } from '../model/results.js';
import { Recorder } from './recorder.js';

/** The table of violated invariants. */
export function violationsTable(violations: readonly Violation[]): Table {
  const rows = new Recorder('violations');
  for (const { kind, time, chain, heights, nodes, message, because, more = 0 } of violations) {
    rows.add({
      time,
      invariant: kind,
      chain,
      heights: heights.join(' '),
      nodes: nodes.join(' '),
      message,
      because: because.map((fact) => `${fact.time.toFixed(3)} ${fact.text}`).join('; '),
      more,
    });
  }
  return rows.table();
}
