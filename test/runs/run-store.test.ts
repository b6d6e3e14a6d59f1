import { lstat, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TABLES } from '../../engine/model/tables.js';
import { sha256 } from '../../server/runs/canonical-json.js';
import type { Manifest } from '../../server/runs/manifest.js';
import { readManifest, readRun, readTableAsCsv } from '../../server/runs/read-run.js';
import { verifyRepeat } from '../../server/runs/repeat.js';
import { discardReservation, reserveFolder } from '../../server/runs/reservation.js';
import { tablesOf, writeRun } from '../../server/runs/run-files.js';
import {
  annotateRun,
  deleteRun,
  listRuns,
  recordFile,
  reserveInStore,
  storeFolder,
} from '../../server/runs/run-store.js';
import { sealed } from '../../server/runs/stored-json.js';
import { jsonFile } from '../../server/runs/summary.js';
import type { Shape } from '../view/synthetic-results.js';
import { simulatedRun } from './simulated-run.js';
import { temporaryFolders } from './temporary-folder.js';

const temporary = temporaryFolders();

async function keepInStore(store: string, startedAt: string, shape: Shape = {}): Promise<string> {
  const run = await simulatedRun(shape);
  const reservation = await reserveInStore(store, run.scenario, new Date(startedAt));
  const notes = recordFile({ startedAt, wallSeconds: 0.5, source: 'baseline.twin' });
  return (await writeRun(reservation, run, notes)).folder;
}

describe('the folder of a run', () => {
  it.each([
    { tables: undefined, forms: ['parquet'] },
    { tables: { samples: true, csv: true }, forms: ['parquet', 'csv'] },
    { tables: { samples: false, csv: false }, forms: [] },
  ])('holds a manifest, a summary, and every table as $forms', async ({ tables, forms }) => {
    const folder = join(await temporary(), 'run');
    const { manifest } = await writeRun(await reserveFolder(folder), await simulatedRun(), {}, tables);
    const files = TABLES.flatMap(({ name }) => forms.map((form) => `${name}.${form}`));
    expect((await readdir(folder)).sort()).toEqual(['manifest.json', 'summary.json', ...files].sort());
    expect(tablesOf(manifest)).toEqual(tables ?? { samples: true, csv: false });
  });

  it('with a summary only says so if its samples are requested', async () => {
    const folder = join(await temporary(), 'run');
    await writeRun(await reserveFolder(folder), await simulatedRun(), {}, { samples: false, csv: false });
    await expect(readRun(folder)).rejects.toMatchObject({ code: 'run/no-samples' });
  });

  it('gives a table as the CSV that it would have stored', async () => {
    const folder = join(await temporary(), 'run');
    await writeRun(await reserveFolder(folder), await simulatedRun(), {}, { samples: true, csv: true });
    for (const { name } of TABLES)
      expect(await readTableAsCsv(folder, name)).toBe(await readFile(join(folder, `${name}.csv`), 'utf8'));
  });

  it('has a manifest with the hash of every other file', async () => {
    const folder = join(await temporary(), 'run');
    const { manifest } = await writeRun(await reserveFolder(folder), await simulatedRun());
    for (const [name, hash] of Object.entries(manifest.files))
      expect(sha256(await readFile(join(folder, name)))).toBe(hash);
    expect(Object.keys(manifest.files)).toHaveLength(TABLES.length + 1);
  });

  it('is the same to the byte when it is written again', async () => {
    const parent = await temporary();
    const [first, second] = [join(parent, 'a'), join(parent, 'b')];
    await writeRun(await reserveFolder(first), await simulatedRun());
    await writeRun(await reserveFolder(second), await simulatedRun());
    for (const name of await readdir(first))
      expect(await readFile(join(second, name))).toEqual(await readFile(join(first, name)));
  });

  it('reads back as the results that were written', async () => {
    const folder = join(await temporary(), 'run');
    const run = await simulatedRun({ workload: true });
    await writeRun(await reserveFolder(folder), run);
    const read = await readRun(folder);
    expect(read.results).toEqual(run.results);
    expect(read.scenario).toEqual(run.scenario);
  });

  it('records after how many events a stopped run ended', async () => {
    const folder = join(await temporary(), 'run');
    const run = await simulatedRun({ complete: false });
    const { manifest } = await writeRun(await reserveFolder(folder), run);
    expect(manifest.stoppedAfterEvents).toBe(run.results.events);
  });

  it('may replace an empty folder', async () => {
    const folder = await temporary();
    await writeRun(await reserveFolder(folder), await simulatedRun());
    expect((await readManifest(join(folder, 'manifest.json'))).seed).toBe(1);
  });

  it('appears only when it is complete, and leaves nothing if it is aborted', async () => {
    const parent = await temporary();
    const reservation = await reserveFolder(join(parent, 'run'));
    expect(await readdir(parent)).toEqual([expect.stringMatching(/^\.partial-/)]);
    await discardReservation(reservation);
    expect(await readdir(parent)).toEqual([]);
  });

  it.each<[string, (folder: string) => Promise<unknown>, (folder: string) => string]>([
    [
      'a folder that is not empty',
      (folder) => mkdir(join(folder, 'thesis'), { recursive: true }),
      (folder) => `${folder}-2`,
    ],
    ['a file', (folder) => writeFile(folder, ''), (folder) => `${folder}-2`],
    ['a link to nothing', (folder) => symlink('nowhere', folder), (folder) => `${folder}-2`],
  ])('is kept beside its place where that has become %s, and says so', async (_, make, expected) => {
    const folder = join(await temporary(), 'run');
    const reservation = await reserveFolder(folder);
    await make(folder);
    const written = await writeRun(reservation, await simulatedRun());
    expect(written.folder).toBe(expected(folder));
    expect(written.instead).toBe('something else was put there during the run');
    expect((await readRun(written.folder)).summary.complete).toBe(true);
    expect(await readdir(dirname(folder))).toEqual(['run', 'run-2']);
  });

  it('is kept in a folder beside its place if that is taken meanwhile', async () => {
    const folder = await temporary();
    const reservation = await reserveFolder(folder);
    await writeFile(join(folder, 'thesis.tex'), '');
    const written = await writeRun(reservation, await simulatedRun());
    expect(written.folder).toBe(join(folder, 'run-2'));
    expect((await readdir(folder)).sort()).toEqual(['run-2', 'thesis.tex']);
  });

  it('is written to the target of a link, and the link remains', async () => {
    const parent = await temporary();
    const [real, link] = [join(parent, 'disk'), join(parent, 'out')];
    await mkdir(real);
    await symlink(real, link);
    const written = await writeRun(await reserveFolder(link), await simulatedRun());
    expect([written.folder, written.instead]).toEqual([real, undefined]);
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
    expect((await readRun(link)).summary.complete).toBe(true);
  });

  it('keeps an existing empty folder, which may be the current one or another disk', async () => {
    const folder = await temporary();
    const { ino } = await stat(folder);
    await writeRun(await reserveFolder(folder), await simulatedRun());
    expect((await stat(folder)).ino).toBe(ino);
    expect((await readdir(folder)).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('leaves nothing behind if writing fails halfway', async () => {
    const parent = await temporary();
    const reservation = await reserveFolder(join(parent, 'run'));
    await mkdir(join(reservation.partial, 'traffic.parquet'));
    await expect(writeRun(reservation, await simulatedRun())).rejects.toMatchObject({ code: 'storage/not-writable' });
    expect(await readdir(parent)).toEqual([]);
  });
});

describe('a place that cannot hold a run is refused before the simulation', () => {
  it('if it contains something else', async () => {
    const folder = await temporary();
    await writeFile(join(folder, 'thesis.tex'), '');
    await expect(reserveFolder(folder)).rejects.toMatchObject({ code: 'storage/occupied' });
  });

  it('if it contains another run', async () => {
    const folder = await temporary();
    await writeRun(await reserveFolder(folder), await simulatedRun());
    await expect(reserveFolder(folder)).rejects.toThrow(`"${folder}" already holds a run`);
  });

  it('when a part of its path is a file', async () => {
    const file = join(await temporary(), 'file');
    await writeFile(file, '');
    await expect(reserveFolder(join(file, 'run'))).rejects.toMatchObject({ code: 'storage/not-writable' });
    await expect(reserveFolder(file)).rejects.toMatchObject({ code: 'storage/not-writable' });
  });
});

describe('a manifest', () => {
  it('is refused if its scenario was changed by hand', async () => {
    const folder = await temporary();
    await writeRun(await reserveFolder(folder), await simulatedRun());
    const path = join(folder, 'manifest.json');
    await writeFile(path, (await readFile(path, 'utf8')).replace('"blockSize": 1000000', '"blockSize": 2000000'));
    await expect(readManifest(path)).rejects.toMatchObject({ code: 'run/damaged' });
  });

  it.each(['', '[]', 'null', '{"format":"twinchain-run"}', '{"a":', '{"format":"other"}'])(
    'is refused if the file contains %j',
    async (content) => {
      const path = join(await temporary(), 'manifest.json');
      await writeFile(path, content);
      await expect(readManifest(path)).rejects.toMatchObject({ code: 'run/not-a-run' });
    },
  );

  it.each<[string, (manifest: Manifest) => object, RegExp]>([
    [
      'a seed that is a path',
      (manifest) => ({ seed: '../x', scenario: { ...manifest.scenario, seed: '../x' } }),
      /`seed`/,
    ],
    [
      'a duration of no end',
      (manifest) => ({ scenario: { ...manifest.scenario, duration: -1 } }),
      /`scenario.duration`/,
    ],
    ['a file outside', () => ({ files: { '../../bashrc.csv': '0'.repeat(64) } }), /`files/],
    ['another scenario', (manifest) => ({ scenario: { ...manifest.scenario, duration: 9 } }), /SHA-256/],
  ])('is refused with %s, even where whoever made it sealed it', async (_, change, message) => {
    const folder = await temporary();
    const { manifest } = await writeRun(await reserveFolder(folder), await simulatedRun());
    const path = join(folder, 'manifest.json');
    await writeFile(path, jsonFile(sealed({ ...manifest, ...change(manifest) })));
    await expect(readManifest(path)).rejects.toMatchObject({
      code: 'run/damaged',
      message: expect.stringMatching(message),
    });
  });

  it('of a later format names the version that wrote it', async () => {
    const folder = await temporary();
    await writeRun(await reserveFolder(folder), await simulatedRun());
    const path = join(folder, 'manifest.json');
    await writeFile(path, (await readFile(path, 'utf8')).replace('"formatVersion": 2', '"formatVersion": 3'));
    await expect(readManifest(path)).rejects.toThrow('has manifest format 3');
  });
});

describe('a repeat', () => {
  const original = { version: '1', engineVersion: '1', files: { a: '1', b: '2' } };
  const manifest = async (changes: object) => {
    const folder = join(await temporary(), 'run');
    const written = await writeRun(await reserveFolder(folder), await simulatedRun());
    return { ...written.manifest, ...original, ...changes };
  };

  it('is the same if every file is', async () => {
    expect(verifyRepeat(await manifest({}), await manifest({}))).toEqual({ kind: 'same', files: 2 });
  });

  it('names the files that differ, including those that one of them lacks', async () => {
    const repeat = await manifest({ files: { b: '3', c: '4' } });
    expect(verifyRepeat(await manifest({}), repeat)).toEqual({ kind: 'different', differing: ['a', 'b', 'c'] });
  });

  it('that stores other files is compared by the files that both have', async () => {
    const repeat = await manifest({ files: { b: '2', c: '4' } });
    expect(verifyRepeat(await manifest({}), repeat, true)).toEqual({ kind: 'same', files: 1 });
  });

  it('may differ if another version made it', async () => {
    const repeat = await manifest({ files: { a: '1', b: '3' }, engineVersion: '2' });
    expect(verifyRepeat(await manifest({}), repeat)).toMatchObject({ kind: 'otherVersion', differing: ['b'] });
  });
});

describe('the store of a workspace', () => {
  it('gives folders safe names, whatever a scenario is called', async () => {
    const store = storeFolder(await temporary());
    const { scenario } = await simulatedRun();
    for (const name of ['../../escaped', '会'.repeat(500), 'a/b\\c:d*?', ''])
      await reserveInStore(store, { ...scenario, name }, new Date(0)).then(({ folder }) => {
        expect(dirname(folder)).toBe(store);
        expect(Buffer.byteLength(basename(folder))).toBeLessThan(200);
        expect(basename(folder)).toMatch(/^19700101-000000-[\p{L}\p{N}_-]*-seed1$/u);
      });
  });

  it('lists runs, latest first, with their figures and notes', async () => {
    const store = storeFolder(await temporary());
    await keepInStore(store, '2026-01-02T03:04:05.000Z', { seed: 1 });
    await keepInStore(store, '2026-01-02T03:04:06.000Z', { seed: 7 });
    const { runs } = await listRuns(store);
    expect(runs.map(({ id }) => id)).toEqual(['20260102-030406-Baseline-seed7', '20260102-030405-Baseline-seed1']);
    expect(runs[1].record).toEqual({
      startedAt: '2026-01-02T03:04:05.000Z',
      wallSeconds: 0.5,
      source: 'baseline.twin',
    });
    expect(runs[0].summary).toMatchObject({ scenario: 'Baseline', seed: 7, complete: true });
    expect(runs[0].summary.metrics['delay.total'].mean).toBeGreaterThan(0);
  });

  it('gives two runs of the same second different names', async () => {
    const store = storeFolder(await temporary());
    const time = '2026-01-02T03:04:05.000Z';
    await Promise.all([keepInStore(store, time), keepInStore(store, time)]);
    expect((await readdir(store)).sort()).toEqual([
      '20260102-030405-Baseline-seed1',
      '20260102-030405-Baseline-seed1-2',
    ]);
  });

  it('numbers a new run from the start if one of the same second exists', async () => {
    const store = storeFolder(await temporary());
    const time = '2026-01-02T03:04:05.000Z';
    await keepInStore(store, time);
    const { scenario } = await simulatedRun();
    const { folder } = await reserveInStore(store, scenario, new Date(time));
    expect(basename(folder)).toBe('20260102-030405-Baseline-seed1-2');
  });

  it('is empty without runs, and ignores folders that are not runs', async () => {
    const store = storeFolder(await temporary());
    expect(await listRuns(store)).toEqual({ runs: [], damaged: [] });
    await mkdir(join(store, 'holiday-pictures'), { recursive: true });
    await mkdir(join(store, '.partial-x'));
    expect(await listRuns(store)).toEqual({ runs: [], damaged: [] });
  });

  it.each(['summary.json', 'manifest.json'])('names a run whose %s is damaged, and lists the others', async (file) => {
    const store = storeFolder(await temporary());
    const damaged = await keepInStore(store, '2026-01-02T03:04:05.000Z');
    await keepInStore(store, '2026-01-02T03:04:06.000Z');
    await writeFile(join(damaged, file), '{"metrics": 7}');
    const list = await listRuns(store);
    expect(list.runs).toHaveLength(1);
    expect(list.damaged).toEqual([{ id: basename(damaged), folder: damaged, problem: expect.stringContaining(file) }]);
  });

  it('keeps a run whose notes are damaged, without the notes', async () => {
    const store = storeFolder(await temporary());
    const folder = await keepInStore(store, '2026-01-02T03:04:05.000Z');
    await writeFile(join(folder, 'run.json'), '{"startedAt": [1, 2], "wallSeconds": "long"}');
    const { runs, damaged } = await listRuns(store);
    expect(damaged).toEqual([]);
    expect(runs.map(({ record }) => record)).toEqual([{ startedAt: '', wallSeconds: 0 }]);
  });

  it('lists a copied run without notes as the oldest', async () => {
    const store = storeFolder(await temporary());
    const copied = await keepInStore(store, '2026-01-02T03:04:05.000Z');
    await rm(join(copied, 'run.json'));
    await keepInStore(store, '2020-01-02T03:04:05.000Z');
    expect((await listRuns(store)).runs.map(({ record }) => record.startedAt)).toEqual([
      '2020-01-02T03:04:05.000Z',
      '',
    ]);
  });

  it('changes a label and a pin without touching the data', async () => {
    const store = storeFolder(await temporary());
    const folder = await keepInStore(store, '2026-01-02T03:04:05.000Z');
    const before = await stat(join(folder, 'manifest.json'));
    await annotateRun(folder, { label: 'wide links' });
    await annotateRun(folder, { pinned: true });
    const [run] = (await listRuns(store)).runs;
    expect(run.record).toMatchObject({ label: 'wide links', pinned: true, wallSeconds: 0.5 });
    expect((await stat(join(folder, 'manifest.json'))).mtimeMs).toBe(before.mtimeMs);
  });

  it('deletes a run with all its files', async () => {
    const store = storeFolder(await temporary());
    const folder = await keepInStore(store, '2026-01-02T03:04:05.000Z');
    await deleteRun(folder);
    expect(await readdir(store)).toEqual([]);
  });
});
