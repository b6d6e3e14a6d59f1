import { mkdir, readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { heartbeat, partialPath, removeAbandoned } from '../../server/runs/partial.js';
import { temporaryFolders } from './temporary-folder.js';

const temporary = temporaryFolders();
const HOUR = 3_600_000;

async function touchedAt(path: string, time: number): Promise<void> {
  await utimes(path, new Date(time), new Date(time));
}

describe('a file or folder that is being written', () => {
  it('is not removed as long as a process on any machine may be writing it', async () => {
    const folder = await temporary();
    await mkdir(partialPath(folder));
    await writeFile(partialPath(folder), 'half');
    await touchedAt(join(folder, (await readdir(folder))[0]), Date.now() - 0.9 * HOUR);
    await removeAbandoned(folder);
    expect(await readdir(folder)).toHaveLength(2);
  });

  it('is removed if it was not touched for a long time, and nothing else is', async () => {
    const folder = await temporary();
    const [half, others] = [partialPath(folder), join(folder, 'thesis')];
    for (const path of [half, others]) {
      await mkdir(path);
      await touchedAt(path, Date.now() - 2 * HOUR);
    }
    await removeAbandoned(folder);
    expect(await readdir(folder)).toEqual(['thesis']);
  });

  it('is kept under another name if it is a complete run without its folder', async () => {
    const folder = await temporary();
    const whole = partialPath(folder);
    await mkdir(whole);
    await writeFile(join(whole, 'manifest.json'), '{}');
    await touchedAt(whole, Date.now() - 2 * HOUR);
    await removeAbandoned(folder);
    expect(await readdir(folder)).toEqual([expect.stringMatching(/^rescued-/)]);
  });

  it('is touched at the interval of its heartbeat', async () => {
    const folder = await temporary();
    const path = partialPath(folder);
    await mkdir(path);
    let now = 0;
    const beat = heartbeat(path, () => now);
    await touchedAt(path, Date.now() - 2 * HOUR);
    beat();
    expect(Date.now() - (await stat(path)).mtimeMs).toBeGreaterThan(HOUR);
    now = 60_000;
    beat();
    await removeAbandoned(folder);
    expect(await readdir(folder)).toHaveLength(1);
  });
});
