import type { DecidingView, ExpectationView } from '../../server/protocol/experiment-view.js';

/** What decided an expectation, a line for each place that it was looked at; nothing for invariants. */
export function decidingLines({ deciding }: ExpectationView): string[] {
  return deciding.map(
    (numbers) => `${numbers.about}: ${measuredText(numbers)} ${boundText(numbers)} · ${numbers.outcome}`,
  );
}

/** The measured value with its interval, and the number of replications that it rests on; a single run has neither. */
export function measuredText({ value, low, high, unit, n }: DecidingView): string {
  if (value === null) return 'no samples';
  const figure = quantityText(value, unit);
  const isSingleRun = n === 1 && low === value && high === value;
  if (isSingleRun) return figure;
  return `${figure} [${endText(low, unit, '-∞')}, ${endText(high, unit, '∞')}], n = ${n},`;
}

/** What the measured value is held against. */
export function boundText({ bound, unit }: DecidingView): string {
  if (bound === null) return '';
  return unit === '%' ? `off the mean, within ${quantityText(bound, unit)}` : `against ${quantityText(bound, unit)}`;
}

/** The number that decided: of those that share the outcome, the one that is farthest from what it should be. */
export function decisive({ outcome, deciding }: ExpectationView): DecidingView | undefined {
  const sharing = deciding.filter((numbers) => numbers.outcome === outcome);
  const distance = ({ value, bound }: DecidingView) => Math.abs((value ?? 0) - (bound ?? 0));
  return sharing.sort((a, b) => distance(b) - distance(a))[0];
}

const SCALES: Readonly<Record<string, readonly { factor: number; unit: string }[]>> = {
  s: [
    { factor: 1, unit: 's' },
    { factor: 1e-3, unit: 'ms' },
    { factor: 1e-6, unit: 'µs' },
  ],
  B: [
    { factor: 1e9, unit: 'GB' },
    { factor: 1e6, unit: 'MB' },
    { factor: 1e3, unit: 'kB' },
    { factor: 1, unit: 'B' },
  ],
  '%': [{ factor: 1e-2, unit: '%' }],
};

/** At most three significant digits, in the unit of a scale that suits: `612 ms`, `1.23 s`, `4 MB`, `12 %`. */
export function quantityText(value: number, unit: string): string {
  const scales = SCALES[unit] ?? [{ factor: 1, unit }];
  const fitting = scales.find(({ factor }) => Math.abs(value) >= factor) ?? scales[scales.length - 1];
  const scale = value === 0 ? (scales.find(({ factor }) => factor === 1) ?? fitting) : fitting;
  const scaled = value / scale.factor;
  const digits = Math.abs(scaled) >= 100 ? Math.round(scaled) : Number(scaled.toPrecision(3));
  return `${digits} ${scale.unit}`.trimEnd();
}

function endText(end: number | null, unit: string, unlimited: string): string {
  return end === null ? unlimited : quantityText(end, unit);
}
