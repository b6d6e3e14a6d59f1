import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Submissions } from '../../../engine/primary/submissions.js';

const steps = fc.array(
  fc.record({
    arrive: fc.integer({ min: 0, max: 900 }),
    /** Share of the waiting transactions that the next block takes. */
    take: fc.double({ min: 0, max: 1, noNaN: true }),
    /** Number of latest blocks that may still be queried. */
    kept: fc.integer({ min: 0, max: 6 }),
  }),
  { maxLength: 60 },
);

test('every block has the transactions that it took, first come first served, until it is forgotten', () => {
  fc.assert(
    fc.property(steps, (drawn) => {
      const submissions = new Submissions();
      const waiting: number[] = [];
      const blocks: number[][] = [];
      let time = 0;
      let lowest = 1;
      for (const { arrive, take, kept } of drawn) {
        for (let i = 0; i < arrive; i++) {
          submissions.add(++time);
          waiting.push(time);
        }
        const count = Math.floor(take * waiting.length);
        submissions.take(count);
        blocks.push(waiting.splice(0, count));
        lowest = Math.max(lowest, blocks.length + 1 - kept);
        submissions.forget(lowest);
        blocks.forEach((block, i) => {
          expect(Array.from(submissions.of(i + 1))).toEqual(i + 1 < lowest ? [] : block);
        });
      }
      expect(submissions.of(blocks.length + 1)).toHaveLength(0);
    }),
    { seed: 1, numRuns: 60 },
  );
});
