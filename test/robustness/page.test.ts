import { describe, expect, test } from 'vitest';
import { BEHAVIOURS, failedCycles, lostRounds, NODES } from '../../server/robustness/behaviours.js';
import { allSections, BYZANTINE_COUNTS, CONSENSUS, experimentOf } from '../../server/robustness/cases.js';
import { type Figures, figuresOf } from '../../server/robustness/figures.js';
import { robustnessPage } from '../../server/robustness/page.js';
import { baseline } from '../engine/scenarios.js';

/**
 * Mean cost of the Byzantine nodes that precede the first honest one, over all sets of b Byzantine nodes and all nodes
 * that may begin.
 */
function enumerated(b: number, n: number, cost: (failed: number) => number): number {
  let sum = 0;
  let ways = 0;
  for (let set = 0; set < 2 ** n; set++) {
    const lies = (node: number) => ((set >> (node % n)) & 1) === 1;
    if (Array.from({ length: n }, (_, node) => lies(node)).filter(Boolean).length !== b) continue;
    for (let first = 0; first < n; first++) {
      ways++;
      for (let next = first; lies(next); next++) sum += cost(next - first);
    }
  }
  return sum / ways;
}

describe('theory', () => {
  test.each([0, 1, 2, 3, 6])('with %i of 7 silent, b / (n - b + 1) cycles fail before an honest proposer', (b) => {
    expect(failedCycles(b)).toBeCloseTo(
      enumerated(b, NODES, () => 1),
      12,
    );
  });

  test.each([0, 1, 2, 3])('with %i of 7 silent, rounds of 2 s, 3 s, 4.5 s are lost before an honest proposer', (b) => {
    expect(lostRounds(b)).toBeCloseTo(
      enumerated(b, NODES, (failed) => 2 * 1.5 ** failed),
      12,
    );
  });
});

const sections = allSections({ honest: baseline(), watching: baseline({ name: 'watching' }) });

describe('the cases', () => {
  const cases = sections.flatMap((section) => section.cases);

  test('are each behaviour under each protocol, from none to f + 1, with unique names', () => {
    expect(new Set(sections.map(({ name }) => name)).size).toBe(sections.length);
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
    for (const { name, cases } of sections.slice(0, BEHAVIOURS.length)) {
      expect(name).toMatch(/^(twins|nodes)-[a-z-]+$/);
      expect(cases).toHaveLength(CONSENSUS.length * BYZANTINE_COUNTS.length);
    }
    const kinds = (of: 'propose' | 'vote') => new Set(BEHAVIOURS.flatMap(({ behaviour }) => behaviour[of]?.kind ?? []));
    expect(kinds('propose')).toEqual(new Set(['silent', 'invalid', 'equivocate', 'late', 'harmful']));
    expect(kinds('vote')).toEqual(new Set(['never', 'against', 'both', 'late']));
  });

  test('are the points of an experiment, and are simulated as such', () => {
    const { points, replications } = experimentOf(sections[0], 5);
    expect(points.map(({ scenario }) => scenario)).toEqual(sections[0].cases.map(({ scenario }) => scenario));
    expect(replications).toEqual({ kind: 'fixed', count: 5 });
  });
});

describe('the figures', () => {
  const sample = (mean: number | null, total?: number) => ({
    ...{ unit: '', n: 1, sd: null, min: null, p5: null, p25: null, median: null, p75: null, p90: null, p95: null },
    ...{ p99: null, max: null, mean },
    ...(total === undefined ? {} : { total }),
  });

  test('are means and totals of a replication; a switch costs more than other blocks', () => {
    const metrics = {
      'blockTime.normal': sample(0.4),
      'blockTime.switch': sample(0.5),
      'management.cyclesFailed': sample(3, 3),
    };
    const cell = { replication: 0, measuredSeconds: 600, metrics, sketches: {}, violations: [], events: 1 };
    const figures = figuresOf(cell);
    expect(figures.overhead).toBeCloseTo(25, 9);
    expect(figures).toMatchObject({ cyclesFailed: 3, recovery: null, violated: [] });
  });
});

describe('the page', () => {
  const figures = (changes: Partial<Figures> = {}): Figures => ({
    agreement: 0.15,
    delay: 0.5,
    missed: 0,
    cyclesFailed: 0,
    roundsFailed: 0,
    overhead: 10,
    throughput: 700,
    blockTime: 0.36,
    recovery: 1,
    recoveryOfManagement: 12,
    violated: [],
    ...changes,
  });

  test('shows means with intervals, the theoretical increase, missing values, and violations', () => {
    const ids = sections.flatMap(({ cases }) => cases.map(({ id }) => id));
    const found = new Map(ids.map((id) => [id, [figures(), figures(), figures()]]));
    found.set(
      'twins-silent, 1 under pbft',
      [1, 1.2, 1.1].map((agreement) => figures({ agreement })),
    );
    found.set('crash, 6 under pbft', [figures({ recovery: null }), figures(), figures()]);
    found.set('twins-equivocating, 3 under tendermint', [figures({ violated: ['agreement'] }), figures(), figures()]);
    const page = robustnessPage({ honest: baseline(), watching: baseline() }, found, 3, 'scenario Honest {}\n');
    expect(page).toMatch(/\| 1 \| 1\.10 \[0\.85, 1\.35\] \| 0\.15 \| 0\.15 \| 0\.15 \| 0\.29 \|/);
    expect(page).toContain('| 6 of 7 (86 %) | 1.0, none in 1 | 1.0 |');
    expect(page).toContain('| twins-equivocating, 3 under tendermint | agreement | 1 of 3 |');
    for (const { text } of BEHAVIOURS) expect(page).toContain(`### \`${text}\``);
    expect(page).not.toMatch(/NaN|undefined|null|Infinity/);
  });
});
