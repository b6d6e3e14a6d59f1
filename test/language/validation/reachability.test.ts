import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Lookup, truthValue } from '../../../engine/model/evaluation.js';
import type { ComparisonOperator, Condition, Expression } from '../../../engine/model/expression.js';
import { isNeverTrue, obstaclesOf, type RuleCondition } from '../../../language/validation/reachability.js';

const observation = (name: string): Expression => ({ kind: 'observation', name });
const constant = (value: number): Expression => ({ kind: 'constant', value });
const protocol: Expression = { kind: 'property', path: 'primary.consensus' };

function compare(left: Expression, operator: ComparisonOperator, right: Expression): Condition {
  return { kind: 'comparison', operator, left, right };
}

/** Few metrics and few bounds, so that conditions often overlap. */
const quantity = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('a', 'b').map(observation) },
  { weight: 3, arbitrary: fc.constantFrom(0, 1, 2, 3).map(constant) },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY).map(constant) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('a', 'b').map((name): Expression => ({ kind: 'absolute', operand: observation(name) })),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom<'+' | '/'>('+', '/'), fc.constantFrom('a', 'b'), fc.constantFrom(0, 1)).map(
      ([operator, name, by]): Expression => ({
        kind: 'arithmetic',
        operator,
        left: observation(name),
        right: constant(by),
      }),
    ),
  },
);

const comparison: fc.Arbitrary<Condition> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(quantity, fc.constantFrom<ComparisonOperator[]>('<', '<=', '>', '>=', '==', '!='), quantity)
      .map(([left, operator, right]) => compare(left, operator, right)),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom<ComparisonOperator[]>('==', '!='), fc.constantFrom('pbft', 'bigfoot'), fc.boolean())
      .map(([operator, word, turned]) =>
        turned
          ? compare({ kind: 'word', word }, operator, protocol)
          : compare(protocol, operator, { kind: 'word', word }),
      ),
  },
);

const condition = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3 },
    comparison,
    fc
      .tuple(fc.constantFrom<'both' | 'either'>('both', 'either'), tie('condition'), tie('condition'))
      .map(([kind, left, right]): Condition => ({ kind, left, right })),
    tie('condition').map((operand): Condition => ({ kind: 'not', operand })),
  ),
})).condition;

const rules: fc.Arbitrary<RuleCondition[]> = fc.array(
  fc.record({ condition, intervals: fc.constantFrom(1, 1, 2, 3) }),
  {
    minLength: 1,
    maxLength: 5,
  },
);

/** Observations of a twin at one interval end; undefined ones are absent. */
interface Seen {
  readonly a: number;
  readonly b: number;
  readonly consensus: string;
}

const sample = fc.constantFrom(Number.NaN, -1, 0, 0.5, 1, 1.5, 2, 2.5, 3, 4, Number.POSITIVE_INFINITY);
const history: fc.Arbitrary<Seen[]> = fc.array(
  fc.record({ a: sample, b: sample, consensus: fc.constantFrom('pbft', 'bigfoot', 'hotstuff') }),
  { minLength: 3, maxLength: 3 },
);

const lookup = ({ a, b, consensus }: Seen): Lookup => ({
  observation: (name) => (name === 'a' ? a : b),
  property: () => consensus,
  statistic: () => Number.NaN,
  always: () => undefined,
});

/** The rule that fires according to the engine: the first that has held at enough of the last interval ends. */
function winner(all: readonly RuleCondition[], ends: readonly Seen[]): number {
  return all.findIndex(({ condition: asked, intervals }) =>
    ends.slice(0, intervals).every((seen) => truthValue(asked, lookup(seen)) === true),
  );
}

describe('a rule that is reported as unreachable', () => {
  test('is never chosen, whatever is observed', () => {
    let told = 0;
    fc.assert(
      fc.property(rules, fc.array(history, { minLength: 20, maxLength: 20 }), (all, histories) => {
        const obstacles = obstaclesOf(all);
        told += obstacles.filter((obstacle) => obstacle !== undefined).length;
        for (const ends of histories) expect(obstacles[winner(all, ends)]).toBeUndefined();
      }),
      { numRuns: 3000, seed: 20261130 },
    );
    // The property is tested only if some rules are reported.
    expect(told).toBeGreaterThan(500);
  });

  test('has a condition that is never true where that is the reason', () => {
    fc.assert(
      fc.property(condition, fc.array(history, { minLength: 20, maxLength: 20 }), (asked, histories) => {
        if (!isNeverTrue(asked)) return;
        for (const seen of histories.flat()) expect(truthValue(asked, lookup(seen))).not.toBe(true);
      }),
      { numRuns: 3000, seed: 20261130 },
    );
  });
});

describe('two bounds on one quantity', () => {
  const bound = fc.record({
    operator: fc.constantFrom<ComparisonOperator[]>('<', '<=', '>', '>=', '==', '!='),
    value: fc.constantFrom(1, 2, 3),
  });
  const values = [Number.NaN, 0, 1, 1.5, 2, 2.5, 3, 4];

  test('are reported exactly if the earlier one allows every value that the later one allows', () => {
    fc.assert(
      fc.property(bound, bound, (first, second) => {
        const all = [first, second].map(({ operator, value }) => ({
          condition: compare(observation('a'), operator, constant(value)),
          intervals: 1,
        }));
        const chosen = values.map((a) => winner(all, [{ a, b: 0, consensus: 'pbft' }]));
        expect(obstaclesOf(all)[1] === undefined).toBe(chosen.includes(1));
      }),
      { seed: 20261130 },
    );
  });
});

test('a condition with very many cases is not judged, and that takes no time', () => {
  const either = (index: number): Condition => ({
    kind: 'either',
    left: compare(observation(`a${index}`), '>', constant(1)),
    right: compare(observation(`b${index}`), '>', constant(1)),
  });
  const many = Array.from({ length: 60 }, (_, index) => either(index)).reduce(
    (left, right): Condition => ({ kind: 'both', left, right }),
  );
  expect(
    obstaclesOf([
      { condition: many, intervals: 1 },
      { condition: many, intervals: 1 },
    ]),
  ).toEqual([undefined, undefined]);
});
