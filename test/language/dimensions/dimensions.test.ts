import { describe, expect, it } from 'vitest';
import {
  combine,
  DATA,
  DATA_RATE,
  describeDimension,
  NUMBER,
  symbolOf,
  TIME,
  TRANSACTIONS,
} from '../../../language/dimensions/dimension.js';
import { toSi, UNITS, unitNamed, unitsOf } from '../../../language/dimensions/units.js';

describe('dimensions', () => {
  it('data by a rate is a time', () => {
    expect(combine(DATA, DATA_RATE, -1)).toEqual(TIME);
  });

  it('a quantity by itself is a plain number', () => {
    expect(combine(TIME, TIME, -1)).toEqual(NUMBER);
  });

  it('are called by their name, or by their symbol where they have none', () => {
    expect(String(describeDimension(DATA_RATE))).toBe('a data rate');
    expect(String(describeDimension(combine(DATA, TIME, 1)))).toBe('a quantity in B·s');
    expect(symbolOf(combine(NUMBER, TIME, -1))).toBe('1/s');
    expect(symbolOf(combine(TRANSACTIONS, combine(TIME, TIME, 1), -1))).toBe('tx/s²');
  });
});

describe('units', () => {
  it.each([
    ['ms', 35, 0.035],
    ['ms', 0.35, 0.00035],
    ['min', 2, 120],
    ['h', 1.5, 5400],
    ['d', 1, 86400],
    ['kB', 1.1, 1100],
    ['MB', 0.25, 250_000],
    ['KiB', 1, 1024],
    ['GiB', 1, 1_073_741_824],
    ['MB/s', 0.1, 100_000],
    ['kbit/s', 8, 1000],
    ['Gbit/s', 1, 125_000_000],
    ['%', 7, 0.07],
    ['tx/s', 400, 400],
  ])('%s: %d is %d in SI, to the last bit', (name, value, expected) => {
    const unit = unitNamed(name);
    expect(unit && toSi(value, unit)).toBe(expected);
  });

  it('have different names', () => {
    expect(new Set(UNITS.map((unit) => unit.name)).size).toBe(UNITS.length);
  });

  it('of a time are those in which a time can be written', () => {
    expect(unitsOf(TIME).map((unit) => unit.name)).toEqual(['ms', 's', 'min', 'h', 'd']);
  });
});
