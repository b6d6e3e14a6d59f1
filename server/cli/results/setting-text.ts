import { terminalText } from '../../protocol/plain-text.js';

/** Digits that a change of the unit leaves exact. */
const DIGITS = 15;

const SCALES: Record<string, readonly { from: number; factor: number; unit: string }[]> = {
  s: [
    { from: 60, factor: 1 / 60, unit: 'min' },
    { from: 1, factor: 1, unit: 's' },
    { from: 0, factor: 1000, unit: 'ms' },
  ],
  B: [
    { from: 1e9, factor: 1e-9, unit: 'GB' },
    { from: 1e6, factor: 1e-6, unit: 'MB' },
    { from: 1e3, factor: 1e-3, unit: 'kB' },
    { from: 0, factor: 1, unit: 'B' },
  ],
};

/** A value that was set, not measured: `1.5 MB` or `250 ms`, with all of its digits; words unchanged. */
export function settingText(value: string, unit: string): string {
  const size = Number(value);
  const scale = SCALES[unit]?.find(({ from, unit: shown }) => size >= from && (shown !== 'min' || size % 60 === 0));
  return scale ? `${Number((size * scale.factor).toPrecision(DIGITS))} ${scale.unit}` : terminalText(value);
}
