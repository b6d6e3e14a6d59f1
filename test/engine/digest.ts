import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Results } from '../../engine/model/results.js';
import type { Scenario } from '../../engine/model/scenario.js';
import { prepare, Simulation } from '../../engine/simulation.js';

/**
 * Tables that only faults, look-ahead and learning fill. They are skipped when empty, so that the digests of other runs
 * do not change.
 */
const ADDED = new Set(['culprits', 'violations', 'candidates', 'judgements', 'mirrors', 'tries', 'lessons', 'learnt']);

/** SHA-256 over all results of a run: tables (with columns sorted by name), counters and transmissions. */
export function digest(results: Results): string {
  const hash = sha256.create();
  for (const [name, table] of Object.entries(results.tables)) {
    if (table.rows === 0 && ADDED.has(name)) continue;
    hash.update(utf8ToBytes(`${name} ${table.rows}\n`));
    for (const [column, { type, values }] of Object.entries(table.columns).sort(([a], [b]) => (a < b ? -1 : 1))) {
      hash.update(utf8ToBytes(`${column}\n`));
      if (type === 'text') hash.update(utf8ToBytes(JSON.stringify(values)));
      else hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    }
  }
  const { counters, transmissions, simulatedSeconds, violations } = results;
  const rest = JSON.stringify({ counters, transmissions, simulatedSeconds, violations });
  return bytesToHex(hash.update(utf8ToBytes(rest)).digest());
}

/** Runs a scenario to its end and digests its results. Works in Node and in browsers. */
export async function digestOf(scenario: Scenario): Promise<string> {
  await prepare();
  const simulation = new Simulation(scenario);
  simulation.advance(scenario.duration);
  return digest(simulation.results());
}
