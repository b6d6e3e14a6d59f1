/** A mean with its standard error. */
export interface Estimate {
  mean: number;
  error: number;
}

/** The mean of independent samples. */
export function estimate(samples: ArrayLike<number>): Estimate {
  const n = samples.length;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += samples[i] / n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (samples[i] - mean) ** 2;
  return { mean, error: Math.sqrt(squares / (n - 1) / n) };
}

/** The mean of autocorrelated samples, with a standard error from the means of equally long batches. */
export function estimateByPieces(samples: ArrayLike<number>, pieces: number): Estimate {
  const length = Math.floor(samples.length / pieces);
  const all = Array.from(samples);
  const means = Array.from({ length: pieces }, (_, i) => estimate(all.slice(i * length, (i + 1) * length)).mean);
  return estimate(means);
}
