import { describe, expect, test } from 'vitest';
import {
  columnFormat,
  duration,
  measurementFormat,
  percent,
  quantity,
  quantityRange,
  setting,
  signedQuantity,
  signedRange,
  tableFormats,
} from '../../server/protocol/quantities.js';

/** Replaces the non-breaking space between number and unit with a plain one, for readable tests. */
function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ');
}

describe('a quantity has three digits and a fitting prefix', () => {
  test.each([
    [0.4819, 's', '482 ms'],
    [0.000106, 's', '106 µs'],
    [10.55, 's', '10.6 s'],
    [0.9996, 's', '1.00 s'],
    [0.02, 's', '20.0 ms'],
    [0, 's', '0 ms'],
    [3.63e12, 'B', '3.63 TB'],
    [252_000, 'B', '252 kB'],
    [1.01e9, 'B/s', '1.01 GB/s'],
    [2058.4, 'tx/s', '2,058 tx/s'],
    [-0.0123, 's', '−12.3 ms'],
    [14, '', '14'],
    [-3, '', '−3'],
    [14.25, '', '14.3'],
    [0.647, 'share', '64.7 %'],
    [0, 'share', '0 %'],
  ])('%d %s reads %s', (value, unit, text) => {
    expect(plain(quantity(value, unit))).toBe(text);
  });

  test('an undefined quantity is a dash', () => {
    expect(quantity(null, 's')).toBe('–');
    expect(quantity(Number.NaN, 's')).toBe('–');
  });

  test('a difference has its sign', () => {
    expect(plain(signedQuantity(0.102, 's'))).toBe('+102 ms');
    expect(plain(signedQuantity(-0.102, 's'))).toBe('−102 ms');
  });

  test('a setting has all of its digits and no superfluous zeros', () => {
    expect(plain(setting(5.26149, 's'))).toBe('5.26149 s');
    expect(plain(setting(0.0003, 's'))).toBe('300 µs');
    expect(plain(setting(0.9996, 's'))).toBe('0.9996 s');
    expect(plain(setting(1_234_567, 'B'))).toBe('1.234567 MB');
    expect(plain(setting(0, 's'))).toBe('0 ms');
    expect(plain(setting(0.07, 'share'))).toBe('7 %');
    expect(plain(setting(1e6, 'B'))).toBe('1 MB');
    expect(plain(setting(250_000, 'B'))).toBe('250 kB');
    expect(plain(setting(1.5e6, 'B'))).toBe('1.5 MB');
  });

  test('a range has one unit', () => {
    expect(plain(quantityRange(0.214, 0.238, 's'))).toBe('214 – 238 ms');
    expect(plain(quantityRange(0, 0.34, 's'))).toBe('0 – 340 ms');
    expect(plain(signedRange(-0.0031, 0.0124, 's'))).toBe('−3.1 to +12.4 ms');
    expect(plain(signedRange(0.448, 7.33, 'tx/s'))).toBe('+0.45 to +7.33 tx/s');
  });
});

describe('a share in percent', () => {
  test.each([
    [0.6345, false, '63 %'],
    [0.0162, true, '+1.6 %'],
    [-0.62, true, '−62 %'],
    [0.0001, false, '< 0.1 %'],
    [0.0001, true, '0.0 %'],
    [0, true, '0 %'],
    [1, false, '100 %'],
  ])('%d reads %s', (share, signed, text) => {
    expect(plain(percent(share, signed))).toBe(text);
  });
});

describe('a duration', () => {
  test.each([
    [3600, '1 h'],
    [5400, '1 h 30 min'],
    [750, '12 min 30 s'],
    [45, '45 s'],
    [0.5, '0.5 s'],
  ])('%d s reads %s', (seconds, text) => {
    expect(plain(duration(seconds))).toBe(text);
  });
});

describe('columns', () => {
  test('have one unit and as many decimals everywhere', () => {
    const { unit, format } = columnFormat([0.0123, 0.0456, 0.4], 's');
    expect(unit).toBe('ms');
    expect([0.0123, 0.0456, 0.4, null].map(format)).toEqual(['12.3', '45.6', '400.0', '–']);
  });

  test('of counts have no decimals', () => {
    expect(columnFormat([1, 20_000], '').format(20_000)).toBe('20,000');
  });

  test('of one table share the prefix of the middle, so that an extreme does not change it', () => {
    const [means, extremes, bytes] = tableFormats([
      { unit: 's', values: [0.47, 0.48, 0.5] },
      { unit: 's', values: [10.6] },
      { unit: 'B', values: [1e6] },
    ]);
    expect([means.unit, extremes.unit, bytes.unit]).toEqual(['ms', 'ms', 'MB']);
    expect(extremes.format(10.6)).toBe('10,600');
  });

  test('of measurements show two digits of the smallest half width', () => {
    const { unit, format } = measurementFormat([0.4669, 1.2376], [0.00012, 0.0006], 's');
    expect(unit).toBe('s');
    expect(format(0.4669)).toBe('0.4669');
    expect(measurementFormat([414, 686], [254, 138], 'tx').format(686.4)).toBe('686');
  });
});
