import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Results } from '../../engine/model/results.js';
import { prepare, Simulation } from '../../engine/simulation.js';
import { baseline, worldwide } from './scenarios.js';

beforeAll(() => prepare());

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** Bytes of live memory, including buffers. */
function alive(): number {
  collectGarbage();
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Bytes of the recorded tables: eight for a number or a reference, and one per character of a text. */
function recorded({ tables }: Results): number {
  let bytes = 0;
  for (const { rows, columns } of Object.values(tables)) {
    bytes += rows * Object.keys(columns).length * Float64Array.BYTES_PER_ELEMENT;
    for (const column of Object.values(columns))
      if (column.type === 'text') for (const text of column.values) bytes += text.length;
  }
  return bytes;
}

/** A small system that makes many blocks quickly. */
function small(consensus: string): Simulation {
  const scenario = baseline({ duration: 8 * 3600, topology: worldwide({ nodes: 4 }) });
  scenario.primary.consensus = consensus;
  scenario.primary.dissemination = 'direct';
  scenario.management.nodes = { kind: 'random', count: 4 };
  return new Simulation(scenario);
}

describe('the memory of a simulation', () => {
  it.each(['pbft', 'hotstuff'])('grows with what it measures and not with what happens: %s', (consensus) => {
    const simulation = small(consensus);
    simulation.advance(1800);
    const before = { alive: alive(), recorded: recorded(simulation.results()) };
    simulation.advance(2 * 3600);
    const grown = alive() - before.alive;
    const measured = recorded(simulation.results()) - before.recorded;
    expect(measured).toBeGreaterThan(5e5);
    expect(grown).toBeLessThan(2 * measured);
  });

  it('does not grow with the messages that a node that is down for good never gets', () => {
    const scenario = baseline({ duration: 8 * 3600, topology: worldwide({ nodes: 4 }) });
    scenario.primary.dissemination = 'direct';
    scenario.primary.roundTimeout = 1;
    scenario.management.nodes = { kind: 'random', count: 4 };
    scenario.faults = [
      { kind: 'crash', nodes: [{ kind: 'nodes', count: 1 }], losesVotes: false, from: 60, to: scenario.duration },
    ];
    const simulation = new Simulation(scenario);
    let blocks = 0;
    const upTo = (hours: number) => {
      for (let minute = 1; minute <= hours * 60; minute++) {
        simulation.advance(minute * 60);
        for (const [table, { rows }] of simulation.take()) blocks += table === 'blocks' ? rows : 0;
      }
      return alive();
    };
    const before = upTo(2);
    blocks = 0;
    const grown = upTo(5) - before;
    expect(blocks).toBeGreaterThan(7_000);
    // Half a kilobyte for every block that the node never receives would be twice as much.
    expect(grown).toBeLessThan(blocks * 256);
  });

  it('does not grow if its measurements are taken away', () => {
    const simulation = small('pbft');
    const taken = { rows: 0, bytes: 0 };
    const upTo = (hours: number) => {
      for (let reached = 0; reached < hours * 60; reached++) {
        simulation.advance((reached + 1) * 60);
        for (const [, { rows, columns }] of simulation.take()) {
          taken.rows += rows;
          taken.bytes += rows * Object.keys(columns).length * Float64Array.BYTES_PER_ELEMENT;
        }
      }
      return alive();
    };
    // After four hours every table has reached its final length.
    const before = upTo(4);
    const bytes = taken.bytes;
    const grown = upTo(8) - before;
    expect(taken.rows).toBeGreaterThan(100_000);
    // The records of configuration blocks remain, 120 an hour, as does compiled code.
    expect(grown).toBeLessThan((taken.bytes - bytes) / 4);
  });
});
