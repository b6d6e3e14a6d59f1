import { createHash } from 'node:crypto';
import type { Results } from '../../engine/model/results.js';

/** SHA-256 over every bit that a run leaves, tables, counters and transmissions alike. */
export function digest(results: Results): string {
  const hash = createHash('sha256');
  for (const [name, table] of Object.entries(results.tables)) {
    hash.update(`${name} ${table.rows}\n`);
    for (const [column, { type, values }] of Object.entries(table.columns)) {
      hash.update(`${column}\n`);
      if (type === 'text') hash.update(JSON.stringify(values));
      else hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    }
  }
  const { counters, transmissions, simulatedSeconds, violations } = results;
  return hash.update(JSON.stringify({ counters, transmissions, simulatedSeconds, violations })).digest('hex');
}
