import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Results, recordingOf } from '../../engine/model/results.js';
import { prepare, Simulation } from '../../engine/simulation.js';
import type { SimulationOptions } from '../../engine/simulation-options.js';
import { type LookAheadPool, openLookAheadPool } from '../../server/runs/look-ahead-pool.js';
import { digest } from '../engine/digest.js';
import { ahead, demanding } from '../engine/twins/lookahead/demanding.js';

const BUNDLE = pathToFileURL(resolve('dist/worker.cjs'));

/** A scenario whose twins simulate about ninety candidates, in batches of a proposer and of voters. */
const scenario = demanding(ahead({}, { accept: { source: '', within: 0.1 } }));

const open: LookAheadPool[] = [];

function pool(helpers: number, bundle = BUNDLE): LookAheadPool {
  const opened = openLookAheadPool({ scenario, replication: 0 }, helpers, bundle);
  open.push(opened);
  return opened;
}

function run(options: SimulationOptions = {}): { results: Results; runs: number | undefined } {
  const simulation = new Simulation(scenario, options);
  simulation.advance(scenario.duration);
  return { results: simulation.results(), runs: simulation.progress().lookAheadRuns };
}

beforeAll(prepare);

afterEach(async () => {
  await Promise.all(open.splice(0).map((opened) => opened.close()));
});

describe('threads that look ahead together', () => {
  test.each([0, 1, 2, 3])('with %i helpers give the same bytes as one thread', (helpers) => {
    const alone = run();
    const together = run({ lookAheadBatch: pool(helpers).batch });
    expect(recordingOf(together.results).tables.candidates.rows).toBeGreaterThan(0);
    expect(digest(together.results)).toBe(digest(alone.results));
    expect(together.runs).toBe(alone.runs);
  });

  test('complete runs that a helper leaves undone', () => {
    const broken = new URL('data:text/javascript,throw new Error("broken")');
    expect(digest(run({ lookAheadBatch: pool(1, broken).batch }).results)).toBe(digest(run().results));
  });

  test('stop with the run, with the same results as a run of as many events', () => {
    const { batch } = pool(2);
    let told = 0;
    const simulation = new Simulation(scenario, {
      lookAheadBatch: batch,
      betweenLookAheads: (runs) => {
        told = runs;
        return runs >= 5;
      },
    });
    simulation.advance(scenario.duration);
    expect(told).toBeGreaterThanOrEqual(5);
    const again = new Simulation(scenario);
    again.advance(scenario.duration, simulation.progress().events);
    expect(digest(simulation.results())).toBe(digest(again.results()));
  });
});
