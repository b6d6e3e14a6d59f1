import { reason, StorageError, systemCode } from '../runs/storage-error.js';
import { EXIT } from './exit-codes.js';
import type { Terminal } from './terminal.js';

/** Whether the output of a command could be written. */
export interface WatchedStreams {
  /** Whether standard output could not be written. The failure has been reported. */
  failed(): boolean;
}

/** Errors of systems without free space. */
const FULL: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/**
 * Reports if standard output cannot be written. The command continues, because it may have a run to keep. Streams
 * report errors late, perhaps after the command.
 */
export function watchStreams(terminal: Terminal): WatchedStreams {
  let failed = false;
  let isUnread = false;
  process.stdout.on('error', (error) => {
    // A reader that has read enough (`twinchain … | head`) is not an error, and does not change what is kept or
    // decided.
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

/** Whether the terminal was closed. Nothing more is shown, but runs are still kept. */
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
