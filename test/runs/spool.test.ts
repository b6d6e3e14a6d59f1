import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Results, Rows, Table } from '../../engine/model/results.js';
import { Spool } from '../../server/runs/spool.js';
import { simulatedRun } from './simulated-run.js';
import { temporaryFolders } from './temporary-folder.js';

const temporary = temporaryFolders();

function blocks(first: number, rows: number): Table {
  return {
    rows,
    columns: {
      height: { type: 'number', unit: '', values: Float64Array.from({ length: rows }, (_, row) => first + row) },
      hash: { type: 'text', values: Array.from({ length: rows }, (_, row) => `hash ${first + row}`) },
    },
  };
}

/** Heights and hashes of all pieces, read twice. */
function read({ pieces }: Rows) {
  const once = () =>
    Array.from(pieces).flatMap(({ columns: { height, hash } }) =>
      height.type === 'number' && hash.type === 'text'
        ? Array.from(height.values, (value, row) => `${value} ${hash.values[row]}`)
        : [],
    );
  expect(once()).toEqual(once());
  return once();
}

const expected = Array.from({ length: 35 }, (_, height) => `${height} hash ${height}`);

async function rest(): Promise<Results> {
  const { results } = await simulatedRun();
  return { ...results, tables: { ...results.tables, blocks: blocks(30, 5) } };
}

describe('tables that a run hands over while it runs', () => {
  it('are read back in order, followed by the rest of the run, as often as needed', async () => {
    const path = join(await temporary(), 'spool');
    const spool = new Spool(path);
    spool.add('blocks', blocks(0, 20));
    spool.add('blocks', blocks(20, 10));
    const recording = spool.recording(await rest());
    expect(recording.long.blocks.rows).toBe(35);
    expect(read(recording.long.blocks)).toEqual(expected);
    spool.close();
    expect(existsSync(path)).toBe(false);
  });

  it('create no file if there is nothing to store', async () => {
    const path = join(await temporary(), 'spool');
    const spool = new Spool(path);
    expect(spool.recording(await rest()).long.blocks.rows).toBe(5);
    expect(existsSync(path)).toBe(false);
    spool.close();
  });

  it('stay in memory if the disk has no space', async () => {
    const path = join(await temporary(), 'spool');
    mkdirSync(path);
    const spool = new Spool(path);
    spool.add('blocks', blocks(0, 20));
    spool.add('blocks', blocks(20, 10));
    expect(read(spool.recording(await rest()).long.blocks)).toEqual(expected);
  });
});
