import type { Problem } from './problem.js';

/** `2 errors, 1 warning`; empty if there is neither. */
export function problemCount(problems: readonly Problem[]): string {
  const count = (severity: Problem['severity'], name: string) => {
    const found = problems.filter((problem) => problem.severity === severity).length;
    return found === 0 ? [] : [`${found} ${name}${found === 1 ? '' : 's'}`];
  };
  return [...count('error', 'error'), ...count('warning', 'warning')].join(', ');
}
