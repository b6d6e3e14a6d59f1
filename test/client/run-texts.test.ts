import { describe, expect, test } from 'vitest';
import { extentText, runDescription, startText } from '../../client/history/run-text.js';
import { progressText, stateText } from '../../client/runs/progress-text.js';
import type { RunEntry } from '../../server/protocol/runs.js';

const ENTRY: RunEntry = {
  run: '/folder/.twinchain/runs/one',
  scenario: 'Baseline',
  label: '',
  pinned: false,
  seed: 7,
  startedAt: new Date(2026, 2, 14, 15, 9).toISOString(),
  wallSeconds: 8.25,
  complete: true,
  simulatedSeconds: 3600,
  violations: 0,
  outcomes: null,
  scenarioHash: '',
  figures: 'delay 653 ms · block time 486 ms',
  source: 'baseline.twin',
};

describe('the progress of a run', () => {
  const progress = {
    run: 'one',
    name: 'Baseline',
    simulatedSeconds: 725,
    duration: 3600,
    eventsPerSecond: 1_986_170,
    secondsLeft: 8.4,
  };

  test('is simulated time, events per second and time left', () => {
    expect(progressText(progress)).toBe('12\u00a0min\u00a05\u00a0s of 1\u00a0h · 1.99M events/s · 8\u00a0s left');
  });

  test('never shows zero time left, and nothing before there is an estimate', () => {
    expect(progressText({ ...progress, secondsLeft: 0.1 })).toMatch(/1\ss left$/);
    expect(progressText({ ...progress, secondsLeft: null })).toMatch(/events\/s$/);
  });

  test('says when the run was stopped', () => {
    expect(stateText({})).toBe('Starting…');
    expect(stateText({ progress, stopping: true })).toBe('Stopping; saving results…');
  });
});

describe('a run in the history', () => {
  test('has its figures first, then seed and start', () => {
    expect(runDescription(ENTRY)).toMatch(/^delay 653 ms · block time 486 ms · seed 7 · /);
  });

  test('begins with how many of its expectations hold', () => {
    const passed = { ...ENTRY, outcomes: { passed: 2, failed: 0, undecided: 0 } };
    expect(runDescription(passed)).toMatch(/^2 of 2 expectations met · delay 653 ms/);
    const mixed = { ...ENTRY, outcomes: { passed: 0, failed: 0, undecided: 1 } };
    expect(runDescription(mixed)).toMatch(/^0 of 1 expectation met, 1 undecided · /);
  });

  test('names its scenario where it has a name of its own', () => {
    expect(runDescription({ ...ENTRY, label: 'The first' })).toMatch(/^Baseline · delay/);
  });

  test('shows the date of its start unless it is today, and the year unless it is the current year', () => {
    expect(startText(ENTRY, new Date(2026, 2, 14, 23))).not.toContain('14');
    expect(startText(ENTRY, new Date(2026, 5, 1))).toContain('14');
    expect(startText(ENTRY, new Date(2026, 5, 1))).not.toContain('2026');
    expect(startText(ENTRY, new Date(2027, 0, 1))).toContain('2026');
    expect(startText({ ...ENTRY, startedAt: '' })).toBe('');
  });

  test('says how far it came and how long that took', () => {
    expect(extentText(ENTRY)).toBe('1\u00a0h simulated (8.25\u00a0s real time)');
    expect(extentText({ ...ENTRY, complete: false, wallSeconds: 75 })).toBe(
      'Stopped after 1\u00a0h simulated (1\u00a0min\u00a015\u00a0s real time)',
    );
  });
});
