import { describe, expect, it } from 'vitest';
import type { KeptEntry } from '../../server/cli/kept-list.js';
import { toPrune } from '../../server/cli/runs-command.js';

const NOW = Date.parse('2026-02-01T00:00:00.000Z');
const DAY = 86_400;

function kept(name: string, startedAt: string, changes: Partial<KeptEntry> = {}): KeptEntry {
  const state = { pinned: false, state: 'complete', bytes: 100, isBusy: false } as const;
  return { kind: 'run', name, folder: name, of: 'Baseline', startedAt, ...state, ...changes };
}

const entries = [
  kept('new', '2026-01-31T00:00:00.000Z'),
  kept('middle', '2026-01-20T00:00:00.000Z'),
  kept('pinned', '2026-01-10T00:00:00.000Z', { pinned: true }),
  kept('old', '2026-01-05T00:00:00.000Z'),
  kept('sweeping', '2026-01-01T00:00:00.000Z', { kind: 'experiment', isBusy: true }),
  kept('undated', ''),
];

const names = (options: { olderThan?: number; keep?: number }) =>
  toPrune(entries, options, NOW).map(({ name }) => name);

describe('pruning', () => {
  it('deletes what is too old, the oldest first, but nothing pinned, running or undated', () => {
    expect(names({ olderThan: 10 * DAY })).toEqual(['old', 'middle']);
    expect(names({ olderThan: 20 * DAY })).toEqual(['old']);
  });

  it('deletes the oldest until at most the given size is left, as far as they may be deleted', () => {
    expect(names({ keep: 600 })).toEqual([]);
    expect(names({ keep: 599 })).toEqual(['undated']);
    expect(names({ keep: 350 })).toEqual(['undated', 'old', 'middle']);
    expect(names({ keep: 0 })).toEqual(['undated', 'old', 'middle', 'new']);
  });

  it('deletes nothing without options', () => {
    expect(names({})).toEqual([]);
  });
});
