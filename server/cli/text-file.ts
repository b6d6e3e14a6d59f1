import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { decodeUtf8 } from '../../language/imports/data-files.js';
import { reason } from '../runs/storage-error.js';
import { CommandFailure, usageFailure } from './command-failure.js';
import { EXIT } from './exit-codes.js';

/**
 * The text of a UTF-8 file.
 * @throws CommandFailure `file/not-readable` or `file/not-text`
 */
export async function readText(file: string): Promise<string> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw usageFailure('file/not-readable', `"${file}" cannot be read: ${reason(error)}.`, 'Check the path.');
  });
  const text = decodeUtf8(bytes);
  if (text !== undefined) return text;
  const message = `"${file}" is not UTF-8 text.`;
  throw new CommandFailure(EXIT.wrong, [{ severity: 'error', code: 'file/not-text', message }]);
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
