import { beforeAll, describe, expect, it } from 'vitest';
import type { Results } from '../../engine/model/results.js';
import { prepare, Simulation } from '../../engine/simulation.js';
import { progressMeter } from '../../server/runs/progress.js';
import { runInSlices, type Sliceable } from '../../server/runs/slices.js';
import { constantTopology } from '../engine/network/open-network.js';
import { baseline } from '../engine/scenarios.js';
import { baselineScenario, syntheticResults } from '../view/synthetic-results.js';

const scenario = baselineScenario({ seconds: 10 });
const results: Results = syntheticResults(scenario);

/** A simulation with this many events, in steps of three. */
function counting(total: number, onAdvance: (events: number) => void = () => {}) {
  let events = 0;
  const simulation: Sliceable = {
    advance(_until, most = Number.POSITIVE_INFINITY) {
      const target = Math.min(total, events + most);
      const before = events;
      while (events < target) events += 3;
      onAdvance(events - before);
      return events >= total;
    },
    progress: () => ({ simulatedSeconds: events / 1000, events }),
    mostEventsInStep: 3,
    results: () => ({ ...results, events, complete: events >= total }),
  };
  return simulation;
}

beforeAll(prepare);

describe('a run in slices', () => {
  it('runs to the end', () => {
    const run = runInSlices(counting(100_000), { stopRequested: () => false, now: () => 0 });
    expect(run.events).toBeGreaterThanOrEqual(100_000);
    expect(run.complete).toBe(true);
  });

  it('stops between two slices and gives the results so far', () => {
    const simulation = counting(1e9);
    const hasEnough = () => simulation.progress().events >= 500;
    const run = runInSlices(simulation, { stopRequested: hasEnough, now: () => 0 });
    expect(run.complete).toBe(false);
    expect(run.events).toBeGreaterThanOrEqual(500);
    expect(run.events).toBeLessThan(5000);
  });

  it('ends at the same event as a stopped run, whatever the slices', () => {
    const simulation = counting(1e9);
    const hasEnough = () => simulation.progress().events >= 5000;
    const clock = () => simulation.progress().events / 50;
    const stopped = runInSlices(simulation, { stopRequested: hasEnough, now: clock });
    const repeat = runInSlices(counting(1e9), {
      stopRequested: () => false,
      stopAfterEvents: stopped.events,
      now: () => 0,
    });
    expect(repeat.events).toBe(stopped.events);
  });

  it('also does so if one step counts for many events, because a node is notified of a quorum instead of every vote', () => {
    const uneven = (): Sliceable => {
      let steps = 0;
      const counted = () => steps + 600 * Math.floor(steps / 7);
      return {
        advance(_until, most = Number.POSITIVE_INFINITY) {
          steps += most;
          return false;
        },
        progress: () => ({ simulatedSeconds: steps, events: counted() }),
        mostEventsInStep: 601,
        results: () => ({ ...results, events: counted(), complete: false }),
      };
    };
    const original = uneven();
    original.advance(0, 123_457);
    const { events } = original.progress();
    const repeat = runInSlices(uneven(), { stopRequested: () => false, stopAfterEvents: events, now: () => 0 });
    expect(repeat.events).toBe(events);
  });

  it('knows how many events a step may count for, up to thousands', () => {
    const simulation = new Simulation(baseline({ duration: 60, topology: constantTopology(100) }));
    let most = 0;
    let before = 0;
    for (let step = 0; step < 2000; step++) {
      simulation.advance(Number.POSITIVE_INFINITY, 1);
      const { events } = simulation.progress();
      most = Math.max(most, events - before);
      before = events;
    }
    expect(most).toBeGreaterThan(4000);
    expect(most).toBeLessThanOrEqual(simulation.mostEventsInStep);
  });

  it('shrinks slices that take long and grows those that are quick', () => {
    const sizes: number[] = [];
    let clock = 0;
    const slow = counting(30_000, (events) => {
      sizes.push(events);
      clock += events / 10;
    });
    runInSlices(slow, { stopRequested: () => false, now: () => clock });
    expect(sizes[0]).toBeLessThan(150);
    expect(sizes[10]).toBeGreaterThan(150);
    expect(sizes[10]).toBeLessThan(300);
  });

  it('shrinks to single events, and ends a slice with an event that sends a million copies', () => {
    const asked: [events: number | undefined, copies: number | undefined][] = [];
    let clock = 0;
    const simulation: Sliceable = {
      ...counting(1e9),
      advance(_until, events, copies) {
        asked.push([events, copies]);
        clock += 5000;
        return asked.length === 20;
      },
    };
    runInSlices(simulation, { stopRequested: () => false, now: () => clock });
    expect(asked.at(-1)).toEqual([1, 1e6]);
  });
});

describe('progress', () => {
  it('reports the pace so far and the time left', () => {
    expect(progressMeter(3600).progress({ simulatedSeconds: 900, events: 45_000 }, 1.5)).toEqual({
      simulatedSeconds: 900,
      duration: 3600,
      events: 45_000,
      wallSeconds: 1.5,
      eventsPerSecond: 30_000,
      secondsLeft: 4.5,
    });
  });

  it('reports no time left before there is a pace', () => {
    expect(progressMeter(3600).progress({ simulatedSeconds: 0, events: 0 }, 0).secondsLeft).toBeUndefined();
  });

  it('estimates the time left by whole intervals if twins look ahead while simulated time stands still', () => {
    const { progress } = progressMeter(110);
    const left = (simulatedSeconds: number, lookAheadIntervals: number, wallSeconds: number) =>
      progress({ simulatedSeconds, events: 0, lookAheadRuns: 0, lookAheadIntervals }, wallSeconds).secondsLeft;
    // Ten simulated seconds take one, and the end of each interval of 20 s takes ten more: 61 in all.
    expect([left(10, 0, 1), left(20, 1, 2), left(20, 1, 12), left(39, 1, 13.9)]).toEqual(new Array(4).fill(undefined));
    const pace = 12 / 20;
    expect(left(40, 2, 14)).toBeCloseTo(pace * 70);
    expect(left(40, 2, 24)).toBeCloseTo(pace * 70 - 10);
    expect(left(60, 3, 26)).toBeCloseTo(pace * 50);
    // An end that has taken 20 s so far, longer than the others.
    expect(left(60, 3, 46)).toBeCloseTo(((24 + 20) / 60) * 50 - 20);
    expect(left(100, 5, 200)).toBeLessThan(200);
    expect(left(110, 5, 260)).toBe(0);
  });
});
