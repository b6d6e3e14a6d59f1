import { terminalText } from '../protocol/plain-text.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import type { AskLanguage } from './language-orders.js';
import { printProblems } from './print-problems.js';
import type { Terminal } from './terminal.js';
import { readText, writeText } from './text-file.js';

/**
 * `twinchain format`: formats files. With `check` nothing is written.
 * @throws CommandFailure for a file that cannot be read or written
 */
export async function formatCommand(
  files: readonly string[],
  check: boolean,
  ask: AskLanguage,
  { out, err }: Terminal,
): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.fine;
  for (const file of files) {
    const text = await readText(file);
    const formatted = await ask('layout', { file, text });
    if ('problems' in formatted) {
      await printProblems(formatted.problems, err);
      exitCode = EXIT.wrong;
      continue;
    }
    const changes = formatted.text !== text;
    if (!check) {
      if (changes) await writeText(file, formatted.text);
      out.write(`${terminalText(file)}: ${changes ? 'formatted' : 'unchanged'}\n`);
    } else if (changes) {
      out.write(`${terminalText(file)}: not formatted\n`);
      exitCode = EXIT.wrong;
    }
  }
  return exitCode;
}
