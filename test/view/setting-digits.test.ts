import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { settingText } from '../../server/cli/results/setting-text.js';
import { distinctSettings } from '../../server/view/setting-digits.js';

describe('the two values of a change', () => {
  test.each([
    [['1000000', '2000000'], ['1000000', '2000000'], 'as they are where they are short'],
    [['10', '5.261491234567'], ['10', '5.26149'], 'with six digits where these suffice'],
    [['5.2614941', '5.2614949'], ['5.261494', '5.261495'], 'with more where six would read alike'],
    [['0.00000012345678', '0.0000001'], ['0.000000123457', '0.0000001'], 'without an exponent'],
    [['all', 'Banks, 4 of Ports'], ['all', 'Banks, 4 of Ports'], 'and words as they are'],
    [['pbft', '16'], ['pbft', '16'], 'beside a number too'],
  ])('%j are written %j, %s', ([before, after], written) => {
    expect(distinctSettings(before, after)).toEqual(written);
  });

  test('never read alike if they differ, in a table of the command line either', () => {
    const positive = fc.double({ min: 1e-6, max: 1e12, noNaN: true });
    const close = fc.tuple(positive, fc.double({ min: 1e-13, max: 1, noNaN: true }));
    fc.assert(
      fc.property(close, fc.constantFrom('s', 'B'), ([value, step], unit) => {
        const other = value * (1 + step);
        fc.pre(other.toPrecision(14) !== value.toPrecision(14));
        const [before, after] = distinctSettings(String(value), String(other));
        expect(before).not.toBe(after);
        expect(settingText(before, unit)).not.toBe(settingText(after, unit));
      }),
      { seed: 20261130 },
    );
  });
});

describe('a setting on the command line', () => {
  test.each([
    ['0.1', 's', '100 ms'],
    ['5.26149', 's', '5.26149 s'],
    ['60', 's', '1 min'],
    ['90.5', 's', '90.5 s'],
    ['0', 's', '0 ms'],
    ['1234567', 'B', '1.234567 MB'],
    ['200', 'B', '200 B'],
    ['Banks, 4 of Ports', '', 'Banks, 4 of Ports'],
  ])('%s %s is written %s', (value, unit, written) => {
    expect(settingText(value, unit)).toBe(written);
  });
});
