import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type LongTable, ROWS_PER_PIECE, type Table } from '../../engine/model/results.js';
import { readManifest } from '../../server/runs/read-run.js';
import { rescue, type Stranded } from '../../server/runs/rescue.js';
import { type Reservation, reserveFolder } from '../../server/runs/reservation.js';
import { type FinishedRun, RunFiles, writeRun } from '../../server/runs/run-files.js';
import { Spool } from '../../server/runs/spool.js';
import { StorageError } from '../../server/runs/storage-error.js';
import { simulatedRun } from './simulated-run.js';
import { temporaryFolders } from './temporary-folder.js';

const temporary = temporaryFolders();

/** A run whose tables cannot be written to their folder, because one of their names is taken. */
async function stranded(parent: string): Promise<{ files: RunFiles; stranded: Stranded; run: FinishedRun }> {
  const reservation: Reservation = await reserveFolder(join(parent, 'out'));
  await mkdir(join(reservation.partial, 'blocks.parquet'));
  const run = await simulatedRun({ seconds: 2000 });
  const spool = new Spool(join(reservation.partial, 'samples.spool'));
  const files = await RunFiles.open(reservation);
  const [early, late] = halves(run.results.tables.blocks);
  spool.add('blocks', early);
  files.add('blocks', early);
  const rest = { ...run, results: { ...run.results, tables: { ...run.results.tables, blocks: late } } };
  const replay = (add: (name: LongTable, piece: Table) => void) => spool.replay(add);
  return { run, files, stranded: { reservation, run: rest, extra: {}, replay, forget: () => spool.close() } };
}

/** The first rows of a table, as a run hands them over, and the remaining rows. */
function halves(table: Table): [Table, Table] {
  expect(table.rows).toBeGreaterThan(ROWS_PER_PIECE);
  const part = (from: number, to: number): Table => ({
    rows: to - from,
    columns: Object.fromEntries(
      Object.entries(table.columns).map(([name, column]) => [
        name,
        { ...column, values: column.values.slice(from, to) },
      ]),
    ) as Table['columns'],
  });
  return [part(0, ROWS_PER_PIECE), part(ROWS_PER_PIECE, table.rows)];
}

describe('a run that does not fit on its disk', () => {
  it('is kept completely in the folder for temporary files, to the byte', async () => {
    const [parent, elsewhere] = [await temporary(), await temporary()];
    const { files, stranded: left, run } = await stranded(parent);
    const kept = await files.finish(left.run, {}, { rescue: (failure) => rescue(left, failure, elsewhere) });
    expect(kept.rescued).toEqual({ why: expect.stringContaining('"'), withoutSamples: false });
    expect(kept.folder.startsWith(elsewhere)).toBe(true);
    expect(await readManifest(join(kept.folder, 'manifest.json'))).toEqual(kept.manifest);
    const usual = await writeRun(await reserveFolder(join(await temporary(), 'out')), run);
    expect(kept.manifest).toEqual(usual.manifest);
    expect(await readdir(parent)).toEqual([]);
  });

  it('keeps its figures and its manifest if no other disk has space', async () => {
    const parent = await temporary();
    const nowhere = join(await temporary(), 'file');
    await writeFile(nowhere, '');
    const { files, stranded: left } = await stranded(parent);
    const kept = await files.finish(left.run, {}, { rescue: (failure) => rescue(left, failure, nowhere) });
    expect(kept.rescued?.withoutSamples).toBe(true);
    expect(kept.folder).toBe(join(parent, 'out'));
    expect((await readdir(kept.folder)).sort()).toEqual(['manifest.json', 'summary.json']);
    expect(await readdir(parent)).toEqual(['out']);
  });

  it('reports the original error if nothing can be kept, and leaves nothing half-written', async () => {
    const parent = await temporary();
    const nowhere = join(await temporary(), 'file');
    await writeFile(nowhere, '');
    const { files, stranded: left } = await stranded(parent);
    // The name of the rescue folder is taken too, so neither folder can hold the run.
    const unwritable = { ...left, extra: { 'summary.json': '' } };
    const finishing = files.finish(left.run, {}, { rescue: (failure) => rescue(unwritable, failure, nowhere) });
    await expect(finishing).rejects.toBeInstanceOf(StorageError);
    expect(await readdir(parent)).toEqual([]);
  });
});
