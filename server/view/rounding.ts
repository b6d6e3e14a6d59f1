/** Seven significant digits: finer than any plot or table shows, and half the size of a full double in JSON. */
const DIGITS = 7;

export function rounded(value: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(DIGITS)) : 0;
}

/** Null for numbers that JSON cannot represent. */
export function roundedOrNull(value: number | null | undefined): number | null {
  return value === null || value === undefined || !Number.isFinite(value) ? null : rounded(value);
}

export function roundedAll(values: ArrayLike<number>): number[] {
  return Array.from(values, rounded);
}
