import { expect, test } from 'vitest';
import type { Results } from '../../engine/model/results.js';
import { warnings } from '../../server/view/warnings.js';
import { baselineScenario, type Shape, syntheticResults } from './synthetic-results.js';

function codesOf(change: (results: Results) => void, shape: Shape = {}): string[] {
  return warningsOf(change, shape).map(({ code }) => code);
}

function warningsOf(change: (results: Results) => void, shape: Shape = {}) {
  const scenario = baselineScenario(shape);
  const results = syntheticResults(scenario, shape);
  change(results);
  return warnings(results, scenario);
}

test('a run without incidents has no warnings', () => {
  expect(codesOf(() => {})).toEqual([]);
});

test('missed intervals, failed cycles and failed rounds lead to the text', () => {
  const found = warningsOf(({ counters }) => {
    counters['management.intervalsMissed'] = 1;
    counters['management.cyclesFailed'] = 2;
    counters['primary.roundsFailed'] = 3;
  });
  expect(found.map(({ code, origin }) => [code, origin])).toEqual([
    ['intervals-missed', 'management.interval'],
    ['cycles-failed', 'management.cycleTimeout'],
    ['rounds-failed', 'primary.roundTimeout'],
  ]);
  expect(found[0].message).toContain('1 configuration block interval ended');
  expect(found[1].message).toContain('2 proposal cycles');
});

test('validators that gave up views are told of where no round failed', () => {
  const left = (failed: number) =>
    codesOf(({ counters }) => {
      counters['primary.viewChanges'] = 3;
      counters['primary.roundsFailed'] = failed;
    });
  expect(left(0)).toEqual(['views-left-early']);
  expect(left(1)).toEqual(['rounds-failed']);
});

test('broken invariants come first, as errors', () => {
  const [first] = warningsOf((results) => {
    results.counters['primary.roundsFailed'] = 3;
    results.violations.push({ kind: 'agreement', message: 'two blocks at height 7' });
  });
  expect(first).toMatchObject({ code: 'violation-agreement', severity: 'error' });
  expect(first.message).toContain('two blocks at height 7');
});

test('a stopped run says how far it came', () => {
  const [warning] = warningsOf(
    (results) => {
      results.simulatedSeconds = 1234.5;
    },
    { complete: false },
  );
  expect(warning.message).toContain('1,234.5 s of 3,600 s');
});

test('a short run warns of figures that rest on little, one without reconfigurations of figures that are missing', () => {
  expect(
    codesOf((results) => {
      results.counters['management.blocks'] = 4;
    }),
  ).toEqual(['few-reconfigurations']);
  expect(codesOf(() => {}, { seconds: 10 })).toEqual(['no-reconfiguration']);
});

test('dropped transactions and lost messages are counted', () => {
  const found = warningsOf((results) => {
    results.counters['primary.arrivals'] = 10_000;
    results.counters['primary.dropped'] = 1;
    results.transmissions.lost = 12;
  });
  expect(found.map(({ message }) => message)).toEqual([
    expect.stringContaining('1 transaction of 10,000'),
    expect.stringContaining('12 transmissions of '),
  ]);
});
