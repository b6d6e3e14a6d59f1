import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { prepare, Simulation } from '../../engine/simulation.js';
import { type Cell, cellOf } from '../../server/experiments/cell.js';
import { PointCollector } from '../../server/experiments/summary.js';
import { openTidyTable } from '../../server/experiments/tidy-table.js';
import { smallScenario } from '../runs/simulated-run.js';
import { temporaryFolders } from '../runs/temporary-folder.js';
import { smallExperiment } from './small-experiment.js';

const freshFolder = temporaryFolders();

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** Bytes of live memory, including buffers. */
function alive(): number {
  collectGarbage();
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

async function someCells(): Promise<Cell[]> {
  await prepare();
  const scenario = smallScenario({ seconds: 3600 });
  return Array.from({ length: 3 }, (_, replication) => {
    const simulation = new Simulation(scenario, { replication });
    simulation.advance(Number.POSITIVE_INFINITY);
    return cellOf(simulation.results(), { scenario, replication });
  });
}

describe('the memory while the cells of an experiment are read', () => {
  it('contains no samples: ten times the replications add a few numbers each', async () => {
    const cells = await someCells();
    const samples = Math.min(...cells.map(({ samples: { seconds } }) => seconds.length));
    const experiment = smallExperiment();
    const collector = new PointCollector();
    const table = await openTidyTable(join(await freshFolder(), 'results.parquet'), experiment);
    const read = async (from: number, to: number) => {
      for (let replication = from; replication < to; replication++) {
        const cell = cells[replication % cells.length];
        collector.add(cell.summary);
        await table.add(0, replication, cell.samples);
      }
    };
    const few = 10;
    await read(0, few);
    const before = alive();
    await read(few, 10 * few);
    const grown = (alive() - before) / (9 * few);
    expect(collector.summary([]).replications).toBe(10 * few);
    await table.finish();
    // Two numbers per metric and an entry in the footer of the file: about a tenth of one column of samples.
    expect(grown).toBeLessThan((samples * Float64Array.BYTES_PER_ELEMENT) / 3);
  });
});
