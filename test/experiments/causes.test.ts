import { describe, expect, it } from 'vitest';
import type { Culprit } from '../../engine/model/culprits.js';
import type { Condition, Expression } from '../../engine/model/expression.js';
import type { Violation } from '../../engine/model/invariants.js';
import { causesOf } from '../../server/experiments/causes.js';

function culprit(name: string, deed: Culprit['deed'], failed: number, missed = 0): Culprit {
  return { chain: 'management', node: 3, name, deed, count: failed, failed, missed, seconds: 3 * failed };
}

const fewerThanFour = (metric: string): Condition => {
  const left: Expression = { kind: 'statistic', statistic: 'total', metric };
  return { kind: 'comparison', operator: '<', left, right: { kind: 'constant', value: 4 } };
};

const violation: Violation = {
  kind: 'agreement',
  message: 'Oslo 4 and Oslo 1 committed different blocks 7',
  time: 192,
  chain: 'primary',
  nodes: [1, 4],
  heights: [7],
  because: [],
};

const run = {
  metrics: { 'management.cyclesFailed': { total: 15 }, 'management.intervalsMissed': { total: 5 } },
  violations: [violation],
  culprits: [culprit('Hamburg 3', 'invalid', 14, 5), culprit('Berlin 4', 'down', 1)],
};

describe('why an expectation fails', () => {
  it('names the nodes behind failed cycles and missed intervals, and what they did', () => {
    expect(causesOf(fewerThanFour('management.cyclesFailed'), run)).toBe(
      '15 failed cycles, 14 by invalid proposals of Hamburg 3, 1 while Berlin 4 was down.',
    );
    const intervals = fewerThanFour('management.intervalsMissed');
    expect(causesOf({ kind: 'not', operand: intervals }, run)).toBe(
      '5 missed intervals, 5 with invalid proposals of Hamburg 3.',
    );
  });

  it('is empty without a known cause', () => {
    expect(causesOf(fewerThanFour('primary.roundsFailed'), run)).toBe('');
    expect(causesOf(fewerThanFour('management.cyclesFailed'), { ...run, culprits: undefined })).toBe('');
    expect(causesOf(fewerThanFour('primary.throughput'), run)).toBe('');
  });

  it('blames no single node for failures that several shared in', () => {
    const voters = { ...run, culprits: [culprit('Oslo 1', 'abstained', 15, 2), culprit('Oslo 2', 'opposed', 15, 2)] };
    expect(causesOf(fewerThanFour('management.cyclesFailed'), voters)).toBe(
      '15 failed cycles, 15 with withheld votes of Oslo 1, 15 with votes against of Oslo 2.',
    );
    const proposers = { ...run, culprits: [culprit('Oslo 1', 'silent', 9, 5), culprit('Oslo 2', 'down', 6, 4)] };
    expect(causesOf(fewerThanFour('management.intervalsMissed'), proposers)).toBe(
      '5 missed intervals, 5 in which Oslo 1 proposed nothing, 4 in which Oslo 2 was down.',
    );
  });

  it('reports the first violation of an invariant', () => {
    expect(causesOf({ kind: 'always', invariant: 'agreement' }, run)).toBe(
      'At 3 min 12 s, Oslo 4 and Oslo 1 committed different blocks 7.',
    );
    expect(causesOf({ kind: 'always', invariant: 'progress' }, run)).toBe('');
  });

  it('lists the three costliest causes, and the others together, with counts that add up', () => {
    const many = Array.from({ length: 5 }, (_, i) => culprit(`Oslo ${i}`, 'silent', 5 - i));
    expect(causesOf(fewerThanFour('management.cyclesFailed'), { ...run, culprits: many })).toBe(
      '15 failed cycles, 5 because Oslo 0 proposed nothing, 4 because Oslo 1 proposed nothing, 3 because Oslo 2 proposed nothing, 3 by 2 further causes.',
    );
    const few = { ...run, culprits: many.slice(3) };
    expect(causesOf(fewerThanFour('management.cyclesFailed'), few)).toBe(
      '15 failed cycles, 2 because Oslo 3 proposed nothing, 1 because Oslo 4 proposed nothing, 12 without a known cause.',
    );
  });
});
