import type { Progress } from '../../engine/model/results.js';

/** The progress of a run. */
export interface RunProgress {
  simulatedSeconds: number;
  /** Total simulated seconds of the run. */
  duration: number;
  events: number;
  /** Real seconds since the simulation began. */
  wallSeconds: number;
  /** Average over the run so far. */
  eventsPerSecond: number;
  /** Estimated real seconds left; undefined if there is no estimate yet. */
  secondsLeft?: number;
  /** Number of look-ahead runs so far; absent if no twin looks ahead. */
  lookAheadRuns?: number;
}

/** Measures the progress of a run. */
export interface ProgressMeter {
  /** Must be called often and, if twins look ahead, at the end of every interval. */
  progress(progress: Progress, wallSeconds: number): RunProgress;
}

/** @param duration of the run, simulated seconds */
export function progressMeter(duration: number): ProgressMeter {
  const secondsLeft = estimate(duration);
  return {
    progress({ simulatedSeconds, events, lookAheadRuns, lookAheadIntervals }, wallSeconds) {
      return {
        simulatedSeconds,
        duration,
        events,
        wallSeconds,
        eventsPerSecond: wallSeconds > 0 ? events / wallSeconds : 0,
        secondsLeft: secondsLeft({ simulatedSeconds, wallSeconds }, lookAheadIntervals),
        ...(lookAheadRuns === undefined ? {} : { lookAheadRuns }),
      };
    },
  };
}

interface Moment {
  simulatedSeconds: number;
  wallSeconds: number;
}

/** An end of an interval, and how many there had been by then. */
interface IntervalEnd extends Moment {
  intervals: number;
}

/**
 * Estimated real seconds left. If twins look ahead, nearly all real time passes at the ends of intervals while
 * simulated time stands still, so the pace is measured over whole intervals. There is no estimate before the second
 * end.
 */
function estimate(duration: number): (now: Moment, intervals?: number) => number | undefined {
  let first: IntervalEnd | undefined;
  let latest: IntervalEnd | undefined;
  return (now, intervals) => {
    if (intervals === undefined) return atPace(now, duration);
    if (intervals > (latest?.intervals ?? 0)) latest = { ...now, intervals };
    first ??= latest;
    return first && latest && latest.intervals > first.intervals
      ? byIntervals(first, latest, now, duration)
      : undefined;
  };
}

function atPace({ simulatedSeconds, wallSeconds }: Moment, duration: number): number | undefined {
  const pace = wallSeconds > 0 ? simulatedSeconds / wallSeconds : 0;
  return pace > 0 ? Math.max(0, duration - simulatedSeconds) / pace : undefined;
}

function byIntervals(first: IntervalEnd, latest: IntervalEnd, now: Moment, duration: number): number {
  const simulated = latest.simulatedSeconds - first.simulatedSeconds;
  const taken = latest.wallSeconds - first.wallSeconds;
  const since = now.wallSeconds - latest.wallSeconds;
  const interval = simulated / (latest.intervals - first.intervals);
  // The time since the latest end counts as soon as it exceeds that of earlier intervals.
  const secondsEach = Math.max(taken / simulated, (taken + since) / (simulated + interval));
  return Math.max(0, secondsEach * (duration - latest.simulatedSeconds) - since);
}
