import { quantile } from '../../engine/measurement/quantile.js';

/** A module of the form that `runInChromium` expects: plain data in, plain data out. */
export function quartiles(values: number[]): number[] {
  return [0.25, 0.5, 0.75].map((p) => quantile(Float64Array.from(values), p));
}
