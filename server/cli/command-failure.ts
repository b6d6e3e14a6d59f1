import { ClusterFailure } from '../clusters/cluster.js';
import { RunFailed } from '../runs/run-failed.js';
import { reason, StorageError, systemCode } from '../runs/storage-error.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import type { Problem } from './problem.js';

/** Ends a command, with its problems and its exit code. */
export class CommandFailure extends Error {
  constructor(
    readonly exitCode: ExitCode,
    readonly problems: readonly Problem[],
  ) {
    super(problems.map(({ message }) => message).join('\n'));
    this.name = 'CommandFailure';
  }
}

/** A command that cannot be carried out as it was given. */
export function usageFailure(code: string, message: string, hint?: string): CommandFailure {
  return new CommandFailure(EXIT.usage, [{ severity: 'error', code, message, hint }]);
}

/** Any error as the failure of a command. An unexpected one says so and never shows a stack trace. */
export function asFailure(error: unknown): CommandFailure {
  if (error instanceof CommandFailure) return error;
  if (error instanceof StorageError) {
    const exitCode = error.code.startsWith('run/') ? EXIT.wrong : EXIT.usage;
    return new CommandFailure(exitCode, [
      { severity: 'error', code: error.code, message: error.message, hint: error.hint },
    ]);
  }
  if (error instanceof ClusterFailure) return usageFailure(error.code, error.message, error.hint);
  if (error instanceof RunFailed && error.code === 'run/limits')
    return new CommandFailure(EXIT.wrong, [{ severity: 'error', code: error.code, message: error.message }]);
  if (isRefusal(error))
    return usageFailure('storage/refused', refusalText(error), 'Check the path and its permissions.');
  const code = error instanceof RunFailed ? 'run/failed' : 'internal';
  const message = error instanceof Error ? error.message : String(error);
  return new CommandFailure(EXIT.wrong, [
    {
      severity: 'error',
      code,
      message: code === 'internal' ? `Something unexpected went wrong: ${message}` : message,
      hint: 'This is a bug in Twinchain, not in your file. Please report it with the file that you ran.',
    },
  ]);
}

/**
 * An error of the operating system that was not handled where it occurred: a condition of the system, not a bug of
 * ours.
 */
interface Refusal extends Error {
  code: string;
  syscall: string;
  path?: string;
}

function isRefusal(error: unknown): error is Refusal {
  return error instanceof Error && 'syscall' in error && systemCode(error) !== undefined;
}

function refusalText(error: Refusal): string {
  const about = error.path === undefined ? 'the system' : `"${error.path}"`;
  return `${about} cannot be used: ${reason(error)}.`;
}
