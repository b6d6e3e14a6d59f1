import { expect } from 'vitest';
import { STATISTICS, type StatisticName } from '../../../engine/model/expression.js';

/** Every statistic that is computed from samples. */
export const STATISTICS_OF_SAMPLES = STATISTICS.filter((name) => name !== 'total');

/** A statistic by its textbook definition; quantiles are R-7. */
export function textbookStatistic(name: StatisticName, samples: readonly number[], seconds: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const n = sorted.length;
  const mean = samples.reduce((sum, value) => sum + value, 0) / n;
  const at = (p: number) => {
    if (n === 0) return Number.NaN;
    const place = (n - 1) * p;
    const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
    return low + (high - low) * (place - Math.floor(place));
  };
  if (name === 'count') return n;
  if (name === 'rate') return n / seconds;
  if (name === 'mean') return mean;
  if (name === 'sd') {
    return n < 2 ? Number.NaN : Math.sqrt(samples.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1));
  }
  if (name === 'median') return at(0.5);
  if (name === 'min') return at(0);
  return name === 'max' ? at(1) : at(Number(name.slice(1)) / 100);
}

/** The statistic of a counter. Its total is its only sample. */
export function textbookStatisticOfTotal(name: StatisticName, total: number, seconds: number): number {
  if (name === 'rate') return total / seconds;
  return name === 'sd' ? Number.NaN : total;
}

/** Expects two numbers to agree in nine digits, or both to be NaN. */
export function expectEqual(found: number, expected: number): void {
  if (Number.isNaN(expected)) expect(found).toBeNaN();
  else expect(found).toBeCloseTo(expected, 9);
}
