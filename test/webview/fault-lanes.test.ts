import { describe, expect, it } from 'vitest';
import { bandLanes, faultsAt, nameAt } from '../../client/webview/time/fault-lanes.js';

describe('bands of faults', () => {
  it('have a lane of their own while another lasts, and describe the faults at a time', () => {
    const view = (from: number, to: number) => ({ kind: 'crash' as const, from, to, title: `from ${from}`, nodes: [] });
    const views = [view(0, 600), view(60, 120), view(100, 200), view(130, 140)];
    expect(bandLanes(views).map(({ lane, free }) => [lane, free])).toEqual([
      [0, Number.POSITIVE_INFINITY],
      [1, 130],
      [2, Number.POSITIVE_INFINITY],
      [1, Number.POSITIVE_INFINITY],
    ]);
    expect(faultsAt(views, 110)).toBe('from 0, from 60, from 100');
    expect(faultsAt(views, 600)).toBe('');
  });

  it('have their names in their bands, or after them where there is room', () => {
    expect(nameAt(40, { from: 100, to: 200, free: 200 })).toBe(104);
    expect(nameAt(40, { from: 100, to: 120, free: 200 })).toBe(124);
    expect(nameAt(40, { from: 100, to: 120, free: 150 })).toBeUndefined();
  });
});
