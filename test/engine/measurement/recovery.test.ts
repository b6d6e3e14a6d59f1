import { describe, expect, test } from 'vitest';
import { metricsOf } from '../../../engine/measurement/metrics.js';
import { recoveries } from '../../../engine/measurement/recovery.js';
import { toArray } from '../../../engine/measurement/samples.js';
import type { Fault, FaultAtom } from '../../../engine/model/faults.js';
import { baseline } from '../scenarios.js';

const crash = (from: number, to: number): FaultAtom => ({ kind: 'crash', nodes: [0], losesVotes: false, from, to });
const split = (from: number, to: number): FaultAtom => ({
  kind: 'partition',
  sides: [[0], [1]],
  oneWay: false,
  from,
  to,
});
const loss: FaultAtom = { kind: 'drop', share: 0.1, from: 0, to: 20 };

function found(faults: FaultAtom[], times: number[][], warmup = 0): number[] {
  const pieces = times.map((piece) => Float64Array.from(piece));
  return [...toArray(recoveries({ faults, simulatedSeconds: 100, warmup }, pieces))];
}

describe('recovery', () => {
  test('lasts from the end of each crash and partition until the next block, in whichever piece of the table it is', () => {
    const faults = [split(30, 40), crash(5, 10)];
    expect(
      found(faults, [
        [4, 9, 10],
        [12, 39],
        [47, 50],
      ]),
    ).toEqual([2, 7]);
  });

  test('counts two faults that end together once; one block may follow both', () => {
    expect(found([crash(5, 10), split(6, 10), crash(7, 11)], [[13]])).toEqual([3, 2]);
  });

  test('excludes faults that end with the run, in the warm-up, or after the last block, and every other kind', () => {
    expect(found([crash(5, 100), crash(5, 10), split(60, 90), loss], [[12, 50]], 20)).toEqual([]);
  });

  test('is measured only where a crash or a partition ends', () => {
    const names = (faults?: Fault[]) => metricsOf(baseline({ duration: 60, faults })).map(({ name }) => name);
    const down = (to: number): Fault => ({
      kind: 'crash',
      nodes: [{ kind: 'nodes', count: 1 }],
      losesVotes: false,
      from: 5,
      to,
    });
    expect(names([down(10)])).toEqual(expect.arrayContaining(['primary.recovery', 'management.recovery']));
    for (const faults of [undefined, [down(60)]]) expect(names(faults)).not.toContain('primary.recovery');
  });
});
