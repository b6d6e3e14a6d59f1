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
  /** The text of that line; of a very long one, what stands around the place. */
  source: string;
  /** The column at which `source` begins; 1 without. */
  sourceColumn?: number;
}

/** Something that a command has to tell about its input. */
export interface Problem {
  severity: 'error' | 'warning' | 'info';
  /** Stable; `docs/errors.md` explains each. */
  code: string;
  message: string;
  place?: ProblemPlace;
  /** What to do. */
  hint?: string;
  /** Other places that the message speaks of. */
  related?: { message: string; place: ProblemPlace }[];
}

/** For commands that simulate: remarks are for who writes the text, and stand in `check` and in the editor. */
export function withoutRemarks(problems: readonly Problem[]): Problem[] {
  return problems.filter(({ severity }) => severity !== 'info');
}

export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some(({ severity }) => severity === 'error');
}
