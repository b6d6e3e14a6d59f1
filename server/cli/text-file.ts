import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { reason } from '../runs/storage-error.js';
import { usageFailure } from './command-failure.js';

/** @throws CommandFailure `file/not-readable` */
export async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw notReadable(file, error);
  }
}

export function notReadable(file: string, error: unknown) {
  return usageFailure('file/not-readable', `"${file}" cannot be read: ${reason(error)}.`, 'Check the path.');
}

/**
 * Replaces the text of a file in one step: a reader sees the old text or the new one. Keeps the file's mode.
 * @throws CommandFailure `file/not-writable`
 */
export async function replaceText(file: string, text: string): Promise<void> {
  const fresh = join(dirname(file), `.twinchain-${process.pid}.partial`);
  try {
    await writeFile(fresh, text, { mode: (await stat(file)).mode });
    await rename(fresh, file);
  } catch (error) {
    await rm(fresh, { force: true });
    throw usageFailure(
      'file/not-writable',
      `"${file}" cannot be written: ${reason(error)}.`,
      'The file is as it was. Check its permissions and the space on the disk.',
    );
  }
}
