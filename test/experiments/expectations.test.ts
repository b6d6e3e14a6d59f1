import { describe, expect, it } from 'vitest';
import type { Experiment } from '../../engine/model/experiment.js';
import type { Condition, Expression } from '../../engine/model/expression.js';
import { decide, decideInRun, keyOf, type Observations } from '../../server/experiments/expectations.js';
import type { Replication } from '../../server/experiments/expressions.js';
import { lines } from '../../server/experiments/points.js';
import { undecidedText } from '../../server/experiments/statistics/undecided.js';
import { smallScenario } from '../runs/simulated-run.js';
import { smallExperiment } from './small-experiment.js';

const metric = (name: string): Expression => ({ kind: 'statistic', statistic: 'mean', metric: name });
const MEAN = metric('delay.total');
const WORD: Expression = { kind: 'property', path: 'primary.consensus' };
const ONE: Expression = { kind: 'constant', value: 1 };

const NOISE = [0.01, -0.01, 0.02, -0.02, 0];

/** Five replications at each of two points, around these values. */
function observed(first: number, second: number): Observations {
  return new Map([
    [keyOf(MEAN), [NOISE.map((value) => first + value), NOISE.map((value) => second + value)]],
    [keyOf(ONE), [NOISE.map(() => 1), NOISE.map(() => 1)]],
    [keyOf(WORD), [NOISE.map(() => 'pbft'), NOISE.map(() => 'pbft')]],
    [keyOf({ kind: 'word', word: 'pbft' }), [NOISE.map(() => 'pbft'), NOISE.map(() => 'pbft')]],
  ]);
}

function outcome(condition: Condition, observations: Observations, violations: string[][] = [[], []]) {
  return decide({ text: '', source: '', condition }, smallExperiment(), observations, violations).outcome;
}

const below: Condition = { kind: 'comparison', operator: '<', left: MEAN, right: ONE };

describe('an expectation', () => {
  it('of a condition has to hold at every point', () => {
    expect(outcome(below, observed(0.5, 0.6))).toBe('passed');
    expect(outcome(below, observed(0.5, 1.5))).toBe('failed');
    expect(outcome(below, observed(0.5, 1))).toBe('undecided');
  });

  it('shows the value, its interval and the limit', () => {
    const { deciding } = decide({ text: '', source: '', condition: below }, smallExperiment(), observed(0.5, 0.6), []);
    expect(deciding.map(({ about, n, value, bound }) => [about, n, value, bound])).toEqual([
      ['500000B', 5, expect.closeTo(0.5, 9), 1],
      ['2000000B', 5, expect.closeTo(0.6, 9), 1],
    ]);
    for (const { low, high, value } of deciding) expect(low < value && value < high).toBe(true);
  });

  it.each<[string, Condition, string[]]>([
    ['of its metric', { kind: 'rising', value: metric('network.bytes') }, ['B']],
    ['of the side that has one', { kind: 'comparison', operator: '<', left: ONE, right: MEAN }, ['s']],
    ['that is a share', { kind: 'flat', value: MEAN, tolerance: 0.1 }, ['%']],
    [
      'whose comparison cannot be made',
      { kind: 'rising', value: { kind: 'arithmetic', operator: '*', left: MEAN, right: metric('network.bytes') } },
      [''],
    ],
    [
      'of each of two conditions',
      {
        kind: 'both',
        left: { kind: 'rising', value: MEAN },
        right: { kind: 'rising', value: metric('network.bytes') },
      },
      ['s', 'B'],
    ],
  ])('tells its numbers in the unit %s', (_, condition, units) => {
    const { deciding } = decide({ text: '', source: '', condition }, smallExperiment(), observed(0.5, 0.6), []);
    expect([...new Set(deciding.map(({ unit }) => unit))]).toEqual(units);
  });

  it('of a trend compares the points', () => {
    expect(outcome({ kind: 'rising', value: MEAN }, observed(0.5, 0.9))).toBe('passed');
    expect(outcome({ kind: 'falling', value: MEAN }, observed(0.5, 0.9))).toBe('failed');
    expect(outcome({ kind: 'flat', value: MEAN, tolerance: 0.5 }, observed(0.5, 0.9))).toBe('passed');
    expect(outcome({ kind: 'flat', value: MEAN, tolerance: 0.1 }, observed(0.5, 0.9))).toBe('failed');
  });

  it('of words is exact', () => {
    const is = (operator: '==' | '!='): Condition => ({
      kind: 'comparison',
      operator,
      left: WORD,
      right: { kind: 'word', word: 'pbft' },
    });
    expect(outcome(is('=='), observed(1, 1))).toBe('passed');
    expect(outcome(is('!='), observed(1, 1))).toBe('failed');
  });

  it('of an invariant fails where any replication broke it', () => {
    const always: Condition = { kind: 'always', invariant: 'agreement' };
    expect(outcome(always, observed(1, 1))).toBe('passed');
    expect(outcome(always, observed(1, 1), [[], ['verifiable']])).toBe('passed');
    expect(outcome(always, observed(1, 1), [[], ['agreement']])).toBe('failed');
  });

  it('combines with and, or, not', () => {
    const rising: Condition = { kind: 'rising', value: MEAN };
    expect(outcome({ kind: 'both', left: below, right: rising }, observed(0.5, 0.6))).toBe('passed');
    expect(outcome({ kind: 'either', left: below, right: rising }, observed(0.5, 1.5))).toBe('passed');
    expect(outcome({ kind: 'not', operand: below }, observed(0.5, 1.5))).toBe('passed');
  });

  it('with `not` says of each number whether it supports the condition as written', () => {
    const condition: Condition = { kind: 'not', operand: below };
    const { deciding } = decide({ text: '', source: '', condition }, smallExperiment(), observed(0.5, 1.5), []);
    expect(deciding.map((numbers) => numbers.outcome)).toEqual(['failed', 'passed']);
  });

  it('is undecided where a replication has no samples', () => {
    expect(outcome(below, observed(0.5, Number.NaN))).toBe('undecided');
  });
});

describe('what may decide an undecided expectation', () => {
  const why = (condition: Condition, observations: Observations) =>
    decide({ text: '', source: '', condition }, smallExperiment(), observations, [[], []]).why;
  const equal: Condition = { ...below, operator: '==' };
  const one = (value: number): Observations =>
    new Map([
      [keyOf(MEAN), [[value], [value]]],
      [keyOf(ONE), [[1], [1]]],
    ]);

  it('nothing for a decided one', () => {
    expect(why(below, observed(0.5, 0.6))).toBeUndefined();
    expect(why({ kind: 'rising', value: MEAN }, observed(0.5, 0.6))).toBeUndefined();
  });

  it('more replications, with an estimate that depends on the distance', () => {
    // The interval extends 0.0196 from a mean that is 0.01 from the bound, so 5 · 1.96² replications are needed.
    expect(why(below, observed(0.5, 0.99))).toEqual({ reason: 'wide', replications: 20 });
    expect(why(below, observed(0.99, 1.005))).toEqual({ reason: 'wide', replications: 78 });
  });

  it('no number of replications where the value is at the bound', () => {
    expect(why(below, observed(0.5, 1))).toEqual({ reason: 'wide', replications: undefined });
  });

  it('a second replication where there is only one', () => {
    expect(why(below, one(0.5))).toEqual({ reason: 'tooFew', replications: 1 });
    expect(why({ kind: 'rising', value: MEAN }, one(0.5))).toEqual({ reason: 'tooFew', replications: 1 });
  });

  it('nothing where there is no value, or where values that differ should be equal', () => {
    expect(why(below, observed(0.5, Number.NaN))).toEqual({ reason: 'noValue' });
    expect(why(equal, observed(1, 1))).toEqual({ reason: 'unequal' });
    expect(why({ kind: 'both', left: equal, right: below }, observed(1, 1))).toEqual({ reason: 'unequal' });
    expect(undecidedText({ reason: 'wide', replications: 2504 })).toContain('about 2,600 may be enough');
    expect(undecidedText({ reason: 'unequal' })).toContain('More replications do not change that');
  });
});

describe('the lines of a grid', () => {
  const grid = (first: (number | string)[], second: string[]): Pick<Experiment, 'axes' | 'points'> => ({
    axes: [
      { path: 'a', unit: '', dimension: 0 },
      { path: 'b', unit: '', dimension: 1 },
    ],
    points: first.flatMap((a) =>
      second.map((b) => ({
        values: [typeof a === 'number' ? { text: `${a}`, value: a } : { text: a }, { text: b }],
        scenario: smallScenario(),
      })),
    ),
  });

  it('run along the first `vary`, one for each combination of the others, in the order of its values', () => {
    expect(lines(grid([3, 1, 2], ['x', 'y']))).toEqual([
      [2, 4, 0],
      [3, 5, 1],
    ]);
  });

  it('run as listed where the values are words', () => {
    expect(lines(grid(['pbft', 'bigfoot'], ['x']))).toEqual([[0, 1]]);
  });
});

describe('a single run', () => {
  const run = (median: number | null): Replication => ({
    scenario: smallScenario(),
    summary: {
      measuredSeconds: 60,
      violations: [],
      metrics: {
        'delay.total': {
          unit: 's',
          n: 3,
          mean: 2,
          sd: 1,
          min: 1,
          p5: 1,
          p25: 1,
          median,
          p75: 3,
          p90: 3,
          p95: 3,
          p99: 3,
          max: 3,
        },
      },
    },
  });
  const quick: Condition = {
    kind: 'comparison',
    operator: '<=',
    left: { kind: 'statistic', statistic: 'median', metric: 'delay.total' },
    right: ONE,
  };

  it('is decided by its own figures', () => {
    expect(decideInRun(quick, run(1)).outcome).toBe('passed');
    expect(decideInRun(quick, run(1.1)).outcome).toBe('failed');
    expect(decideInRun({ kind: 'not', operand: quick }, run(1.1)).outcome).toBe('passed');
  });

  it('decides nothing about metrics without samples', () => {
    expect(decideInRun(quick, run(null)).outcome).toBe('undecided');
  });

  it('is not failed by a residue of rounding', () => {
    const sum: Condition = {
      kind: 'comparison',
      operator: '<=',
      left: {
        kind: 'arithmetic',
        operator: '+',
        left: { kind: 'constant', value: 0.1 },
        right: { kind: 'constant', value: 0.2 },
      },
      right: { kind: 'constant', value: 0.3 },
    };
    expect(decideInRun(sum, run(1)).outcome).toBe('passed');
  });

  it('counts per second of measured time', () => {
    const rate: Expression = { kind: 'statistic', statistic: 'rate', metric: 'delay.total' };
    const exact: Condition = {
      kind: 'comparison',
      operator: '==',
      left: rate,
      right: { kind: 'constant', value: 3 / 60 },
    };
    expect(decideInRun(exact, run(1)).outcome).toBe('passed');
  });
});
