import { describe, expect, test } from 'vitest';
import { allCases, BEHAVIOURS, failedCycles, MEMBERS } from '../../server/robustness/cases.js';
import type { Figures } from '../../server/robustness/figures.js';
import { robustnessPage } from '../../server/robustness/page.js';
import { baseline } from '../engine/scenarios.js';

/** Byzantine cycles before the first honest proposer, over all sets of Byzantine members and all who may begin. */
function enumerated(b: number, n: number): number {
  let cycles = 0;
  let ways = 0;
  for (let set = 0; set < 2 ** n; set++) {
    const lies = (member: number) => ((set >> (member % n)) & 1) === 1;
    if (Array.from({ length: n }, (_, member) => lies(member)).filter(Boolean).length !== b) continue;
    for (let first = 0; first < n; first++) {
      ways++;
      for (let next = first; lies(next); next++) cycles++;
    }
  }
  return cycles / ways;
}

test.each([0, 1, 2, 3, 6])('with %i of 7 members silent, b / (n - b + 1) cycles fail before an honest one', (b) => {
  expect(failedCycles(b, MEMBERS)).toBeCloseTo(enumerated(b, MEMBERS), 12);
});

describe('the page', () => {
  const cases = allCases(baseline());
  const figures = (changes: Partial<Figures> = {}): Figures => ({
    agreement: 0.15,
    delay: 0.5,
    agreed: 39,
    missed: 0,
    cyclesFailed: 0,
    overhead: 0.1,
    throughput: 700,
    blockTime: 0.36,
    recovery: 1,
    recoveryOfManagement: 12,
    violated: [],
    ...changes,
  });

  test('has a case for each behaviour, number and protocol, and none twice', () => {
    const ids = cases.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { name } of BEHAVIOURS)
      for (const protocol of ['pbft', 'bigfoot', 'tendermint', 'hotstuff'])
        for (const b of [1, 2, 3]) expect(ids).toContain(`${protocol}-${name}-${b}`);
  });

  test('shows means with their intervals, what theory adds, what there is none of, and what broke', () => {
    const found = new Map(cases.map(({ id }) => [id, [figures(), figures(), figures()]]));
    found.set('pbft-silent-1', [figures({ agreement: 1 }), figures({ agreement: 1.2 }), figures({ agreement: 1.1 })]);
    found.set('pbft-crash-12', [figures({ recovery: null }), figures(), figures()]);
    found.set('tendermint-equivocating-3', [figures({ violated: ['agreement'] }), figures(), figures()]);
    const page = robustnessPage(baseline(), found, 3);
    expect(page).toMatch(/\| 1 \| 1\.10 \[0\.85, 1\.35\] \| 0\.15 \| 0\.15 \| 0\.15 \| 1\.43 \|/);
    expect(page).toContain('| 12 of 16 (75 %) | 1.0, none in 1 | 1.0 |');
    expect(page).toContain('| `tendermint-equivocating-3` | agreement | 1 of 3 |');
    expect(page).not.toMatch(/NaN|undefined|null|Infinity/);
  });
});
