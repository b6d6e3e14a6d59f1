import type { Arrivals } from '../model/scenario.js';
import { cosineOfTurns, exp } from './elementary.js';

/** Seconds of a day. */
export const SECONDS_PER_DAY = 86_400;

/** A rate with a daily cycle: lowest at midnight, highest at noon. */
export type Daily = Extract<Arrivals, { kind: 'daily' }>;

/** The rate of a cycle at a time since the start of the run. @returns tx/s */
export type DailyRate = (seconds: number) => number;

/**
 * The rate over the day: a cosine around the mean if the peak is at most twice the mean. A cosine with a higher peak would
 * fall below zero; the rate then follows the density of the circular normal distribution (von Mises 1918).
 */
export function dailyRate({ mean, peak, begins = 0, weekend = 1, day = 1 }: Daily): DailyRate {
  const concentration = peak > 2 * mean ? concentrationOf(peak / mean) : 0;
  return (seconds) => {
    const time = seconds + begins;
    const height = -cosineOfTurns(time / SECONDS_PER_DAY);
    const rate = concentration === 0 ? mean + (peak - mean) * height : peak * exp(concentration * (height - 1));
    const weekday = (Math.floor(time / SECONDS_PER_DAY) + day - 1) % 7;
    return weekday >= 5 ? rate * weekend : rate;
  };
}

/** Number of angles for a mean over the circle: over a whole period the trapezoidal rule is exact up to rounding. */
const ANGLES = 512;

/** The concentration with which a circular normal density is `ratio` times its mean at the peak. @param ratio above 1 */
function concentrationOf(ratio: number): number {
  let [low, high] = [0, ratio * ratio];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    let mean = 0;
    for (let angle = 0; angle < ANGLES; angle++) mean += exp(middle * (cosineOfTurns(angle / ANGLES) - 1)) / ANGLES;
    if (mean * ratio > 1) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Parts of a day for the integration of a rate. */
const PARTS = 1440;

/** Mean number of arrivals from the start of a run until a time in s: whole days, and the rest by Simpson's rule. */
export function expectedDaily(daily: Daily, until: number): number {
  const { mean, begins = 0, weekend = 1, day = 1 } = daily;
  const rate = dailyRate(daily);
  const untilMidnight = Math.min(until, SECONDS_PER_DAY - begins);
  let expected = integral(rate, 0, untilMidnight);
  let time = untilMidnight;
  for (let index = 1; time + SECONDS_PER_DAY <= until; index++, time += SECONDS_PER_DAY)
    expected += mean * SECONDS_PER_DAY * ((index + day - 1) % 7 >= 5 ? weekend : 1);
  return expected + integral(rate, time, until);
}

/** Integral of a rate within one day; times in s. */
function integral(rate: DailyRate, from: number, to: number): number {
  if (to <= from) return 0;
  const step = (to - from) / PARTS;
  // Midnight belongs to the next day, whose rate may be another one.
  const end = to - step * 1e-9;
  let sum = rate(from) + rate(end);
  for (let part = 1; part < PARTS; part++) sum += rate(from + part * step) * (part % 2 === 1 ? 4 : 2);
  return (sum * step) / 3;
}
