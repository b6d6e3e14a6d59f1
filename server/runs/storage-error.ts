/** Stable codes of storage errors; `docs/errors.md` and the command line show them. */
export type StorageErrorCode =
  | 'storage/full'
  | 'storage/not-writable'
  | 'storage/occupied'
  | 'storage/not-readable'
  | 'run/not-a-run'
  | 'run/damaged'
  | 'run/no-samples'
  | 'experiment/damaged'
  | 'plan/missing'
  | 'plan/damaged'
  | 'plan/other-version'
  | 'plan/no-batch';

/** A storage error that a user can fix. The message is one sentence for that user. */
export class StorageError extends Error {
  constructor(
    readonly code: StorageErrorCode,
    message: string,
    /** What the user can do. */
    readonly hint: string,
  ) {
    super(message);
    this.name = 'StorageError';
  }
}

/**
 * Turns an error of the file system while writing below `folder` into one that says what to do. Any other error is a
 * bug and is returned unchanged.
 */
export function writingFailed(folder: string, error: unknown): unknown {
  if (error instanceof StorageError || systemCode(error) === undefined) return error;
  switch (systemCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new StorageError(
        'storage/full',
        `The disk is full: the run could not be written to "${folder}".`,
        'Make room, or choose another disk with --out. Nothing was left behind half-written.',
      );
    case 'EFBIG':
      return new StorageError(
        'storage/full',
        `The run could not be written to "${folder}": a file would be larger than the system allows.`,
        'Raise the limit (ulimit -f), or choose another disk with --out. Nothing was left behind half-written.',
      );
    case 'ENOTEMPTY':
      return new StorageError(
        'storage/occupied',
        `The folder "${folder}" was filled by something else during the run.`,
        'Choose another folder with --out.',
      );
    case 'ENOTDIR':
    case 'EEXIST':
      return new StorageError(
        'storage/not-writable',
        `"${folder}" cannot be a folder: a part of this path is a file.`,
        'Choose another folder with --out.',
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new StorageError(
        'storage/not-writable',
        `The folder "${folder}" cannot be written: ${reason(error)}.`,
        'Choose another folder with --out.',
      );
    case 'ENOENT':
      return new StorageError(
        'storage/not-writable',
        `The folder "${folder}" cannot be written: it does not exist and cannot be created.`,
        'Choose another folder with --out.',
      );
    case 'ENAMETOOLONG':
      return new StorageError('storage/not-writable', `The path "${folder}" is too long.`, 'Choose a shorter one.');
    default:
      return new StorageError(
        'storage/not-writable',
        `The run could not be written to "${folder}": ${reason(error)}.`,
        'Choose another folder with --out.',
      );
  }
}

/**
 * Message and advice for an editor, which has no options like `--out`. The editor keeps runs in the workspace folder of
 * the text, or else in the folder beside the text.
 */
export function editorText({ message, hint }: Pick<StorageError, 'message' | 'hint'>): string {
  const advice = hint
    .replace(
      /(C|c)hoose another (folder|disk) with --out/,
      (_, first: string, place: string) => `${first === 'C' ? 'M' : 'm'}ove the scenario to another ${place}`,
    )
    // Running an experiment again resumes it there.
    .replace(/,? with (--out for this folder and )?--resume/, '');
  return `${message} ${advice}`;
}

/** The code of an error of the operating system, such as `ENOENT`. */
export function systemCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

const REASONS: Record<string, string> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the disk is read-only',
  ENOENT: 'there is no such file',
  ENOTDIR: 'a part of the path is a file',
  ENOSPC: 'the disk is full',
  EISDIR: 'it is a folder',
  EIO: 'the disk reports an error',
  EMFILE: 'too many files are open',
  ELOOP: 'its symbolic links form a cycle',
};

/** A few words of plain English for an error of the operating system. */
export function reason(error: unknown): string {
  const code = systemCode(error);
  if (code) return REASONS[code] ?? code;
  return error instanceof Error ? error.message : String(error);
}
