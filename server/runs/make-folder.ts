import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemCode } from './storage-error.js';

/**
 * Makes a folder and those above it, where they are not there. What keeps it from that is told as the system tells it:
 * Node's own way, `recursive`, says of a read-only disk that there is no such folder.
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
