import fc from 'fast-check';
import { PROTOCOLS } from '../../engine/consensus/protocols.js';
import type { Condition, Expression, StatisticName } from '../../engine/model/expression.js';
import type { Change, Policy, Rule } from '../../engine/model/policy.js';
import { OBSERVABLE } from '../../engine/twins/observable.js';
import { compare, number, observation, observing, property, statistic, times, word } from './twins/policies.js';

const observed = (view: 'mirrored' | 'exact') =>
  fc.record({
    metric: fc.constantFrom(...OBSERVABLE.filter((metric) => metric[view]).map(({ metric }) => metric)),
    statistic: fc.constantFrom<StatisticName[]>('mean', 'median', 'p95', 'sd', 'max', 'count', 'rate'),
  });

const comparison: fc.Arbitrary<Condition> = fc.oneof(
  fc
    .record({
      name: fc.constantFrom('a', 'b'),
      operator: fc.constantFrom('<' as const, '>=' as const),
      than: fc.constantFrom(0, 0.2, 1, 5, 100),
    })
    .map(({ name, operator, than }) => compare(observation(name), operator, number(than))),
  fc.constantFrom(20e3, 400e3).map((size) => compare(property('primary.blockSize'), '<', number(size))),
  fc.constantFrom(...PROTOCOLS.map(({ name }) => compare(property('primary.consensus'), '!=', word(name)))),
);

const condition: fc.Arbitrary<Condition> = fc.oneof(
  comparison,
  fc.tuple(comparison, comparison).map(([left, right]): Condition => ({ kind: 'both', left, right })),
  comparison.map((operand): Condition => ({ kind: 'not', operand })),
);

const scaled = (path: string) => fc.constantFrom(0.5, 2).map((factor): Expression => times(property(path), factor));

/** Mostly configurations that keep the primary running, and some that no node accepts. */
const change: fc.Arbitrary<Change> = fc.oneof(
  scaled('primary.blockSize').map((value) => ({ property: 'blockSize', value })),
  // Timeouts do not shrink without limit, because short ones only cost simulation time.
  scaled('primary.roundTimeout').map((value) => ({
    property: 'roundTimeout',
    value: { kind: 'arithmetic' as const, operator: 'max' as const, left: value, right: number(0.4) },
  })),
  fc.constantFrom(0, 0.2, -1).map((value) => ({ property: 'blockInterval', value: number(value) })),
  fc.constantFrom(...PROTOCOLS).map(({ name }) => ({ property: 'consensus', value: word(name) })),
  fc.constantFrom('direct', 'gossip').map((name) => ({ property: 'dissemination', value: word(name) })),
  fc.constantFrom(3, 4, 5).map((value) => ({ property: 'validators', value: number(value) })),
  fc.constant<Change>({ property: 'validators', value: { kind: 'nodes', choice: { kind: 'all' } } }),
);

const rule: fc.Arbitrary<Rule> = fc.record({
  source: fc.constant('a rule'),
  condition,
  intervals: fc.constantFrom(1, 1, 3),
  changes: fc.uniqueArray(change, { minLength: 1, maxLength: 3, selector: ({ property: name }) => name }),
});

/** Policies that observe, change every parameter, and sometimes disagree. */
export const randomPolicy: fc.Arbitrary<Policy> = fc.constantFrom('mirrored' as const, 'exact' as const).chain((view) =>
  fc
    .record({
      window: fc.constantFrom(1, 7),
      a: observed(view),
      b: observed(view),
      rules: fc.array(rule, { maxLength: 3 }),
      most: fc.constantFrom(0, 0, 2e6),
    })
    .map(({ window, a, b, rules, most }): Policy => {
      const accepts = compare(property('proposed.blockSize'), '<=', number(most));
      return {
        name: 'Random',
        ...observing(window, { a: statistic(a.statistic, a.metric), b: statistic(b.statistic, b.metric) }, view),
        decision: { kind: 'rules', rules },
        ...(most > 0 ? { accept: { source: 'proposed.blockSize <= 2MB', condition: accepts } } : {}),
      };
    }),
);
