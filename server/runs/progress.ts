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

export function progressOf(
  simulatedSeconds: number,
  duration: number,
  events: number,
  wallSeconds: number,
  lookAheadRuns?: number,
): RunProgress {
  const pace = wallSeconds > 0 ? simulatedSeconds / wallSeconds : 0;
  return {
    simulatedSeconds,
    duration,
    events,
    wallSeconds,
    eventsPerSecond: wallSeconds > 0 ? events / wallSeconds : 0,
    secondsLeft: pace > 0 ? Math.max(0, duration - simulatedSeconds) / pace : undefined,
    ...(lookAheadRuns === undefined ? {} : { lookAheadRuns }),
  };
}
