import type { Progress } from '../../engine/model/results.js';

/** The progress of a run. */
export interface RunProgress {
  simulatedSeconds: number;
  /** Simulated seconds that the run will have. */
  duration: number;
  events: number;
  /** Real seconds since the simulation began. */
  wallSeconds: number;
  /** Over the whole run so far. */
  eventsPerSecond: number;
  /** Real seconds that are left at the pace so far; undefined while there is none. */
  secondsLeft?: number;
  /** Runs in which twins have looked ahead; absent if none does. */
  lookAheadRuns?: number;
}

/** Follows a run. */
export interface ProgressMeter {
  /** Is to be told of the run often: of every end of an interval, if twins look ahead. */
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
 * Real seconds that are left. Where twins look ahead, nearly all of the time passes at the ends of intervals while simulated
 * time stands still, so that the pace is that of whole intervals, from one end to another; there is none before the second.
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
  // What follows the latest end counts as soon as it takes longer than the intervals before.
  const secondsEach = Math.max(taken / simulated, (taken + since) / (simulated + interval));
  return Math.max(0, secondsEach * (duration - latest.simulatedSeconds) - since);
}
