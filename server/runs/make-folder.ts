import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemCode } from './storage-error.js';

/**
 * Makes a folder and its missing parents. Errors are those of the system; Node's own `recursive` option would report a
 * read-only disk as a missing folder.
 *
 * @throws an error of the file system
 */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    if (systemCode(error) === 'ENOENT' && dirname(folder) !== folder) {
      await makeFolder(dirname(folder));
      return makeFolder(folder);
    }
    const isThere = await stat(folder).then(
      (status) => status.isDirectory(),
      () => false,
    );
    if (!isThere) throw error;
  }
}
