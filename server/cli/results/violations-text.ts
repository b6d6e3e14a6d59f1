import { durationText } from '../../../engine/model/duration-text.js';
import type { Violation } from '../../../engine/model/invariants.js';
import { terminalText } from '../../protocol/plain-text.js';
import { countText } from '../quantity-text.js';
import type { Output } from '../terminal.js';

/** Violations beyond this are only counted; `summary.json` has them all. */
const MOST = 5;

/** Violated invariants, each with the facts that led to it. Empty if all held. */
export function violationsText(violations: readonly Violation[], { colours }: Output): string[] {
  if (violations.length === 0) return [];
  const shown = violations.slice(0, MOST);
  const more = violations.length - shown.length;
  const unkept = violations.reduce((sum, violation) => sum + (violation.more ?? 0), 0);
  return [
    colours.red(colours.bold('Violated invariants')),
    ...shown.flatMap(({ kind, time, message, because }) => [
      colours.red(`  ${kind}, at ${durationText(time)}: ${terminalText(message)}`),
      ...because.map((fact) => colours.dim(`    ${durationText(fact.time)}  ${terminalText(fact.text)}`)),
    ]),
    ...(more > 0 ? [colours.red(`  and ${countText(more)} more, in summary.json`)] : []),
    ...(unkept > 0 ? [colours.red(`  and ${countText(unkept)} more that are not kept`)] : []),
  ];
}
