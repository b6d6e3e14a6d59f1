import * as l10n from '@vscode/l10n';
import type { DecidingView, ExpectationView } from './experiment-view.js';
import { outcomeWord } from './outcomes.js';
import { percent, quantity, setting } from './quantities.js';

const SPACE = '\u00a0';
/** Maximum number of digits of a limit. */
const WRITTEN_DIGITS = 6;

/** The numbers that decided an expectation: a line for each point or step; empty for invariants. */
export function decidingLines({ deciding }: ExpectationView): string[] {
  return deciding.map((numbers) => `${numbers.about}: ${decidingText(numbers)} · ${outcomeWord(numbers.outcome)}`);
}

/**
 * The measured value, its interval and the limit: `355 ms (95 % CI 288 ms to 421 ms, n = 5); limit 10 s`. A single run
 * has no interval.
 */
export function decidingText(numbers: DecidingView): string {
  const { value, low, high, unit, n, bound } = numbers;
  if (value === null) return n === 0 ? l10n.t('waiting for replications') : l10n.t('no samples');
  const measured = unit === '%' ? l10n.t('{0} off the mean', numberText(value, unit)) : numberText(value, unit);
  const interval = isSingleRun(numbers)
    ? ''
    : ` (${unbroken(l10n.t('95 % CI {0} to {1}, n = {2}', endText(low, unit, '−∞'), endText(high, unit, '∞'), n))})`;
  const limit = bound === null ? '' : `; ${l10n.t('limit {0}', limitText(bound, unit))}`;
  return `${measured}${interval}${limit}`;
}

/** No line break parts a sign from its numbers. */
function unbroken(text: string): string {
  return text.replace(/ (?=[%=])|(?<==) /g, SPACE);
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
