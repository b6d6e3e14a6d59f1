import chiSquareCdf from '@stdlib/stats-base-dists-chisquare-cdf';

/**
 * Pearson's chi-squared test.
 * @returns the probability of counts at least as far from the expected ones
 */
export function chiSquareTail(observed: ArrayLike<number>, expected: ArrayLike<number>): number {
  let statistic = 0;
  for (let cell = 0; cell < observed.length; cell++) {
    statistic += (observed[cell] - expected[cell]) ** 2 / expected[cell];
  }
  return 1 - chiSquareCdf(statistic, observed.length - 1);
}

/**
 * Kolmogorov–Smirnov test against a continuous distribution function, by its large-sample limit.
 * @returns the probability of a sample at least as far from the distribution
 */
export function kolmogorovSmirnovTail(sample: Float64Array, cdf: (x: number) => number): number {
  const sorted = sample.slice().sort();
  const n = sorted.length;
  let distance = 0;
  for (let i = 0; i < n; i++) {
    const theory = cdf(sorted[i]);
    distance = Math.max(distance, theory - i / n, (i + 1) / n - theory);
  }
  const scaled = distance * (Math.sqrt(n) + 0.12 + 0.11 / Math.sqrt(n));
  let tail = 0;
  for (let k = 1; k <= 100; k++) tail += 2 * (-1) ** (k - 1) * Math.exp(-2 * k * k * scaled * scaled);
  return Math.min(1, Math.max(0, tail));
}

/** Correlation of a sequence with itself, `lag` values later. */
export function correlation(values: readonly number[], lag: number): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let product = 0;
  let square = 0;
  for (let i = 0; i < values.length; i++) {
    square += (values[i] - mean) ** 2;
    if (i >= lag) product += (values[i] - mean) * (values[i - lag] - mean);
  }
  return product / square;
}
