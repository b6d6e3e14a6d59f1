import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { PROTOCOLS } from '../../../engine/consensus/protocols.js';
import { prepare } from '../../../engine/simulation.js';
import { crashBetweenSplitVotes, followed, lateLeaders, randomSchedule } from './random-schedules.js';

beforeAll(prepare);

const UNBROKEN = { violations: [], behind: [], isDeciding: true, isAgreeing: true, accountedWrongly: [] };

// A schedule that breaks this law shows a bug in the engine; `npx vitest run test/engine/faults -t healing` reproduces
// it.
it('up to f failing nodes on either chain break nothing, whatever else goes wrong, and the run recovers after healing', () => {
  fc.assert(
    fc.property(randomSchedule, (scenario) => {
      expect(followed(scenario)).toEqual(UNBROKEN);
    }),
    { seed: 20261130, numRuns: 16, endOnFailure: true },
  );
}, 120_000);

it.each<Parameters<typeof lateLeaders>>([
  [4, 'viewChange', 1],
  [4, 'timeout', 3],
  [7, 'viewChange', 2],
  [7, 'timeout', 2],
  [10, 'viewChange', 3],
  [10, 'timeout', 3],
])(
  'f of %i leaders that are late and never vote do not prevent the others from sharing a view (refusal: %s)',
  (...choice) => {
    expect(followed(lateLeaders(...choice))).toEqual(UNBROKEN);
  },
);

it.each(PROTOCOLS.map(({ name }) => name))(
  'a crash of all nodes between votes for two contents does not stop %s',
  (consensus) => {
    expect(followed(crashBetweenSplitVotes(consensus))).toEqual(UNBROKEN);
  },
);
