import type { StatisticName } from '../model/expression.js';
import { moments } from './moments.js';
import { ascending, quantile } from './quantile.js';

/** Statistics that are a quantile of definition R-7, by name. */
export const QUANTILES: Partial<Record<StatisticName, number>> = {
  min: 0,
  p5: 0.05,
  p25: 0.25,
  median: 0.5,
  p75: 0.75,
  p90: 0.9,
  p95: 0.95,
  p99: 0.99,
  max: 1,
};

/**
 * A statistic of samples. The count of samples is their number, and their rate that number per second.
 *
 * @param seconds duration of the measurement
 * @returns NaN if it is undefined, such as the mean of no samples
 */
export function statisticOf(name: StatisticName, samples: Float64Array, seconds: number): number {
  const p = QUANTILES[name];
  if (p !== undefined) return quantile(ascending(samples), p);
  switch (name) {
    case 'mean':
      return moments(samples).mean;
    case 'sd':
      return moments(samples).sd;
    case 'rate':
      return perSecond(samples.length, seconds);
    default:
      return samples.length;
  }
}

/** A statistic of a counter, whose one sample is its total. */
export function statisticOfTotal(name: StatisticName, total: number, seconds: number): number {
  if (name === 'rate') return perSecond(total, seconds);
  return name === 'sd' ? Number.NaN : total;
}

/** A count as a rate. @returns NaN if no time was measured */
export function perSecond(count: number, seconds: number): number {
  return seconds > 0 ? count / seconds : Number.NaN;
}
