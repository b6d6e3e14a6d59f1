import { describe, expect, test } from 'vitest';
import { extentOfExperiment, outcomeText, sweepStateText } from '../../client/experiments/sweep-text.js';
import { decidingLines, decisive } from '../../server/protocol/deciding-text.js';
import type { DecidingView, ExpectationView } from '../../server/protocol/experiment-view.js';
import type { ExperimentEntry } from '../../server/protocol/experiments.js';

const numbers = (more: Partial<DecidingView>): DecidingView => ({
  about: '4MB',
  outcome: 'failed',
  n: 10,
  unit: 's',
  value: 1.234,
  low: 1.1,
  high: 1.368,
  bound: 0.5,
  ...more,
});

const expectation = (...deciding: DecidingView[]): ExpectationView => ({
  text: 'blocks are quick',
  source: 'mean(primary.blockTime) < 500ms',
  outcome: 'failed',
  deciding,
});

/** Lines with breaking spaces. */
const plain = (view: ExpectationView) => decidingLines(view).map((line) => line.replaceAll('\u00a0', ' '));

describe('what decided an expectation', () => {
  test('is shown with the measured value, its interval, the replications and the bound', () => {
    expect(plain(expectation(numbers({})))).toEqual([
      '4MB: 1.23 s (95 % CI 1.10 s to 1.37 s, n = 10); limit 500 ms · failed',
    ]);
  });

  test('rounds a measured bound, but not a bound in the text', () => {
    expect(plain(expectation(numbers({ bound: 0.92150241 })))[0]).toContain('limit 922 ms');
    expect(plain(expectation(numbers({ bound: 0.92151 })))[0]).toContain('limit 921.51 ms');
  });

  test('has no interval in a single run', () => {
    const run = numbers({ about: 'this run', n: 1, low: 1.234, high: 1.234 });
    expect(plain(expectation(run))).toEqual(['this run: 1.23 s; limit 500 ms · failed']);
  });

  test('says where an interval has no end, and where there are no samples', () => {
    expect(decidingLines(expectation(numbers({ low: null, high: null })))[0]).toContain('−∞ to ∞');
    expect(decidingLines(expectation(numbers({ value: null, low: null, high: null })))[0]).toContain('no samples');
  });

  test('gives deviations as shares of the mean', () => {
    const flat = numbers({ unit: '%', value: 0.083, low: 0.05, high: 0.116, bound: 0.1 });
    expect(plain(expectation(flat))).toEqual([
      '4MB: 8.3 % off the mean (95 % CI 5.0 % to 12 %, n = 10); limit 10 % · failed',
    ]);
  });

  test('shows first the number with that outcome that lies farthest from its bound', () => {
    const worst = numbers({ about: '8MB', value: 9 });
    const passed = numbers({ about: '1MB', outcome: 'passed', value: 99 });
    expect(decisive(expectation(numbers({}), passed, worst))).toBe(worst);
  });
});

describe('an experiment', () => {
  const entry: ExperimentEntry = {
    experiment: '/folder/.twinchain/experiments/one',
    name: 'Sizes',
    scenario: 'Baseline',
    startedAt: '',
    points: 6,
    replications: 60,
    planned: 60,
    complete: true,
    outcomes: { passed: 2, failed: 1, undecided: 0 },
    experimentHash: '',
    source: 'sizes.twin',
  };

  test('says how it ended, and leaves out zero counts', () => {
    expect(outcomeText(entry)).toBe('2 passed, 1 failed');
    expect(outcomeText({ ...entry, outcomes: { passed: 0, failed: 0, undecided: 0 } })).toBe('');
    expect(outcomeText({ ...entry, complete: false, outcomes: null, replications: 37 })).toBe(
      'stopped after 37 of 60 replications',
    );
    expect(extentOfExperiment({ ...entry, points: 1 })).toBe('1 point, 60 replications');
  });

  test('shows its progress', () => {
    const progress = {
      experiment: 'one',
      name: 'Sizes',
      cellsDone: 1234,
      cellsExpected: 6000,
      cellsFound: 0,
      replications: [],
      secondsLeft: 125,
    };
    expect(sweepStateText({ progress })).toBe('1,234 of 6,000 replications · 2\u00a0min\u00a05\u00a0s left');
    expect(sweepStateText({})).toBe('Starting…');
    expect(sweepStateText({ progress, stopping: true })).toBe('Stopping…');
  });
});
