import { terminalJson, terminalText } from '../protocol/plain-text.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import type { AskLanguage } from './language-orders.js';
import { printProblems } from './print-problems.js';
import { hasErrors, type Problem, type ProblemPlace } from './problem.js';
import { problemCount } from './problem-count.js';
import type { Terminal } from './terminal.js';

export interface CheckOptions {
  /** Print the problems as JSON instead of text. */
  json: boolean;
  /** Print problems only. */
  quiet: boolean;
}

/**
 * `twinchain check`: reports every problem of every file and of its imports.
 * @throws CommandFailure for a file that cannot be read
 */
export async function checkCommand(
  files: readonly string[],
  { json, quiet }: CheckOptions,
  ask: AskLanguage,
  { out, err }: Terminal,
): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.fine;
  // Problems of a file that several files import are reported once.
  const told = new Set<string>();
  const all: Problem[] = [];
  for (const file of files) {
    const problems = await ask('problems', { file });
    const fresh = problems.filter((problem) => isNew(problem, told));
    if (hasErrors(problems)) exitCode = EXIT.wrong;
    if (json) all.push(...fresh);
    else {
      await printProblems(fresh, err);
      if (!quiet) out.write(`${terminalText(file)}: ${problemCount(problems) || 'no problems'}\n`);
    }
  }
  if (json) {
    const { jsonFile } = await import('../runs/summary.js');
    out.write(terminalJson(jsonFile(all.map(asData))));
  }
  return exitCode;
}

/** A problem for other programs: its place without the source text. */
function asData({ place, related, ...problem }: Problem) {
  return {
    ...problem,
    ...placeData(place),
    related: related?.map((other) => ({ message: other.message, ...placeData(other.place) })),
  };
}

function placeData(place: ProblemPlace | undefined) {
  return place && { file: place.file, line: place.line, column: place.column, length: place.length };
}

function isNew(problem: Problem, told: Set<string>): boolean {
  const key = JSON.stringify(problem);
  return told.size < told.add(key).size;
}
