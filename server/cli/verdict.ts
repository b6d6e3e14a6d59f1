import type { ExitCode } from './exit-codes.js';
import type { Problem } from './problem.js';

/** Describes an outcome: sentences for the user, problems, and the exit code. */
export interface Verdict {
  notes: string[];
  problems: Problem[];
  exitCode: ExitCode;
}
