const thousands = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** A whole number with a comma every three digits. */
export function countText(value: number): string {
  return thousands.format(value);
}

/** At least three significant digits and no exponent: 0.0123, 1.23, 12.3, 1,235. */
export function figureText(value: number): string {
  const size = Math.abs(value);
  if (size >= 100 || value === 0) return countText(value);
  return value.toFixed(Math.min(9, 2 - Math.floor(Math.log10(size))));
}

const PREFIXES = [
  { factor: 1e12, prefix: 'T' },
  { factor: 1e9, prefix: 'G' },
  { factor: 1e6, prefix: 'M' },
  { factor: 1e3, prefix: 'k' },
];

/** A number with three significant digits and a decimal prefix: `12.3 MB`, `4.56 M`. */
export function scaledText(value: number, unit: string): string {
  const scale = PREFIXES.find(({ factor }) => Math.abs(value) >= factor);
  const text = scale ? `${figureText(value / scale.factor)} ${scale.prefix}${unit}` : `${countText(value)} ${unit}`;
  return text.trim();
}

/** The format of times in one table: one unit and one number of decimals for all, so that they compare at a glance. */
export interface TimeScale {
  unit: 's' | 'ms';
  text: (seconds: number | null) => string;
}

/** Milliseconds if all are below a second, else seconds. */
export function timeScale(largest: number): TimeScale {
  const milliseconds = largest < 1;
  const decimals = milliseconds ? (largest < 0.01 ? 3 : 1) : largest < 100 ? 3 : 1;
  return {
    unit: milliseconds ? 'ms' : 's',
    text: (seconds) => (seconds === null ? '–' : (milliseconds ? seconds * 1000 : seconds).toFixed(decimals)),
  };
}
