import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { prepare } from '../../../engine/simulation.js';
import { followed, randomSchedule } from './random-schedules.js';

beforeAll(prepare);

// A schedule that breaks this is a fault of the engine: `npx vitest run test/engine/faults -t healing` repeats it.
it('up to f failing nodes on either chain break nothing, whatever else goes wrong, and the run comes back after healing', () => {
  fc.assert(
    fc.property(randomSchedule, (scenario) => {
      expect(followed(scenario)).toEqual({ violations: [], behind: [], isDeciding: true, isAgreeing: true });
    }),
    { seed: 20261130, numRuns: 8, endOnFailure: true },
  );
}, 120_000);
