import type { Progress, Results } from '../../engine/model/results.js';

/** A simulation that can be run in slices; the engine's `Simulation` is one. */
export interface Sliceable {
  /** Simulates up to a time, a number of events or of copies, whichever comes first. True when the run is over. */
  advance(untilSeconds: number, maxEvents?: number, maxTransmissions?: number): boolean;
  progress(): Progress;
  /** The largest number of events that one step may count for. */
  readonly mostEventsInStep: number;
  results(): Results;
}

export interface SliceOptions {
  /** Called between slices; if true, the run ends there and keeps its results. */
  stopRequested: () => boolean;
  /** Called between slices. */
  onSlice?: (progress: Progress) => void;
  /** Ends the run after exactly this many events, as a repeated run was stopped there. */
  stopAfterEvents?: number;
  /** Monotonic clock, ms. */
  now: () => number;
}

/** Real time that a slice should take, ms: a request to stop waits for one slice at most. */
const SLICE = 20;
const FIRST_SLICE_EVENTS = 100;
const LEAST_SLICE_EVENTS = 1;

/** One event may send millions of copies, so a slice is also limited by copies. */
const SLICE_TRANSMISSIONS = 1e6;

/** Runs a simulation until its end or until it is stopped, in slices of about {@link SLICE} ms. */
export function runInSlices(simulation: Sliceable, options: SliceOptions): Results {
  const limit = options.stopAfterEvents ?? Number.POSITIVE_INFINITY;
  let events = FIRST_SLICE_EVENTS;
  let done = 0;
  while (done < limit && !options.stopRequested()) {
    const began = options.now();
    const most = Math.min(events, stepsWithin(limit - done, simulation.mostEventsInStep));
    if (simulation.advance(Number.POSITIVE_INFINITY, most, SLICE_TRANSMISSIONS)) break;
    const progress = simulation.progress();
    done = progress.events;
    options.onSlice?.(progress);
    events = nextSlice(events, options.now() - began);
  }
  return simulation.results();
}

/** Number of steps that count at most `left` events; the last steps are executed one by one. */
function stepsWithin(left: number, mostEventsInStep: number): number {
  return Number.isFinite(left) ? Math.max(1, Math.floor(left / mostEventsInStep)) : left;
}

/** Adapts the size of slices to the time they should take, at most by half or double at once. */
function nextSlice(events: number, took: number): number {
  const factor = Math.min(2, Math.max(0.5, SLICE / Math.max(took, 0.1)));
  return Math.max(LEAST_SLICE_EVENTS, Math.round(events * factor));
}
