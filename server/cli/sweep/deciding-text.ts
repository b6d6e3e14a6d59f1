import type { DecidedExpectation, Deciding } from '../../experiments/index.js';
import { figureText } from '../quantity-text.js';

/** The numbers that decided an expectation, a line for each place that it was looked at. SI units, 95 % intervals. */
export function decidingText({ source, deciding }: DecidedExpectation): string[] {
  const isFlat = source.startsWith('flat');
  return deciding.map((numbers) => `${numbers.about}: ${isFlat ? deviation(numbers) : value(numbers)}`);
}

function value({ value: found, low, high, bound, n, outcome }: Deciding): string {
  return `${figureText(found)} [${end(low)}, ${end(high)}] against ${figureText(bound)}, n = ${n}, ${outcome}`;
}

function deviation({ value: found, low, high, bound, n, outcome }: Deciding): string {
  const percent = (ratio: number) => (Number.isFinite(ratio) ? `${(ratio * 100).toFixed(1)} %` : '∞');
  return `${percent(found)} [${percent(low)}, ${percent(high)}] off the mean, within ${percent(bound)}, n = ${n}, ${outcome}`;
}

function end(limit: number): string {
  return Number.isFinite(limit) ? figureText(limit) : limit < 0 ? '-∞' : '∞';
}

/** What one run gave, and what it is held against: `found 0.405 against 0.001`. SI units; empty where no number decided. */
export function decidingInRun({ outcome, deciding }: Pick<DecidedExpectation, 'outcome' | 'deciding'>): string {
  return deciding
    .filter((numbers) => numbers.outcome === outcome)
    .map((numbers) => `found ${figureText(numbers.value)} against ${figureText(numbers.bound)}`)
    .join(', ');
}
