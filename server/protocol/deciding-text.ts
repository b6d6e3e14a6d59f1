import type { DecidingView, ExpectationView } from './experiment-view.js';
import { percent, quantity, setting } from './quantities.js';

const SPACE = '\u00a0';
/** Maximum number of digits of a limit. */
const WRITTEN_DIGITS = 6;

/** The numbers that decided an expectation: a line for each point or step; empty for invariants. */
export function decidingLines({ deciding }: ExpectationView): string[] {
  return deciding.map((numbers) => `${numbers.about}: ${decidingText(numbers)} · ${numbers.outcome}`);
}

/**
 * The measured value, its interval and the limit: `355 ms (95 % CI 288 ms to 421 ms, n = 5); limit 10 s`. A single run
 * has no interval.
 */
export function decidingText(numbers: DecidingView): string {
  const { value, low, high, unit, n, bound } = numbers;
  if (value === null) return n === 0 ? 'waiting for replications' : 'no samples';
  const measured = `${numberText(value, unit)}${unit === '%' ? ' off the mean' : ''}`;
  const interval = isSingleRun(numbers)
    ? ''
    : ` (95${SPACE}% CI ${endText(low, unit, '−∞')} to ${endText(high, unit, '∞')}, n${SPACE}=${SPACE}${n})`;
  const limit = bound === null ? '' : `; limit ${limitText(bound, unit)}`;
  return `${measured}${interval}${limit}`;
}

export function isSingleRun({ n, low, high, value }: DecidingView): boolean {
  return n === 1 && low === value && high === value;
}

/** The deciding number: of those with the outcome, the one farthest from its limit. */
export function decisive({ outcome, deciding }: ExpectationView): DecidingView | undefined {
  const sharing = deciding.filter((numbers) => numbers.outcome === outcome);
  const distance = ({ value, bound }: DecidingView) => Math.abs((value ?? 0) - (bound ?? 0));
  return sharing.sort((a, b) => distance(b) - distance(a))[0];
}

/** A measured number; shares from 0 to 1 in per cent. */
function numberText(value: number, unit: string): string {
  return unit === '%' ? percent(value) : quantity(value, unit);
}

/** A written limit keeps all its digits; a measured one is rounded like other measured numbers. */
function limitText(bound: number, unit: string): string {
  if (unit === '%') return percent(bound);
  const isWritten = Number(bound.toPrecision(WRITTEN_DIGITS)) === bound;
  return isWritten ? setting(bound, unit) : quantity(bound, unit);
}

function endText(end: number | null, unit: string, unlimited: string): string {
  return end === null ? unlimited : numberText(end, unit);
}
