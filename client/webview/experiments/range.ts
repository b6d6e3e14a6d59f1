const STEPS = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/**
 * Where an axis from zero ends that is to hold `values`. Rounded up to few steps, so that the axis of a growing
 * experiment stays as it is while its figures settle.
 */
export function steadyTop(values: readonly number[]): number {
  const top = 1.04 * Math.max(0, ...values);
  return top === 0 ? 1 : roundedUp(top, STEPS);
}

/** Leaves the outermost marks whole. */
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
