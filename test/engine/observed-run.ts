import type { Results, Table, TableName } from '../../engine/model/results.js';
import type { Scenario } from '../../engine/model/scenario.js';
import type { NetworkEvent } from '../../engine/network/message.js';
import { Transport } from '../../engine/network/transport.js';
import { Simulation } from '../../engine/simulation.js';
import { deafened } from './consensus/number-chain.js';

/**
 * Runs a scenario to its end.
 * @param drops whether a delivery is lost; `now` in ns
 */
export function observe(scenario: Scenario, drops?: (event: NetworkEvent, now: number) => boolean): Results {
  const network =
    drops && ((...settings: ConstructorParameters<typeof Transport>) => deafened(new Transport(...settings), drops));
  const simulation = new Simulation(scenario, { network });
  simulation.advance(scenario.duration);
  return simulation.results();
}

/** A numeric column of a table. */
export function numbers(results: Results, table: TableName, name: string): number[] {
  return Array.from(columnOf(results.tables[table], name, 'number'));
}

/** A column of text of a table. */
export function texts(results: Results, table: TableName, name: string): string[] {
  return columnOf(results.tables[table], name, 'text');
}

function columnOf<T extends 'number' | 'text'>(table: Table, name: string, type: T) {
  const column = table.columns[name];
  if (column?.type !== type) throw new Error(`no column ${name} of ${type}s`);
  return column.values as T extends 'number' ? Float64Array : string[];
}
