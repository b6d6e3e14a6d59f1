import { readFile, readlink, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { decodeUtf8 } from '../../language/imports/utf8.js';
import { reason, systemCode } from '../runs/storage-error.js';
import { CommandFailure, usageFailure } from './command-failure.js';
import { EXIT } from './exit-codes.js';

/**
 * The text of a UTF-8 file.
 * @throws CommandFailure `file/missing` or `file/not-text`
 */
export async function readText(file: string): Promise<string> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw usageFailure('file/missing', `"${file}" cannot be read: ${reason(error)}.`, 'Check the path.');
  });
  const decoded = decodeUtf8(bytes);
  if ('text' in decoded) return decoded.text;
  const message = `"${file}" is not UTF-8 text: ${decoded.fault}.`;
  throw new CommandFailure(EXIT.wrong, [{ severity: 'error', code: 'file/not-text', message }]);
}

/**
 * Replaces the text of a file atomically: a reader sees the old text or all of the new text. Keeps the mode of an
 * existing file. A symbolic link is kept, and its target is written.
 * @throws CommandFailure `file/not-writable`
 */
export async function writeText(file: string, text: string): Promise<void> {
  await writing(file, async (fresh, target) => {
    const there = await stat(target).catch(() => undefined);
    await writeFile(fresh, text, { mode: there?.mode });
    await rename(fresh, target);
  });
}

/**
 * Checks in advance whether {@link writeText} could write the file.
 * @throws CommandFailure `file/not-writable`
 */
export async function checkWritable(file: string): Promise<void> {
  await writing(file, async (fresh, target) => {
    await writeFile(fresh, '');
    await rm(fresh);
    const isFolder = await stat(target).then(
      (found) => found.isDirectory(),
      () => false,
    );
    if (isFolder) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
  });
}

async function writing(file: string, write: (fresh: string, target: string) => Promise<void>): Promise<void> {
  let fresh: string | undefined;
  try {
    const target = await behindLinks(file);
    fresh = join(dirname(target), `.twinchain-${process.pid}.partial`);
    await write(fresh, target);
  } catch (error) {
    if (fresh !== undefined) await rm(fresh, { force: true }).catch(() => undefined);
    const why = systemCode(error) === 'ENOENT' ? `there is no folder "${dirname(file)}"` : reason(error);
    throw usageFailure(
      'file/not-writable',
      `"${file}" cannot be written: ${why}.`,
      'Check the path, its permissions, and the space on the disk. Nothing was changed.',
    );
  }
}

/** The number of links that Linux follows. */
const MAX_LINKS = 40;

/** The target of a path that may be a symbolic link. The target need not exist. */
async function behindLinks(file: string): Promise<string> {
  let target = file;
  for (let followed = 0; followed < MAX_LINKS; followed++) {
    const link = await readlink(target).catch(() => undefined);
    if (link === undefined) return target;
    target = resolve(dirname(target), link);
  }
  throw Object.assign(new Error('too many symbolic links'), { code: 'ELOOP' });
}
