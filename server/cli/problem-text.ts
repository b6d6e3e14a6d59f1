import stringWidth from 'string-width';
import { terminalText } from '../protocol/plain-text.js';
import type { Problem, ProblemPlace } from './problem.js';
import { problemCount } from './problem-count.js';
import type { Output } from './terminal.js';

/** More problems than this are only counted: the first ones probably cause the others. */
const MAX_SHOWN = 100;

/** A list of problems, limited to the first hundred. */
export function problemsText(problems: readonly Problem[], output: Output): string {
  const shown = problems.slice(0, MAX_SHOWN).map((problem) => problemText(problem, output));
  const rest = problems.slice(MAX_SHOWN);
  if (rest.length > 0) shown.push(`… and ${problemCount(rest) || `${rest.length} remarks`} more.\n`);
  return shown.join('');
}

/** A problem in compiler style: place, message, the line with a caret under the place, and a hint. */
export function problemText(problem: Problem, output: Output): string {
  const { colours } = output;
  const paint =
    problem.severity === 'error' ? colours.red : problem.severity === 'warning' ? colours.yellow : colours.blue;
  const where = problem.place ? `${placeText(problem.place)}: ` : '';
  const what = colours.bold(paint(`${problem.severity}[${problem.code}]`));
  const lines = [`${colours.bold(where)}${what}: ${terminalText(problem.message)}`];
  const gutter = problem.place ? String(problem.place.line).length : 0;
  if (problem.place) lines.push(...excerpt(problem.place, gutter, paint, output));
  const margin = ' '.repeat(gutter + 3);
  for (const { message, place } of problem.related ?? [])
    lines.push(`${margin}${colours.dim('=')} ${placeText(place)}: ${terminalText(message)}`);
  if (problem.hint) lines.push(`${margin}${colours.dim('=')} ${terminalText(problem.hint)}`);
  return `${lines.join('\n')}\n`;
}

function placeText({ file, line, column }: ProblemPlace): string {
  return `${terminalText(file)}:${line}:${column}`;
}

/** The line, cut to the width around the place, and carets below it. */
function excerpt(place: ProblemPlace, gutter: number, paint: (text: string) => string, output: Output): string[] {
  const { dim } = output.colours;
  const room = Math.max(20, output.width - gutter - 7);
  // A line may be as long as a file, so the invisible part is cut first.
  const from = place.column - (place.sourceColumn ?? 1);
  const to = from + place.length;
  const before = terminalText(place.source.slice(Math.max(0, from - room), from));
  const marked = terminalText(place.source.slice(from, Math.min(to, from + room)));
  const after = terminalText(place.source.slice(to, to + room));
  const cut = Math.max(0, before.length + Math.min(marked.length, room >> 1) + 10 - room);
  const head = cut > 0 ? `…${before.slice(cut + 1)}` : before;
  const whole = head + marked + after;
  const shown = whole.length > room ? `${whole.slice(0, room - 1)}…` : whole;
  // Characters of some scripts are two columns wide.
  const carets = '^'.repeat(Math.max(1, stringWidth(marked.slice(0, room - head.length))));
  return [
    `  ${dim(`${place.line} |`)} ${shown.trimEnd()}`,
    `  ${dim(`${' '.repeat(gutter)} |`)} ${' '.repeat(stringWidth(head))}${paint(carets)}`,
  ];
}
