import type { Samples } from './samples.js';

/** Mean and standard deviation of a sample, by Welford's update: one pass, no cancellation. */
export interface Moments {
  n: number;
  mean: number;
  /** With n - 1 in the denominator; NaN below two values. */
  sd: number;
}

/** The moments of values. @returns mean NaN for an empty sample */
export function moments(values: Float64Array): Moments {
  return momentsOf([values]);
}

/** As {@link moments}, for samples in pieces. */
export function momentsOf(samples: Samples): Moments {
  let n = 0;
  let mean = 0;
  let squares = 0;
  for (const values of samples) {
    for (let i = 0; i < values.length; i++) {
      const delta = values[i] - mean;
      mean += delta / ++n;
      squares += delta * (values[i] - mean);
    }
  }
  return { n, mean: n > 0 ? mean : Number.NaN, sd: n > 1 ? Math.sqrt(squares / (n - 1)) : Number.NaN };
}
