import { terminalText } from '../protocol/plain-text.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import type { Problem } from './problem.js';
import { hasErrors, problemCount, problemsText } from './problem-text.js';
import { openScenarioFile } from './scenario-file.js';
import type { Terminal } from './terminal.js';
import { workspaceOf } from './workspace.js';

/**
 * `twinchain check`: every problem of every file, and of the files that it imports.
 * @throws CommandFailure for a file that cannot be read
 */
export async function checkCommand(
  files: readonly string[],
  quiet: boolean,
  { out, err }: Terminal,
): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.fine;
  // What several files import is told once, however many of them are checked.
  const told = new Set<string>();
  for (const file of files) {
    const { problems } = await openScenarioFile(file, workspaceOf(file));
    err.write(
      problemsText(
        problems.filter((problem) => isNew(problem, told)),
        err,
      ),
    );
    if (hasErrors(problems)) exitCode = EXIT.wrong;
    if (!quiet) out.write(`${terminalText(file)}: ${problemCount(problems) || 'no problems'}\n`);
  }
  return exitCode;
}

function isNew(problem: Problem, told: Set<string>): boolean {
  const key = JSON.stringify(problem);
  return told.size < told.add(key).size;
}
