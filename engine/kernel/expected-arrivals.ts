import type { Arrivals } from '../model/scenario.js';
import { expectedDaily, SECONDS_PER_DAY } from './daily.js';

/** Mean number of transactions submitted from the start of a run until a time in s. */
export function expectedArrivals(arrivals: Arrivals, until: number): number {
  switch (arrivals.kind) {
    case 'poisson':
    case 'batches':
      return arrivals.rate * until;
    case 'bursts': {
      const { low, high, meanLow, meanHigh } = arrivals;
      return ((low * meanLow + high * meanHigh) / (meanLow + meanHigh)) * until;
    }
    case 'steps':
      return throughSteps(arrivals.steps, until);
    case 'daily': {
      const { mean, peak, begins = 0, weekend = 1 } = arrivals;
      if (peak > 2 * mean || begins > 0 || weekend < 1) return expectedDaily(arrivals, until);
      const turn = (2 * Math.PI) / SECONDS_PER_DAY;
      return mean * until - ((peak - mean) / turn) * Math.sin(turn * until);
    }
    case 'trace': {
      const { times, period } = arrivals;
      const upTo = (end: number) => times.filter((time) => time <= end).length;
      if (period === undefined) return upTo(until);
      const rounds = Math.floor(until / period);
      return rounds * times.length + upTo(until - rounds * period);
    }
  }
}

function throughSteps(steps: readonly { rate: number; duration: number }[], until: number): number {
  let expected = 0;
  let start = 0;
  steps.forEach(({ rate, duration }, index) => {
    const end = index === steps.length - 1 ? until : Math.min(until, start + duration);
    expected += rate * Math.max(0, end - start);
    start += duration;
  });
  return expected;
}
