import { asFailure } from './command-failure.js';
import type { ExitCode } from './exit-codes.js';
import { problemsText } from './problem-text.js';
import type { Terminal } from './terminal.js';

/** Prints why a command ended. @returns its exit code */
export function printFailure(error: unknown, { err }: Terminal): ExitCode {
  const { problems, exitCode } = asFailure(error);
  err.write(problemsText(problems, err));
  return exitCode;
}
