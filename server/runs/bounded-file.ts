import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { reason, StorageError } from './storage-error.js';

/**
 * Data has been changed since it was written. The message is the end of a sentence that begins with the name of the
 * file.
 */
export class NotAsWritten extends Error {
  override name = 'NotAsWritten';
}

/**
 * The bytes of an untrusted file: no more than `most`, and only of a regular file, since a pipe may never end.
 *
 * @param most bytes
 * @throws StorageError `storage/not-readable`; {@link NotAsWritten} if the file is larger
 */
export async function readBounded(path: string, most: number): Promise<Buffer> {
  try {
    // Non-blocking: a pipe without a writer would never open.
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const status = await file.stat();
      if (status.isDirectory()) throw notReadable(path, 'it is a folder');
      if (!status.isFile()) throw notReadable(path, 'it is not a regular file');
      if (status.size > most)
        throw new NotAsWritten(`has ${megabytes(status.size)}; no more than ${megabytes(most)} are read`);
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof StorageError || error instanceof NotAsWritten) throw error;
    throw notReadable(path, reason(error));
  }
}

function notReadable(path: string, why: string): StorageError {
  return new StorageError('storage/not-readable', `"${path}" cannot be read: ${why}.`, 'Check the path.');
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1e6)} MB`;
}
