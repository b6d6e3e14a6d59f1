import type { ComparisonOperator, Condition, Expression, StatisticName } from '../../../engine/model/expression.js';
import type { Change, Policy, Rule } from '../../../engine/model/policy.js';
import type { Scenario } from '../../../engine/model/scenario.js';
import { constant, constantTopology } from '../network/open-network.js';
import { baseline } from '../scenarios.js';

export const number = (value: number): Expression => ({ kind: 'constant', value });
export const word = (text: string): Expression => ({ kind: 'word', word: text });
export const property = (path: string): Expression => ({ kind: 'property', path });
export const observation = (name: string): Expression => ({ kind: 'observation', name });
export const statistic = (name: StatisticName, metric: string): Expression => ({
  kind: 'statistic',
  statistic: name,
  metric,
});
export const times = (left: Expression, right: number): Expression => ({
  kind: 'arithmetic',
  operator: '*',
  left,
  right: number(right),
});
export const compare = (left: Expression, operator: ComparisonOperator, right: Expression): Condition => ({
  kind: 'comparison',
  operator,
  left,
  right,
});

export const ALWAYS = compare(number(1), '==', number(1));
export const NEVER = compare(number(1), '==', number(2));

export function rule(condition: Condition, changes: Record<string, Change['value']>, intervals = 1): Rule {
  const assigned = Object.entries(changes).map(([name, value]) => ({ property: name, value }));
  return { source: 'as it is written', condition, intervals, changes: assigned };
}

export function policy(rules: Rule[], rest: Partial<Policy> = {}): Policy {
  return { name: 'Manage', decision: { kind: 'rules', rules }, ...rest };
}

/** Observations over a window of this many seconds, as plain numbers. */
export function observing(
  window: number,
  observations: Record<string, Expression>,
  view: 'mirrored' | 'exact' = 'mirrored',
): Pick<Policy, 'observe'> {
  const named = Object.entries(observations).map(([name, value]) => ({ name, value, unit: 's' }));
  return { observe: { window, view, observations: named } };
}

export const acceptWhen = (condition: Condition, source: string): Pick<Policy, 'accept'> => ({
  accept: { source, condition },
});

/**
 * Ten nodes at 50 ms from each other; seven are managers with an interval of 20 s. An agreement takes 150 ms, and a
 * cycle times out after 4 s.
 */
export function managed(own: Policy, changes: Partial<Scenario['management']> = {}): Scenario {
  const { primary, management } = baseline();
  return baseline({
    duration: 210,
    topology: constantTopology(10, { latency: { kind: 'distribution', distribution: constant(0.05) } }),
    primary: { ...primary, blockSize: 1000, headerSize: 0, voteSize: 0, blockInterval: 1 },
    management: {
      ...management,
      nodes: { kind: 'random', count: 7 },
      headerSize: 0,
      voteSize: 0,
      configurationBlockSize: 0,
      cycleTimeout: 4,
      interval: constant(20),
      policy: own,
      ...changes,
    },
  });
}
