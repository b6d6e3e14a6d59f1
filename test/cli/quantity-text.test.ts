import { describe, expect, it } from 'vitest';
import { progressText } from '../../server/cli/progress-line.js';
import { figureText, scaledText, timeScale } from '../../server/cli/quantity-text.js';

describe('figures', () => {
  it.each([
    [0, '0'],
    [0.01234, '0.0123'],
    [1.234, '1.23'],
    [12.34, '12.3'],
    [1234.5, '1,235'],
    [-0.5, '-0.500'],
  ])('%d is written %s', (value, text) => {
    expect(figureText(value)).toBe(text);
  });

  it.each([
    [999, 'B', '999 B'],
    [1500, 'B', '1.50 kB'],
    [2.56e12, 'B', '2.56 TB'],
    [58_100, '', '58.1 k'],
    [1.2e6, 'events/s', '1.20 Mevents/s'],
  ])('%d %s is scaled to %s', (value, unit, text) => {
    expect(scaledText(value, unit)).toBe(text);
  });
});

describe('durations', () => {
  it('of one table have one unit', () => {
    const below = timeScale(0.9254);
    expect([below.unit, below.text(0.9254), below.text(0), below.text(null)]).toEqual(['ms', '925.4', '0.0', '–']);
    const above = timeScale(1.3);
    expect([above.unit, above.text(1.3), above.text(0.0123)]).toEqual(['s', '1.300', '0.012']);
  });
});

it('progress gives simulated time, pace and time left', () => {
  const state = { simulatedSeconds: 723.4, duration: 3600, events: 5e6, wallSeconds: 4, eventsPerSecond: 1.25e6 };
  expect(progressText({ ...state, secondsLeft: 15.9 })).toBe('12 min 3 s of 1 h, 1.25 M events/s, 16 s left');
  expect(progressText(state)).toBe('12 min 3 s of 1 h, 1.25 M events/s');
});
