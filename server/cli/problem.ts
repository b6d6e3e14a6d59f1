/** A place in a text file. */
export interface ProblemPlace {
  /** As the user would name the file; `--set` for a setting of the command line, whose lines are the settings. */
  file: string;
  /** From 1. */
  line: number;
  /** From 1, in UTF-16 units. */
  column: number;
  /** Length of the marked part on that line, at least 1. */
  length: number;
  /** The text of that line; of a very long line, the part around the place. */
  source: string;
  /** The column at which `source` begins; absent: 1. */
  sourceColumn?: number;
}

/** A problem that a command reports about its input. */
export interface Problem {
  severity: 'error' | 'warning' | 'info';
  /** Stable; `docs/errors.md` explains each. */
  code: string;
  message: string;
  place?: ProblemPlace;
  /** What to do. */
  hint?: string;
  /** Related places. */
  related?: { message: string; place: ProblemPlace }[];
}

/** For commands that simulate: remarks are for the author of the text, and appear in `check` and in the editor. */
export function withoutRemarks(problems: readonly Problem[]): Problem[] {
  return problems.filter(({ severity }) => severity !== 'info');
}

export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some(({ severity }) => severity === 'error');
}
