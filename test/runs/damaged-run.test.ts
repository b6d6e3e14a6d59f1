import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import seedrandom from 'seedrandom';
import { describe, expect, it } from 'vitest';
import type { Manifest } from '../../server/runs/manifest.js';
import { readRun } from '../../server/runs/read-run.js';
import { writeRun } from '../../server/runs/run-files.js';
import { listRuns, recordFile, reserveInStore, storeFolder } from '../../server/runs/run-store.js';
import { StorageError } from '../../server/runs/storage-error.js';
import { sealed, unsealed } from '../../server/runs/stored-json.js';
import { jsonFile } from '../../server/runs/summary.js';
import { withDamage } from './damage.js';
import { simulatedRun } from './simulated-run.js';
import { temporaryFolders } from './temporary-folder.js';

const temporary = temporaryFolders();
const STARTED = '2026-01-02T03:04:05.000Z';
const TIMES_EACH = 5;

async function keptRun(): Promise<{ store: string; folder: string }> {
  const store = storeFolder(await temporary());
  const run = await simulatedRun({ workload: true });
  const reservation = await reserveInStore(store, run.scenario, new Date(STARTED));
  const notes = recordFile({ startedAt: STARTED, wallSeconds: 0.5, source: 'baseline.twin' });
  return { store, folder: (await writeRun(reservation, run, notes)).folder };
}

describe('a run with any damaged file', () => {
  it('shows its own figures or names the damaged file, and never shows other figures', async () => {
    const { store, folder } = await keptRun();
    const whole = await readRun(folder);
    const [listed] = (await listRuns(store)).runs;
    const random = seedrandom('damage to runs');
    for (const file of readdirSync(folder)) {
      for (let time = 0; time < TIMES_EACH; time++) {
        await withDamage(join(folder, file), random, async (what, changes) => {
          const where = `${file}: ${what}`;
          const isRead = !file.endsWith('.csv') && file !== 'run.json';
          const read = await readRun(folder).catch((error: unknown) => error);
          if (read instanceof StorageError) {
            expect(read.message, where).toContain(file);
            expect(isRead && changes, where).toBe(true);
          } else {
            expect(read, where).toEqual(whole);
            // White space in JSON is insignificant.
            if (file !== 'manifest.json') expect(isRead && changes, where).toBe(false);
          }
          const { runs, damaged } = await listRuns(store);
          expect(runs.length + damaged.length, where).toBe(1);
          for (const { record, ...run } of runs) {
            expect({ ...run, record: listed.record }, where).toEqual(listed);
            expect([listed.record, { startedAt: '', wallSeconds: 0 }], where).toContainEqual(record);
          }
        });
      }
    }
  }, 240_000);

  it('can be read if an earlier version wrote no table of violations', async () => {
    const { folder } = await keptRun();
    const whole = await readRun(folder);
    const manifest = join(folder, 'manifest.json');
    const content = unsealed(JSON.parse(readFileSync(manifest, 'utf8'))) as Manifest;
    const files = Object.fromEntries(Object.entries(content.files).filter(([name]) => name !== 'violations.parquet'));
    writeFileSync(manifest, jsonFile(sealed({ ...content, files })));
    await rm(join(folder, 'violations.parquet'));
    expect((await readRun(folder)).results).toEqual(whole.results);
  });

  it('is reported as damaged if two of its files are swapped', async () => {
    const { folder } = await keptRun();
    const [a, b, between] = ['blocks.parquet', 'delays.parquet', 'x'].map((name) => join(folder, name));
    await rename(a, between);
    await rename(b, a);
    await rename(between, b);
    await expect(readRun(folder)).rejects.toMatchObject({ code: 'run/damaged' });
  });
});
