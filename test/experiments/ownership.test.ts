import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openFolder, openInWorkspace, ownershipOf } from '../../server/experiments/index.js';
import { MARK_FILE } from '../../server/experiments/ownership.js';
import { temporaryFolders } from '../runs/temporary-folder.js';
import { digestOfFolder } from './folder-digest.js';
import { smallExperiment } from './small-experiment.js';

const freshFolder = temporaryFolders();
const kept = { experiment: smallExperiment(), source: 'small.twin' };

describe('a folder for an experiment', () => {
  it('carries our mark from the first moment, and may be empty', async () => {
    const folder = join(await freshFolder(), 'sweep');
    expect(await ownershipOf(folder)).toBe('nobody');
    await mkdir(folder);
    await writeFile(join(folder, MARK_FILE), '');
    expect(await ownershipOf(folder)).toBe('ours');
  });

  it.each([false, true])(
    'is used where a sweep was killed before it had written more (--resume: %s)',
    async (resume) => {
      const folder = await freshFolder();
      await writeFile(join(folder, MARK_FILE), 'Twinchain keeps');
      await writeFile(join(folder, '.partial-0a1b2c3d-1234-00000000-0000-0000-0000-000000000000'), '{"experi');
      expect(await openFolder(folder, kept, resume)).toBe(folder);
      expect(await readdir(folder)).toContain('experiment.json');
      expect(await readFile(join(folder, MARK_FILE), 'utf8')).toMatch(/^Twinchain keeps .*\.\n$/);
    },
  );

  it('requires --resume once it holds a part of an experiment', async () => {
    const folder = await freshFolder();
    await openFolder(folder, kept, false);
    await expect(openFolder(folder, kept, false)).rejects.toMatchObject({ code: 'storage/occupied' });
    expect(await openFolder(folder, kept, true)).toBe(folder);
  });

  it.each<[string, (folder: string) => Promise<unknown>]>([
    ['a file called as ours', (folder) => writeFile(join(folder, 'experiment.json'), '{"mine": true}')],
    ['any other file', (folder) => writeFile(join(folder, 'thesis.tex'), '')],
    ['a mark that is not ours', (folder) => writeFile(join(folder, MARK_FILE), 'mine')],
    ['a folder in the place of the mark', (folder) => mkdir(join(folder, MARK_FILE))],
    ['a link in the place of the mark', (folder) => symlink('/dev/zero', join(folder, MARK_FILE))],
  ])('is foreign where there is %s: nothing in it is touched', async (_, make) => {
    const folder = await freshFolder();
    await make(folder);
    for (const resume of [false, true])
      await expect(openFolder(folder, kept, resume)).rejects.toMatchObject({ code: 'storage/occupied' });
    expect(Object.keys(digestOfFolder(folder))).not.toContain('experiment.json.new');
    if ((await readdir(folder)).includes('experiment.json'))
      expect(await readFile(join(folder, 'experiment.json'), 'utf8')).toBe('{"mine": true}');
  });

  it('differs for every experiment of the same second', async () => {
    const store = await freshFolder();
    const folders = await Promise.all([1, 2, 3].map(() => openInWorkspace(store, kept, false, new Date(0))));
    expect(new Set(folders).size).toBe(3);
  });
});
