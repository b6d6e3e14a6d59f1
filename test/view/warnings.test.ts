import { describe, expect, test } from 'vitest';
import { summarise } from '../../engine/measurement/summary.js';
import { type Results, recordingOf } from '../../engine/model/results.js';
import { warnings } from '../../server/view/warnings.js';
import { baselineScenario, type Shape, syntheticResults } from './synthetic-results.js';

function codesOf(change: (results: Results) => void, shape: Shape = {}): string[] {
  return warningsOf(change, shape).map(({ code }) => code);
}

function warningsOf(change: (results: Results) => void, shape: Shape = {}) {
  const scenario = baselineScenario(shape);
  const results = syntheticResults(scenario, shape);
  change(results);
  return warnings(results, scenario, summarise(recordingOf(results), scenario));
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

test('validators that abandoned views are reported even if no round failed', () => {
  const left = (failed: number) =>
    codesOf(({ counters }) => {
      counters['primary.viewChanges'] = 3;
      counters['primary.roundsFailed'] = failed;
    });
  expect(left(0)).toEqual(['views-left-early']);
  expect(left(1)).toEqual(['rounds-failed']);
});

test('a few failed rounds are the normal cost of switches; many are a warning', () => {
  const severity = (share: number) => {
    const [found] = warningsOf(({ counters, tables }) => {
      counters['primary.roundsFailed'] = Math.ceil(share * tables.blocks.rows);
    });
    return [found.code, found.severity];
  };
  expect(severity(0.02)).toEqual(['rounds-failed', 'information']);
  expect(severity(0.2)).toEqual(['rounds-failed', 'warning']);
});

test('violated invariants come first, as errors', () => {
  const [first] = warningsOf((results) => {
    results.counters['primary.roundsFailed'] = 3;
    results.violations.push({
      kind: 'agreement',
      message: 'two blocks at height 7',
      time: 12,
      chain: 'primary',
      nodes: [1, 4],
      heights: [7],
      because: [],
      more: 3,
    });
  });
  expect(first).toMatchObject({ code: 'violation-agreement', severity: 'error' });
  expect(first.message).toContain('two blocks at height 7; 3 further violations of it are not listed');
});

test('a stopped run states how much was simulated', () => {
  const [warning] = warningsOf(
    (results) => {
      results.simulatedSeconds = 1234.5;
    },
    { complete: false },
  );
  expect(warning.message).toMatch(/^Stopped at 20\smin\s35\ss of 1\sh\. Figures cover that part\.$/);
});

test('a short run warns of unreliable figures, one without reconfigurations of missing figures', () => {
  expect(
    codesOf((results) => {
      results.counters['management.blocks'] = 4;
    }),
  ).toEqual(['few-reconfigurations']);
  expect(codesOf(() => {}, { seconds: 10 })).toEqual(['no-reconfiguration']);
});

test('lost messages are counted', () => {
  const [found] = warningsOf((results) => {
    results.transmissions.lost = 12;
  });
  expect(found.message).toContain('12 transmissions of ');
});

describe('a primary that does not keep up', () => {
  const withBacklog = (ages: number[], dropped: number) =>
    warningsOf(
      ({ tables, counters }) => {
        tables.waiting = {
          rows: ages.length,
          columns: { age: { type: 'number', unit: 's', values: Float64Array.from(ages) } },
        };
        counters['primary.dropped'] = dropped;
      },
      { workload: true, seconds: 600 },
    );

  test('is reported with the transactions that the latency excludes', () => {
    const [both] = withBacklog(new Array(5000).fill(80), 12);
    expect(both).toMatchObject({ code: 'falls-behind', origin: 'primary.workload' });
    expect(both.message).toBe(
      'The primary did not keep up with its workload. Latency excludes 5,012 transactions: 5,000 were still waiting at the end (the oldest for 80 s), 12 were dropped because the pool was full.',
    );
    expect(withBacklog([], 1)[0].message).toContain('excludes 1 transaction: 1 was dropped because the pool was full');
  });

  test('is not reported if the waiting transactions are recent, or fit into the blocks under way', () => {
    expect(withBacklog(new Array(5000).fill(0.1), 0)).toEqual([]);
    expect(withBacklog([80, 80, 80], 0)).toEqual([]);
  });
});
