import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import seedrandom from 'seedrandom';
import { describe, expect, it } from 'vitest';
import { findCell } from '../../server/experiments/cell-files.js';
import {
  conclude,
  experimentsFolder,
  listExperiments,
  openInWorkspace,
  summariseFound,
  sweepCells,
} from '../../server/experiments/index.js';
import { withDamage } from '../runs/damage.js';
import { temporaryFolders } from '../runs/temporary-folder.js';
import { digestOfFolder } from './folder-digest.js';
import { smallExperiment } from './small-experiment.js';

const BUNDLE = pathToFileURL(resolve('dist/cell-worker.cjs'));
const freshFolder = temporaryFolders();
const experiment = smallExperiment({ replications: { kind: 'fixed', count: 2 }, seconds: 20 });

async function sweep(folder: string): Promise<string[]> {
  const aside: string[] = [];
  const { replications } = await sweepCells(experiment, {
    folder,
    jobs: 1,
    bundle: BUNDLE,
    onDamaged: (_, __, place) => aside.push(place),
  });
  await conclude(experiment, folder, replications);
  return aside;
}

async function finished(): Promise<{ store: string; folder: string }> {
  const store = experimentsFolder(await freshFolder());
  const folder = await openInWorkspace(store, { experiment, source: 'small.twin' }, false, new Date(0));
  await sweep(folder);
  return { store, folder };
}

/** Digests of an experiment's files, without those that were set aside. */
function digest(folder: string): Record<string, string> {
  return Object.fromEntries(Object.entries(digestOfFolder(folder)).filter(([path]) => !path.includes('.damaged-')));
}

function cellsOf(folder: string): string[] {
  return readdirSync(join(folder, 'cells')).filter((name) => name.endsWith('.parquet'));
}

describe('a damaged experiment', () => {
  it('accepts no cell in which a byte differs', async () => {
    const { folder } = await finished();
    const cells = join(folder, 'cells');
    const random = seedrandom('damage to cells');
    for (const file of cellsOf(folder)) {
      for (let time = 0; time < 60; time++)
        await withDamage(join(cells, file), random, async (what, changes) => {
          const { kind } = await findCell(cells, file.replace('.parquet', ''));
          expect(kind, `${file}: ${what}`).toBe(changes ? 'damaged' : 'whole');
        });
    }
  }, 120_000);

  it('simulates a damaged replication again, keeps the damaged file, and ends with the same bytes', async () => {
    const { folder } = await finished();
    const whole = digest(folder);
    const [first, second, third] = cellsOf(folder).map((name) => join(folder, 'cells', name));
    await withDamage(
      first,
      () => 0.3,
      async () => {
        // A folder in the place of a replication's file, and two files that were swapped.
        rmSync(second);
        mkdirSync(second);
        renameSync(third, `${third}.x`);
        renameSync(first, third);
        renameSync(`${third}.x`, first);
        const aside = await sweep(folder);
        expect(aside).toHaveLength(3);
        expect(aside.map((place) => statSync(place).isDirectory()).filter(Boolean)).toHaveLength(1);
      },
    );
    await sweep(folder);
    expect(digest(folder)).toEqual(whole);
  }, 120_000);

  it('is listed unchanged, as not finished, or as damaged, and never with other figures', async () => {
    const { store, folder } = await finished();
    const [whole] = (await listExperiments(store)).experiments;
    const random = seedrandom('damage to experiments');
    const counted = { same: 0, unfinished: 0, damaged: 0, none: 0 };
    for (const file of ['experiment.json', 'manifest.json', 'summary.json', 'results.parquet', '.twinchain-experiment'])
      for (let time = 0; time < 25; time++)
        await withDamage(join(folder, file), random, async (what) => {
          const { experiments, damaged } = await listExperiments(store);
          const where = `${file}: ${what}`;
          if (damaged.length > 0) {
            expect(damaged[0].problem, where).toContain('experiment.json');
            counted.damaged++;
          } else if (experiments.length === 0) {
            expect(file, where).toBe('.twinchain-experiment');
            counted.none++;
          } else if (experiments[0].summary) {
            expect(experiments[0], where).toEqual(whole);
            counted.same++;
          } else {
            const { summary, engineVersion, version, ...rest } = whole;
            expect(experiments[0], where).toEqual(rest);
            expect(await summariseFound(experiments[0].experiment, folder), where).toEqual(summary);
            counted.unfinished++;
          }
        });
    expect(Math.min(...Object.values(counted))).toBeGreaterThan(5);
  }, 240_000);
});
