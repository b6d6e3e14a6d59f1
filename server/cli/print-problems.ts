import type { Problem } from './problem.js';
import type { Output } from './terminal.js';

/** Writes problems, where there are any: what measures the width of their texts takes long to load. */
export async function printProblems(problems: readonly Problem[], err: Output): Promise<void> {
  if (problems.length === 0) return;
  const { problemsText } = await import('./problem-text.js');
  err.write(problemsText(problems, err));
}
