import { describe, expect, test } from 'vitest';
import { SECONDS_PER_DAY } from '../../../engine/kernel/daily.js';
import { expectedArrivals } from '../../../engine/kernel/expected-arrivals.js';
import { streamKey } from '../../../engine/kernel/streams.js';
import type { Arrivals } from '../../../engine/model/scenario.js';
import { arrivalProcess } from '../../../engine/primary/arrivals.js';
import { chiSquareTail, kolmogorovSmirnovTail } from '../kernel/goodness-of-fit.js';

/** Times of arrival up to `until`, s. */
function times(arrivals: Arrivals, until: number, seed = 1): number[] {
  const process = arrivalProcess(arrivals, streamKey(seed, 0, 'arrivals'));
  const found: number[] = [];
  for (let time = process.next() / 1e9; time <= until; time = process.next() / 1e9) found.push(time);
  return found;
}

function momentsOf(values: readonly number[]) {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const central = (power: number) => values.reduce((sum, value) => sum + (value - mean) ** power, 0) / n;
  return { mean, variance: central(2), fourth: central(4) };
}

/**
 * Probability of gaps at least as far from theory. `expected` is the expected number of arrivals until a time; on this
 * scale every Poisson process has unit exponential gaps (Brown et al. 2002).
 */
function rescaledTail(found: readonly number[], expected: (time: number) => number): number {
  const scaled = found.map(expected);
  const gaps = Float64Array.from(scaled, (value, i) => value - (i > 0 ? scaled[i - 1] : 0));
  return kolmogorovSmirnovTail(gaps, (gap) => 1 - Math.exp(-gap));
}

const bursts = { kind: 'bursts', low: 20, high: 200, meanLow: 8, meanHigh: 2 } as const;
const steps: Arrivals = {
  kind: 'steps',
  steps: [
    { rate: 100, duration: 60 },
    { rate: 0, duration: 30 },
    { rate: 400, duration: 30 },
    { rate: 50, duration: 10 },
  ],
};
const daily: Arrivals = { kind: 'daily', mean: 0.5, peak: 0.9 };

describe('bursts', () => {
  /** Independent runs of 5 s, each in the stationary state of the process from the start. */
  const counts = Array.from({ length: 6000 }, (_, seed) => times(bursts, 5, seed + 1).length);
  const { mean, variance, fourth } = momentsOf(counts);

  test('have their mean rate from the start', () => {
    const expected = expectedArrivals(bursts, 5);
    expect(expected).toBe(280);
    expect(Math.abs(mean - expected)).toBeLessThan(4 * Math.sqrt(variance / counts.length));
  });

  test('have the index of dispersion of the process with two states', () => {
    // Heffes and Lucantoni (1986), equation 4, with the rates of leaving each state.
    const leaveLow = 1 / bursts.meanLow;
    const leaveHigh = 1 / bursts.meanHigh;
    const leave = leaveLow + leaveHigh;
    const swing = (bursts.high - bursts.low) ** 2 * leaveLow * leaveHigh;
    const rate = bursts.low * leaveHigh + bursts.high * leaveLow;
    const dispersion = 1 + ((2 * swing) / (leave * leave * rate)) * (1 - (1 - Math.exp(-leave * 5)) / (leave * 5));
    expect(dispersion).toBeGreaterThan(50);
    const error = Math.sqrt((fourth - variance * variance) / counts.length) / mean;
    expect(Math.abs(variance / mean - dispersion)).toBeLessThan(4 * error);
  });

  test('pause between bursts where the low rate is zero', () => {
    const found = times({ ...bursts, low: 0 }, 1000);
    const pauses = found.filter((time, i) => i > 0 && time - found[i - 1] > 1);
    expect(pauses.length).toBeGreaterThan(50);
  });
});

describe('steps', () => {
  test('have the rate of each step, and keep the last', () => {
    const found = times(steps, 400);
    const between = (from: number, to: number) => found.filter((time) => time > from && time <= to).length;
    expect(between(60, 90)).toBe(0);
    for (const [from, to, rate] of [
      [0, 60, 100],
      [90, 120, 400],
      [120, 400, 50],
    ])
      expect(Math.abs(between(from, to) - rate * (to - from))).toBeLessThan(4 * Math.sqrt(rate * (to - from)));
  });

  test('are Poisson within and across the steps', () => {
    expect(rescaledTail(times(steps, 400), (time) => expectedArrivals(steps, time))).toBeGreaterThan(1e-3);
  });

  test('that end at rate zero end', () => {
    const ending: Arrivals = {
      kind: 'steps',
      steps: [
        { rate: 10, duration: 5 },
        { rate: 0, duration: 1 },
      ],
    };
    const found = times(ending, 1e9);
    expect(found.length).toBeGreaterThan(0);
    expect(Math.max(...found)).toBeLessThanOrEqual(5);
  });
});

describe('daily', () => {
  test('swing around the mean, lowest at the start and highest at noon', () => {
    const found = times(daily, SECONDS_PER_DAY);
    const hours = 24;
    const observed = new Array<number>(hours).fill(0);
    for (const time of found) observed[Math.floor((time / SECONDS_PER_DAY) * hours)]++;
    const until = Array.from({ length: hours + 1 }, (_, hour) =>
      expectedArrivals(daily, (hour * SECONDS_PER_DAY) / hours),
    );
    const total = found.length / until[hours];
    const expected = observed.map((_, hour) => (until[hour + 1] - until[hour]) * total);
    expect(chiSquareTail(observed, expected)).toBeGreaterThan(1e-3);
    expect(expected[0]).toBeCloseTo(Math.min(...expected), 9);
    expect(Math.max(observed[11], observed[12])).toBeGreaterThan(6 * Math.max(observed[0], observed[23]));
  });

  test('are Poisson: thinning leaves no trace', () => {
    expect(rescaledTail(times(daily, 2 * SECONDS_PER_DAY), (time) => expectedArrivals(daily, time))).toBeGreaterThan(
      1e-3,
    );
  });

  test('have the mean of the day, whatever the peak', () => {
    expect(expectedArrivals(daily, SECONDS_PER_DAY)).toBeCloseTo(0.5 * SECONDS_PER_DAY, 6);
    const found = times({ ...daily, peak: 1 }, SECONDS_PER_DAY).length;
    expect(Math.abs(found - 0.5 * SECONDS_PER_DAY)).toBeLessThan(4 * Math.sqrt(0.5 * SECONDS_PER_DAY));
  });
});

describe('daily with a high peak, on some days of the week and from some hour on', () => {
  const working = { kind: 'daily' as const, mean: 0.5, peak: 3, begins: 8 * 3600, weekend: 0.2, day: 5 };

  test('have their mean on a working day, their share of it at weekends, and their peak at noon', () => {
    const of = (day: number, hour: number) => expectedArrivals(working, (24 * day + hour - 8) * 3600);
    // The run starts on the fifth day at eight: the first midnight begins the weekend, the third one a working week.
    expect(of(2, 0) - of(1, 0)).toBeCloseTo(0.2 * 0.5 * SECONDS_PER_DAY, 3);
    expect(of(3, 0) - of(2, 0)).toBeCloseTo(0.2 * 0.5 * SECONDS_PER_DAY, 3);
    expect(of(4, 0) - of(3, 0)).toBeCloseTo(0.5 * SECONDS_PER_DAY, 3);
    expect((of(3, 12) - of(3, 11.99)) / 36).toBeCloseTo(3, 2);
  });

  test('are Poisson: thinning leaves no trace', () => {
    const quiet = { ...working, mean: 0.005, peak: 0.03 };
    expect(rescaledTail(times(quiet, 2 * SECONDS_PER_DAY), (time) => expectedArrivals(quiet, time))).toBeGreaterThan(
      1e-3,
    );
  });

  test('follow the same cosine as without weekdays where the peak is at most twice the mean', () => {
    const plain: Arrivals = { kind: 'daily', mean: 0.5, peak: 0.9 };
    const spelled: Arrivals = { ...plain, begins: 0, weekend: 1, day: 1 };
    expect(times(spelled, SECONDS_PER_DAY)).toEqual(times(plain, SECONDS_PER_DAY));
  });
});

test('a batch arrives at once, with its given size, at independent moments', () => {
  const batches: Arrivals = { kind: 'batches', rate: 20, size: 5 };
  const found = times(batches, 2000);
  const moments = found.filter((_, index) => index % 5 === 0);
  for (const [index, time] of found.entries()) expect(time).toBe(moments[Math.floor(index / 5)]);
  expect(new Set(moments).size).toBe(moments.length);
  expect(rescaledTail(moments, (time) => time * 4)).toBeGreaterThan(1e-3);
  expect(expectedArrivals(batches, 100)).toBe(2000);
});

test('a trace is what was recorded, and nothing after it', () => {
  expect(times({ kind: 'trace', times: [0, 0.25, 0.25, 7.123456789] }, 1e9)).toEqual([0, 0.25, 0.25, 7.123456789]);
});

describe('every process', () => {
  const all: Arrivals[] = [{ kind: 'poisson', rate: 30 }, bursts, steps, daily, { kind: 'trace', times: [1, 2, 3] }];

  test.each(all.map((arrivals) => [arrivals.kind, arrivals] as const))('%s goes forward in time', (_, arrivals) => {
    const found = times(arrivals, 500);
    expect(found.length).toBeGreaterThan(1);
    expect(found.every((time, i) => i === 0 || time >= found[i - 1])).toBe(true);
  });

  test.each(all.map((arrivals) => [arrivals.kind, arrivals] as const))(
    '%s has as many arrivals as expected',
    (_, arrivals) => {
      const counts = Array.from({ length: 200 }, (_run, seed) => times(arrivals, 300, seed).length);
      const { mean, variance } = momentsOf(counts);
      const slack = 4 * Math.sqrt(variance / counts.length) + 1e-9;
      expect(Math.abs(mean - expectedArrivals(arrivals, 300))).toBeLessThan(slack);
    },
  );
});
