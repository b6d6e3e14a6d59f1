import { expect, test } from 'vitest';
import { chooseRuns } from '../../client/history/choose-runs.js';
import type { RunEntry } from '../../server/protocol/runs.js';
import { type QuickPick, window } from './vscode.js';

const entries = ['c', 'b', 'a'].map(
  (run): RunEntry => ({
    run,
    scenario: 'Baseline',
    seed: 1,
    source: '',
    startedAt: '2026-03-14T15:09:26.000Z',
    wallSeconds: 1,
    complete: true,
    violations: 0,
    outcomes: null,
    simulatedSeconds: 60,
    figures: '',
    label: '',
    pinned: false,
    scenarioHash: '',
  }),
);

/** Answers the next choice of runs. */
function answer(act: (shown: QuickPick) => void): void {
  window.onDidShowQuickPick = act;
}

test('runs that are to be compared are ticked before they are shown', async () => {
  answer((shown) => {
    expect(shown.selectedItems.map(({ run }) => run)).toEqual(['b']);
    shown.hide();
  });
  expect(await chooseRuns(entries, 'Compare', ['b'])).toBeUndefined();
});

test('the oldest run is the baseline, whatever was ticked first', async () => {
  answer((shown) => {
    const [latest] = shown.items;
    shown.selectedItems = [...shown.selectedItems, latest];
    shown.accept();
  });
  expect(await chooseRuns(entries, 'Compare', ['b'])).toEqual(['b', 'c']);
  answer((shown) => {
    shown.selectedItems = [...shown.items];
    shown.accept();
  });
  expect(await chooseRuns(entries, 'Compare', ['b'])).toEqual(['a', 'b', 'c']);
});
