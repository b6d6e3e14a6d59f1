import { describe, expect, it } from 'vitest';
import type { Experiment, Goal } from '../../engine/model/experiment.js';
import type { Condition, Expression } from '../../engine/model/expression.js';
import { choose, feasibility } from '../../server/experiments/choice.js';
import { keyOf, type Observations } from '../../server/experiments/expectations.js';
import { choiceView } from '../../server/experiments/experiment-view.js';
import { choiceSentences } from '../../server/protocol/choice-text.js';
import { smallExperiment } from './small-experiment.js';

const DELAY: Expression = { kind: 'statistic', statistic: 'mean', metric: 'delay.total' };
const ONE: Expression = { kind: 'constant', value: 1 };
const BELOW: Condition = { kind: 'comparison', operator: '<', left: DELAY, right: ONE };
const LEAST: Goal = { direction: 'minimise', source: 'mean(delay.total)', unit: 's', objective: DELAY };
const MOST: Goal = { ...LEAST, direction: 'maximise' };

/** Deviations of five replications, equal at every point because points share random streams. */
const LUCK = [0.1, -0.1, 0.2, -0.2, 0];

/** Replications with these deviations around each mean. */
function observed(...means: number[]): Observations {
  return new Map([
    [keyOf(DELAY), means.map((value) => LUCK.map((luck) => value + luck))],
    [keyOf(ONE), means.map(() => LUCK.map(() => 1))],
  ]);
}

function experimentOf(points: number, ...conditions: Condition[]): Experiment {
  return smallExperiment({
    blockSizes: Array.from({ length: points }, (_, point) => point + 1),
    expectations: conditions.map((condition) => ({ text: '', source: '', condition })),
  });
}

function feasible(conditions: Condition[], observations: Observations, violations: string[][], replications = 5) {
  const points = violations.length;
  return feasibility(experimentOf(points, ...conditions), observations, violations, Array(points).fill(replications));
}

describe('whether a point meets what is expected', () => {
  it('is decided for each point separately', () => {
    expect(feasible([BELOW], observed(0.5, 1, 2), [[], [], []])).toEqual(['passed', 'undecided', 'failed']);
    expect(feasible([{ kind: 'not', operand: BELOW }], observed(0.5, 1, 2), [[], [], []])).toEqual([
      'failed',
      'undecided',
      'passed',
    ]);
  });

  it('takes all expectations together, one of which may be watched in every run', () => {
    const always: Condition = { kind: 'always', invariant: 'agreement' };
    expect(feasible([BELOW, always], observed(0.5, 0.5), [[], ['agreement']])).toEqual(['passed', 'failed']);
  });

  it('is not asked where expectations compare points, or there are none', () => {
    const rising: Condition = { kind: 'rising', value: DELAY };
    expect(feasible([rising], observed(0.5, 1), [[], []])).toBeUndefined();
    expect(feasible([{ kind: 'both', left: rising, right: BELOW }], observed(0.5, 1), [[], []])).toBeUndefined();
    expect(feasible([], observed(0.5, 1), [[], []])).toBeUndefined();
    expect(feasible([rising, BELOW], observed(0.5, 2), [[], []])).toEqual(['passed', 'failed']);
  });

  it('is open before a point has been simulated', () => {
    const always: Condition = { kind: 'always', invariant: 'agreement' };
    expect(feasible([always], observed(0.5), [[]], 0)).toEqual(['undecided']);
  });
});

describe('the point that is chosen', () => {
  it('is the best of those that meet every expectation', () => {
    expect(choose(LEAST, observed(3, 1, 2), ['passed', 'failed', 'passed']).best).toBe(2);
    expect(choose(MOST, observed(3, 1, 2), ['failed', 'passed', 'passed']).best).toBe(2);
    expect(choose(LEAST, observed(3, 1, 2), undefined).best).toBe(1);
  });

  it('does not exist where no point is known to meet them', () => {
    expect(choose(LEAST, observed(1, 2), ['undecided', 'failed']).best).toBeNull();
  });

  it('is listed with those that paired replications do not show to be worse', () => {
    // Replications vary far more than points differ, but they vary alike.
    expect(choose(LEAST, observed(1, 1.001, 1.002), undefined).alike).toEqual([]);
    const apart: Observations = new Map([[keyOf(DELAY), [LUCK, LUCK.map((value) => 0.01 - value), [1, 1, 1, 1, 1]]]]);
    expect(choose(LEAST, apart, undefined)).toMatchObject({ best: 0, alike: [1] });
  });

  it('always has a value', () => {
    const none: Observations = new Map([
      [
        keyOf(DELAY),
        [
          [Number.NaN, 1],
          [5, 6],
        ],
      ],
    ]);
    expect(choose(LEAST, none, undefined).best).toBe(1);
  });
});

describe('the text about a choice', () => {
  const say = (observations: Observations, outcomes: ReturnType<typeof feasibility>) => {
    const { axes, points } = experimentOf(observations.get(keyOf(DELAY))?.length ?? 0);
    const among = {
      axes,
      points: points.map(({ values }, point) => ({
        values: values.map(({ text, value }) => ({ text, value: value ?? null })),
        meets: outcomes?.[point] ?? null,
      })),
    };
    return choiceSentences(choiceView(choose(LEAST, observations, outcomes)), among).map((text) =>
      text.replaceAll('\u00a0', ' '),
    );
  };

  it('names the point by its varied values, and those that may be as good', () => {
    expect(say(observed(3, 1, 1), ['failed', 'passed', 'passed'])).toEqual([
      '2 of 3 points meet every expectation.',
      expect.stringMatching(/^Best: primary\.blockSize = 2B, with 1\.00 s \(95 % CI .* s\)\.$/),
      'Just as good: 3B.',
    ]);
  });

  it('says that no point is chosen, and how many are undecided', () => {
    expect(say(observed(1, 2), ['undecided', 'failed'])).toEqual([
      'None of the 2 points meets every expectation, 1 is undecided.',
      'No point is chosen.',
    ]);
  });
});
