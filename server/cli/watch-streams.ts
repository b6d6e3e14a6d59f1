import { reason, StorageError, systemCode } from '../runs/storage-error.js';
import { EXIT } from './exit-codes.js';
import type { Terminal } from './terminal.js';

/** Whether a command's output could be written. */
export interface WatchedStreams {
  /** Whether standard output could not be written, which has been reported. */
  failed(): boolean;
}

/** Systems answer so where there is no room for more. */
const FULL: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/**
 * Tells where standard output cannot be written. The command goes on all the same: it may have a run to keep.
 * Streams report their errors later, and perhaps after the command.
 */
export function watchStreams(terminal: Terminal): WatchedStreams {
  let failed = false;
  let isUnread = false;
  process.stdout.on('error', (error) => {
    // A reader that has seen enough (`twinchain … | head`) is no error, and changes nothing of what is kept and decided.
    isUnread ||= systemCode(error) === 'EPIPE';
    if (failed || isUnread || isHungUp(error)) return;
    failed = true;
    process.exitCode = EXIT.usage;
    void import('./print-failure.js').then(({ printFailure: tellFailure }) => tellFailure(unwritten(error), terminal));
  });
  // If messages cannot be written either, nothing can be reported.
  process.stderr.on('error', () => {});
  return { failed: () => failed };
}

/** The terminal was closed: nothing more is shown, but runs are still kept. */
function isHungUp(error: unknown): boolean {
  return systemCode(error) === 'EIO' && process.stdout.isTTY;
}

function unwritten(error: unknown): StorageError {
  const full = FULL.has(systemCode(error) ?? '');
  return new StorageError(
    full ? 'storage/full' : 'storage/not-writable',
    `standard output cannot be written: ${full ? 'the disk is full' : reason(error)}.`,
    'The output is incomplete. Make room, or send the output to another disk.',
  );
}
