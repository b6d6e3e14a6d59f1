const STEPS = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/**
 * The upper end of an axis from zero that contains `values`. It is rounded up to few steps, so that the axis stays the
 * same while the figures of a growing experiment settle.
 */
export function steadyTop(values: readonly number[]): number {
  const top = 1.04 * Math.max(0, ...values);
  return top === 0 ? 1 : roundedUp(top, STEPS);
}

/** Room for the outermost marks. */
const ROOM = 1.1;

/** Round ends of a logarithmic axis around positive values. */
export function logarithmicRange(values: readonly number[]): { min: number; max: number } {
  const steps = [1, 2, 5, 10];
  return { min: 1 / roundedUp(ROOM / Math.min(...values), steps), max: roundedUp(ROOM * Math.max(...values), steps) };
}

function roundedUp(value: number, steps: readonly number[]): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return (steps.find((step) => step * power >= value) ?? 10) * power;
}
