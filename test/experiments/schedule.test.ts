import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Replications } from '../../engine/model/experiment.js';
import { type CellPlace, Schedule } from '../../server/experiments/schedule.js';

const UNTIL: Replications = {
  kind: 'until',
  confidence: 0.95,
  statistic: { kind: 'constant', value: 1 },
  tolerance: 0.1,
  most: 9,
};

/** Runs a schedule to its end, with `jobs` replications in parallel that finish in an order given by `choose`. */
function workedOff(schedule: Schedule, jobs: number, choose: (running: number) => number): CellPlace[] {
  const running: CellPlace[] = [];
  const done: CellPlace[] = [];
  for (;;) {
    const place = running.length < jobs ? schedule.next() : undefined;
    if (place) {
      running.push(place);
      continue;
    }
    if (running.length === 0) return done;
    const [finished] = running.splice(choose(running.length) % running.length, 1);
    done.push(finished);
    schedule.finished(finished);
  }
}

describe('the schedule of an experiment', () => {
  it('has every replication of every point once, one for each point before the next', () => {
    const schedule = new Schedule(2, { kind: 'fixed', count: 3 }, () => true);
    expect(schedule.expected).toBe(6);
    expect(workedOff(schedule, 1, () => 0)).toEqual([
      { point: 0, replication: 0 },
      { point: 1, replication: 0 },
      { point: 0, replication: 1 },
      { point: 1, replication: 1 },
      { point: 0, replication: 2 },
      { point: 1, replication: 2 },
    ]);
    expect(schedule.counts()).toEqual([3, 3]);
  });

  it('checks from the fifth replication on whether these suffice, and stops at the most', () => {
    const asked: [number, number][] = [];
    const schedule = new Schedule(2, UNTIL, (point, replications) => {
      asked.push([point, replications]);
      return point === 0 && replications === 6;
    });
    workedOff(schedule, 2, () => 0);
    expect(schedule.counts()).toEqual([6, 9]);
    expect(asked.filter(([point]) => point === 0)).toEqual([
      [0, 5],
      [0, 6],
    ]);
    expect(schedule.expected).toBe(15);
  });

  it('is the same whichever cell is finished first, with any number of threads', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
        (jobs, order) => {
          let step = 0;
          const schedule = new Schedule(3, UNTIL, (point, replications) => replications >= 5 + 2 * point);
          const done = workedOff(schedule, jobs, () => order[step++ % order.length]);
          expect(schedule.counts()).toEqual([5, 7, 9]);
          expect(new Set(done.map(({ point, replication }) => `${point}/${replication}`)).size).toBe(21);
        },
      ),
      { seed: 20261130 },
    );
  });
});
