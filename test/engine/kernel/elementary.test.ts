import { describe, expect, test } from 'vitest';
import { cosineOfTurns, exp, log, power } from '../../../engine/kernel/elementary.js';
import { WordSource } from '../../../engine/kernel/word-source.js';

const ARGUMENTS = 200_000;

/** Arguments for which `ours` and `builtIn` differ in at least one bit. */
function differences(ours: (x: number) => number, builtIn: (x: number) => number, draw: (u: number) => number) {
  const source = new WordSource().at(1, 2);
  const different: number[] = [];
  for (let i = 0; i < ARGUMENTS; i++) {
    const x = draw(source.uniform());
    if (!Object.is(ours(x), builtIn(x))) different.push(x);
  }
  return different;
}

describe('log', () => {
  test.each<[string, (u: number) => number]>([
    ['in (0, 1), where draws come from', (u) => u],
    ['around 1', (u) => 0.5 + 1.5 * u],
    ['very close to 1', (u) => 1 + (u - 0.5) * 1e-5],
    ['of every magnitude', (u) => Math.exp((u - 0.5) * 1400)],
    ['of subnormal numbers', (u) => u * 2 ** -1022],
  ])('gives the bits of V8, which is fdlibm, %s', (_, draw) => {
    expect(differences(log, Math.log, draw)).toEqual([]);
  });

  test.each([0, -0, 1, 5e-324, 2 ** -1022, Number.MAX_VALUE, Number.POSITIVE_INFINITY, Number.NaN, -1])(
    'of the special argument %s is that of V8',
    (x) => {
      expect(log(x)).toBe(Math.log(x));
    },
  );

  test('undoes what is known exactly', () => {
    expect(log(1)).toBe(0);
    expect(log(2)).toBe(Math.LN2);
    expect(log(10)).toBe(Math.LN10);
  });
});

describe('exp', () => {
  test.each<[string, (u: number) => number]>([
    ['around 0', (u) => 3 * (u - 0.5)],
    ['very close to 0', (u) => 1e-8 * (u - 0.5)],
    ['of every magnitude', (u) => 1500 * (u - 0.5)],
    ['where the result is subnormal', (u) => -708 - 37 * u],
  ])('gives the bits of V8, which is fdlibm, %s', (_, draw) => {
    expect(differences(exp, Math.exp, draw)).toEqual([]);
  });

  test.each([0, -0, -1, 0.5, 709.782712893384, 709.79, -745.1, -745.2, Number.NaN, ...[1, -1].map((sign) => sign / 0)])(
    'of the special argument %s is that of V8',
    (x) => {
      expect(exp(x)).toBe(Math.exp(x));
    },
  );

  test('of 1, which V8 computes separately, is one unit in the last place away', () => {
    expect(exp(1)).toBe(Math.E + Number.EPSILON * 2);
  });
});

test('power multiplies, within rounding, and of 0 is 0', () => {
  expect(power(2, 10)).toBeCloseTo(1024, 9);
  expect(power(9, 0.5)).toBeCloseTo(3, 14);
  expect(power(7, -1)).toBeCloseTo(1 / 7, 15);
  expect(power(0, 2.5)).toBe(0);
});

test('the cosine of a part of a turn is that of its angle', () => {
  for (let i = -4000; i <= 4000; i++) {
    const turns = i / 1000;
    expect(Math.abs(cosineOfTurns(turns) - Math.cos(2 * Math.PI * turns))).toBeLessThan(4e-15);
  }
  expect([0, 0.25, 0.5, 0.75, 1, 7.5].map(cosineOfTurns)).toEqual([1, 0, -1, 0, 1, -1]);
});
