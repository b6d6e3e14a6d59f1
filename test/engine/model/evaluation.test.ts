import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluate, type Lookup, quantitiesIn, truthValue } from '../../../engine/model/evaluation.js';
import type { Condition, Expression } from '../../../engine/model/expression.js';
import { compare, number, observation, property, statistic, word } from '../twins/policies.js';

const LOOKUP: Lookup = {
  statistic: (name, metric) => (name === 'mean' && metric === 'primary.pool' ? 40 : Number.NaN),
  property: (path) => (path === 'primary.consensus' ? 'pbft' : 8),
  observation: (name) => (name === 'backlog' ? 12 : Number.NaN),
  always: (invariant) => (invariant === 'agreement' ? true : undefined),
};
const UNKNOWN = observation('nothing');
const holds = (condition: Condition) => truthValue(condition, LOOKUP);
const not = (operand: Condition): Condition => ({ kind: 'not', operand });
const arithmetic = (
  operator: '+' | '-' | '*' | '/' | 'min' | 'max',
  left: Expression,
  right: Expression,
): Expression => ({
  kind: 'arithmetic',
  operator,
  left,
  right,
});

describe('an expression', () => {
  test.each<[string, Expression, number | string]>([
    ['a number', number(3), 3],
    ['a word', word('bigfoot'), 'bigfoot'],
    ['a statistic', statistic('mean', 'primary.pool'), 40],
    ['a property that is a quantity', property('primary.blockSize'), 8],
    ['a property that is a word', property('primary.consensus'), 'pbft'],
    ['an observation', observation('backlog'), 12],
    ['a sum', arithmetic('+', number(2), observation('backlog')), 14],
    ['a difference', arithmetic('-', number(2), number(5)), -3],
    ['a product', arithmetic('*', number(2), number(5)), 10],
    ['a quotient', arithmetic('/', number(2), number(5)), 0.4],
    ['the lesser of two', arithmetic('min', number(2), number(5)), 2],
    ['the greater of two', arithmetic('max', number(2), number(5)), 5],
    ['what is negative', { kind: 'negative', operand: number(2) }, -2],
    ['what is absolute', { kind: 'absolute', operand: number(-2) }, 2],
  ])('%s has its value', (_, expression, value) => {
    expect(evaluate(expression, LOOKUP)).toBe(value);
  });

  test('that reads an undefined value, or calculates with a word, is undefined', () => {
    expect(evaluate(arithmetic('max', UNKNOWN, number(5)), LOOKUP)).toBeNaN();
    expect(evaluate(arithmetic('+', property('primary.consensus'), number(5)), LOOKUP)).toBeNaN();
  });

  test('that divides by zero or exceeds the largest number is undefined', () => {
    for (const dividend of [-2, 0, 2]) {
      expect(evaluate(arithmetic('/', number(dividend), number(0)), LOOKUP)).toBeNaN();
      expect(evaluate(arithmetic('/', number(dividend), number(-0)), LOOKUP)).toBeNaN();
    }
    expect(evaluate(arithmetic('*', number(1e200), number(1e200)), LOOKUP)).toBeNaN();
    expect(evaluate(arithmetic('min', arithmetic('/', number(1), number(0)), number(5)), LOOKUP)).toBeNaN();
  });
});

describe('a comparison', () => {
  test.each([
    ['<', true, false, false],
    ['<=', true, true, false],
    ['>', false, false, true],
    ['>=', false, true, true],
    ['==', false, true, false],
    ['!=', true, false, true],
  ] as const)('%s is what it is in arithmetic', (operator, less, same, more) => {
    const found = [1, 2, 3].map((value) => holds(compare(number(value), operator, number(2))));
    expect(found).toEqual([less, same, more]);
  });

  test('of words tests whether they are equal; a word is never a number', () => {
    expect(holds(compare(property('primary.consensus'), '==', word('pbft')))).toBe(true);
    expect(holds(compare(property('primary.consensus'), '!=', word('pbft')))).toBe(false);
    expect(holds(compare(word('pbft'), '==', number(2)))).toBe(false);
  });

  test('with an undefined value neither holds nor fails, and neither does its opposite', () => {
    for (const operator of ['<', '<=', '>', '>=', '==', '!='] as const) {
      expect(holds(compare(UNKNOWN, operator, number(2)))).toBeUndefined();
      expect(holds(not(compare(number(2), operator, UNKNOWN)))).toBeUndefined();
      expect(holds(compare(arithmetic('/', number(2), number(0)), operator, number(2)))).toBeUndefined();
    }
  });
});

describe('combined conditions', () => {
  /** -1, 0 and 1 stand for false, undefined and true. Kleene's and, or and not are minimum, maximum and negation. */
  const part = fc.constantFrom(-1, 0, 1);
  const made = (value: number): Condition =>
    value === 0 ? compare(UNKNOWN, '<', number(1)) : compare(number(value), '>', number(0));
  const worth = (condition: Condition) => ({ true: 1, false: -1, undefined: 0 })[String(holds(condition))];

  test('follow three-valued logic: an undefined condition may be either', () => {
    fc.assert(
      fc.property(part, part, (a, b) => {
        const sides = { left: made(a), right: made(b) };
        expect(worth({ kind: 'both', ...sides })).toBe(Math.min(a, b));
        expect(worth({ kind: 'either', ...sides })).toBe(Math.max(a, b));
        expect(worth(not(made(a)))).toBe(0 - a);
      }),
      { seed: 20250607 },
    );
  });

  test('know invariants, but no trends', () => {
    expect(holds({ kind: 'always', invariant: 'agreement' })).toBe(true);
    expect(holds({ kind: 'always', invariant: 'verifiable' })).toBeUndefined();
    expect(holds({ kind: 'rising', value: number(1) })).toBeUndefined();
  });

  test('name the metrics that they compare', () => {
    const both: Condition = {
      kind: 'both',
      left: compare(number(1), '<', UNKNOWN),
      right: not(compare(word('a'), '==', word('b'))),
    };
    expect(quantitiesIn(both)).toEqual([number(1), UNKNOWN, word('a'), word('b')]);
  });
});
