import { describe, expect, test } from 'vitest';
import { timeTicks } from '../../client/webview/time/time-ticks.js';
import { inside, isWhole, panned, zoomed } from '../../client/webview/time/time-window.js';

const range = { whole: { from: 0, to: 1000 }, least: 10 };

describe('a window of a time axis', () => {
  test('keeps the moment under the pointer in its place', () => {
    const window = zoomed({ from: 0, to: 1000 }, 250, 0.5, range);
    expect(window).toEqual({ from: 125, to: 625 });
    expect((250 - window.from) / (window.to - window.from)).toBeCloseTo(0.25, 12);
  });

  test('never leaves the run, and never gets shorter than its minimum', () => {
    expect(panned({ from: 900, to: 950 }, 500, range)).toEqual({ from: 950, to: 1000 });
    expect(panned({ from: 100, to: 150 }, -500, range)).toEqual({ from: 0, to: 50 });
    expect(zoomed({ from: 0, to: 20 }, 0, 0.01, range)).toEqual({ from: 0, to: 10 });
    expect(inside({ from: -50, to: 5000 }, range)).toEqual({ from: 0, to: 1000 });
    expect(inside({ from: 999, to: 999.5 }, range)).toEqual({ from: 990, to: 1000 });
  });

  test('zoomed in and out by the same factor is unchanged, away from the ends', () => {
    const window = { from: 400, to: 500 };
    const back = zoomed(zoomed(window, 430, 0.5, range), 430, 2, range);
    expect(back.from).toBeCloseTo(window.from, 9);
    expect(back.to).toBeCloseTo(window.to, 9);
    expect(isWhole(zoomed(window, 450, 100, range), range)).toBe(true);
  });

  test('of a run that is shorter than the shortest window is the run', () => {
    expect(zoomed({ from: 0, to: 4 }, 1, 0.5, { whole: { from: 0, to: 4 }, least: 10 })).toEqual({ from: 0, to: 4 });
  });
});

describe('ticks of a time axis', () => {
  test('are at round times, in the unit of the whole run', () => {
    const { values, label } = timeTicks({ from: 0, to: 1200 }, 1200, 300);
    expect(values.map(label)).toEqual(['0', '5', '10', '15', '20']);
  });

  test('become a clock where the window is short', () => {
    const { values, label } = timeTicks({ from: 130, to: 190 }, 1200, 350);
    expect(values.map(label)).toEqual(['2:10', '2:20', '2:30', '2:40', '2:50', '3:00', '3:10']);
    const hours = timeTicks({ from: 3600, to: 5400 }, 500 * 3600, 180);
    expect(hours.values.map(hours.label)).toEqual(['1:00', '1:10', '1:20', '1:30']);
  });
});
