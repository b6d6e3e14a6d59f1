import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Experiment } from '../../engine/model/experiment.js';
import { openCellPool } from '../../server/experiments/cell-pool.js';
import { conclude, type ExperimentSummary, type SweepProgress, sweepCells } from '../../server/experiments/index.js';
import { temporaryFolders } from '../runs/temporary-folder.js';
import { digestOfFolder } from './folder-digest.js';
import { smallExperiment } from './small-experiment.js';

const BUNDLE = pathToFileURL(resolve('dist/cell-worker.cjs'));
const freshFolder = temporaryFolders();

async function swept(experiment: Experiment, jobs: number, folder?: string): Promise<[string, ExperimentSummary]> {
  const place = folder ?? (await freshFolder());
  const { replications } = await sweepCells(experiment, { folder: place, jobs, bundle: BUNDLE });
  return [place, await conclude(experiment, place, replications)];
}

describe('a sweep', () => {
  it('gives the same bytes with any number of threads', async () => {
    const experiment = smallExperiment();
    const [one] = await swept(experiment, 1);
    const [three] = await swept(experiment, 3);
    expect(digestOfFolder(three)).toEqual(digestOfFolder(one));
  });

  it('keeps one cell for each point and replication, the tables, the summary and the manifest', async () => {
    const [folder] = await swept(smallExperiment(), 1);
    const files = Object.keys(digestOfFolder(folder));
    expect(files.filter((file) => !file.startsWith('cells/'))).toEqual([
      'manifest.json',
      'replications.parquet',
      'results.parquet',
      'summary.json',
    ]);
    expect(files.filter((file) => file.startsWith('cells/'))).toHaveLength(6);
  });

  it('reuses existing cells, and simulates only new ones', async () => {
    const folder = await freshFolder();
    await swept(smallExperiment(), 1, folder);
    const seen: SweepProgress[] = [];
    const wider = smallExperiment({ blockSizes: [0.5e6, 1e6, 2e6] });
    await sweepCells(wider, { folder, jobs: 1, bundle: BUNDLE, onProgress: (progress) => seen.push(progress) });
    expect(seen.at(-1)).toMatchObject({ cellsDone: 9, cellsExpected: 9, cellsFound: 6, replications: [3, 3, 3] });
  });

  it('draws different random numbers in every replication, and the same in one replication at every point', async () => {
    const [, { points }] = await swept(smallExperiment({ blockSizes: [1e6, 1e6] }), 1);
    expect(points[0].metrics).toEqual(points[1].metrics);
    const { low, high } = points[0].metrics['delay.total'].mean;
    expect(high ?? 0).toBeGreaterThan(low ?? 0);
  });

  it('starts no thread once its threads were ended, or its process would never end', async () => {
    const [{ scenario }] = smallExperiment().points;
    const pool = await openCellPool(1, BUNDLE);
    await pool.close();
    await expect(pool.simulate({ scenario, replication: 0 }, await freshFolder())).rejects.toThrow(/given up/);
  });

  it('stops at once on request, and keeps finished replications', async () => {
    const folder = await freshFolder();
    const abortController = new AbortController();
    const result = await sweepCells(smallExperiment({ replications: { kind: 'fixed', count: 20 } }), {
      folder,
      jobs: 1,
      bundle: BUNDLE,
      signal: abortController.signal,
      onProgress: ({ cellsDone }) => {
        if (cellsDone === 3) abortController.abort();
      },
    });
    expect(result.complete).toBe(false);
    expect(Object.keys(digestOfFolder(folder)).filter((file) => !file.includes('.partial-'))).toHaveLength(3);
  });

  it('repeats a point until its interval is narrow enough, whatever the other points need', async () => {
    const statistic = { kind: 'statistic', statistic: 'mean', metric: 'primary.blockTime' } as const;
    const until = (tolerance: number) =>
      smallExperiment({
        replications: { kind: 'until', confidence: 0.95, statistic, tolerance, most: 7 },
        seconds: 20,
      });
    const [, loose] = await swept(until(1e6), 1);
    expect(loose.points.map(({ replications }) => replications)).toEqual([5, 5]);
    const [, strict] = await swept(until(1e-9), 1);
    expect(strict.points.map(({ replications }) => replications)).toEqual([7, 7]);
    expect([loose, strict].map(({ points }) => points.map(({ precise }) => precise))).toEqual([
      [true, true],
      [false, false],
    ]);
  });

  it('fails an expectation that a block in any replication violates', async () => {
    const blockSize = { kind: 'property', path: 'primary.blockSize' } as const;
    const experiment = smallExperiment({
      expectations: [
        {
          text: 'small blocks',
          source: 'primary.blockSize < 1MB',
          condition: { kind: 'comparison', operator: '<', left: blockSize, right: { kind: 'constant', value: 1e6 } },
        },
      ],
    });
    const [, { expectations }] = await swept(experiment, 1);
    expect(expectations[0]).toMatchObject({ text: 'small blocks', outcome: 'failed' });
    expect(expectations[0].deciding.map(({ outcome }) => outcome)).toEqual(['passed', 'failed']);
  });
});
