import { describe, expect, test } from 'vitest';
import { spendingRounds, totalRuns } from '../../../../engine/twins/lookahead/spending.js';

const halving = (runs: number, candidates: number) =>
  spendingRounds({ kind: 'halving', runs }, candidates).map((round) => `${round.candidates}x${round.runs}`);

describe('sequential halving', () => {
  test('gives each of twelve candidates one of 36 runs, and the finalists nine', () => {
    expect(halving(36, 12)).toEqual(['12x1', '6x1', '3x3', '2x4']);
  });

  test('with a budget of one run each has nothing left to halve', () => {
    expect(halving(5, 5)).toEqual(['5x1']);
  });

  test('shares all of it between two candidates', () => {
    expect(halving(10, 2)).toEqual(['2x1', '2x4']);
  });

  test('never spends more than the budget, and leaves less than a run of each candidate in the last round', () => {
    for (let candidates = 1; candidates < 30; candidates++)
      for (let runs = candidates; runs < 200; runs += 7) {
        const rounds = spendingRounds({ kind: 'halving', runs }, candidates);
        const spent = totalRuns(rounds);
        expect(spent).toBeLessThanOrEqual(runs);
        // A single candidate needs no comparison.
        if (candidates > 1) expect(runs - spent).toBeLessThan(Math.max(2, Math.ceil(candidates / 2)));
      }
  });
});

test('replications give every candidate the same number', () => {
  expect(spendingRounds({ kind: 'each', replications: 3 }, 12)).toEqual([{ candidates: 12, runs: 3 }]);
});
