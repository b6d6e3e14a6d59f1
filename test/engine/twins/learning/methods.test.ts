import { describe, expect, test } from 'vitest';
import { WordSource } from '../../../../engine/kernel/word-source.js';
import { startingConfiguration } from '../../../../engine/model/configuration.js';
import type { Learnt } from '../../../../engine/model/learning-plan.js';
import { gatedReward, gini, isFeasible } from '../../../../engine/twins/learning/constraints.js';
import { LinUcb, solveLinearSystem, weightsOf } from '../../../../engine/twins/learning/lin-ucb.js';
import type { Learner } from '../../../../engine/twins/learning/method.js';
import { Network } from '../../../../engine/twins/learning/network.js';
import { Optimiser } from '../../../../engine/twins/learning/optimiser.js';
import { QLearning } from '../../../../engine/twins/learning/q-learning.js';
import { binOf, stateCount, stateNames, stateOf } from '../../../../engine/twins/learning/state-space.js';
import { Thompson } from '../../../../engine/twins/learning/thompson.js';
import { baseline } from '../../scenarios.js';
import { observation } from '../policies.js';

const draws = (number: number) => new WordSource().within({ k0: 7, k1: 11 }, number);

const method = { kind: 'qLearning', rate: 0.5, discount: 0.9, exploration: 0 } as const;

describe('states', () => {
  const backlog = { name: 'backlog', value: observation('backlog'), bounds: [100, 1000] };
  const delay = { name: 'delay', value: observation('delay'), bounds: [1] };

  test('k bounds make k + 1 bins, a bound belongs to the bin above it, and a missing value has its own bin', () => {
    expect([0, 99, 100, 999, 1000, 5000, Number.NaN].map((value) => binOf(backlog.bounds, value))).toEqual([
      0, 0, 1, 1, 2, 2, 3,
    ]);
  });

  test('are the product of the bins, and have names', () => {
    expect(stateCount([backlog, delay])).toBe(12);
    const names = stateNames([backlog, delay]);
    expect(names).toHaveLength(12);
    expect(new Set(names).size).toBe(12);
    expect(names[stateOf([backlog, delay], [500, 2])]).toBe('backlog 100 to 1000, delay >= 1');
    expect(names[stateOf([backlog, delay], [Number.NaN, 0])]).toBe('backlog undefined, delay < 1');
  });
});

describe('Q-learning', () => {
  test('of two arms in one state gives the values computed by hand', () => {
    const learner = new QLearning({ ...method, discount: 0 }, 1, 2);
    // Arm 0 pays 10, arm 1 pays 20: 0 + (10 - 0) / 2 = 5, then 7.5; 10, then 15.
    for (const [action, reward] of [
      [0, 10],
      [1, 20],
      [0, 10],
      [1, 20],
    ])
      learner.learn({ state: 0, action, reward, next: 0, features: [], nextFeatures: [] });
    expect([learner.value(0, 0), learner.value(0, 1)]).toEqual([7.5, 15]);
    expect([learner.visits(0, 0), learner.visits(0, 1)]).toEqual([2, 2]);
    expect(learner.choose(0, [], draws(1))).toEqual({ action: 1, isExploring: false });
  });

  test('along three states propagates the reward at the end back to the start', () => {
    const learner = new QLearning(method, 3, 1);
    const round = () => {
      learner.learn({ state: 0, action: 0, reward: 0, next: 1, features: [], nextFeatures: [] });
      learner.learn({ state: 1, action: 0, reward: 8, next: 2, features: [], nextFeatures: [] });
    };
    round();
    // Q(1) = 8 / 2 = 4; no reward has been returned to state 0 yet.
    expect([learner.value(0, 0), learner.value(1, 0), learner.value(2, 0)]).toEqual([0, 4, 0]);
    round();
    // Q(0) = (0 + 0.9 * 4) / 2 = 1.8; Q(1) = 4 + (8 - 4) / 2 = 6.
    expect([learner.value(0, 0), learner.value(1, 0)]).toEqual([1.8, 6]);
  });

  test('tries untried actions first, in order, and then explores at the given rate', () => {
    const learner = new QLearning({ ...method, exploration: 0.25 }, 1, 4);
    for (let action = 0; action < 4; action++) {
      expect(learner.choose(0, [], draws(action))).toEqual({ action, isExploring: true });
      learner.learn({ state: 0, action, reward: action, next: 0, features: [], nextFeatures: [] });
    }
    const choices = Array.from({ length: 2000 }, (_, number) => learner.choose(0, [], draws(number)));
    const share = choices.filter(({ isExploring }) => isExploring).length / choices.length;
    // Three standard deviations of 2000 draws with probability 0.25.
    expect(Math.abs(share - 0.25)).toBeLessThan(0.03);
    expect(choices.filter(({ isExploring }) => !isExploring).every(({ action }) => action === 3)).toBe(true);
  });

  test('counts simulated outcomes for their reward, and not for later ones', () => {
    const learner = new QLearning(method, 1, 2);
    learner.learn({ state: 0, action: 0, reward: 10, next: 0, features: [], nextFeatures: [], isImagined: true });
    learner.learn({ state: 0, action: 1, reward: 10, next: 0, features: [], nextFeatures: [], isImagined: true });
    // Both 10 / 2, whichever was simulated first.
    expect([learner.value(0, 0), learner.value(0, 1)]).toEqual([5, 5]);
  });

  test('continues from earlier learning', () => {
    const learner = new QLearning(method, 1, 2, { values: [3, 5], visits: [1, 1] });
    expect(learner.choose(0, [], draws(1))).toEqual({ action: 1, isExploring: false });
  });
});

/** Plays arms with normal rewards of these means and unit variance; returns the cumulative regret after each round. */
function regrets(learner: Learner, means: (round: number) => readonly number[], rounds: number): number[] {
  const noise = (round: number) => {
    const source = draws(1_000_000 + round);
    return Array.from({ length: 12 }, () => source.uniform()).reduce((sum, value) => sum + value, -6);
  };
  let regret = 0;
  return Array.from({ length: rounds }, (_, round) => {
    const now = means(round);
    const { action } = learner.choose(0, [0], draws(round));
    learner.learn(
      { state: 0, action, reward: now[action] + noise(round), next: 0, features: [0], nextFeatures: [0] },
      draws(round),
    );
    regret += Math.max(...now) - now[action];
    return regret;
  });
}

describe('Thompson sampling', () => {
  test('has the regret that theory predicts: logarithmic in time, far below that of random play', () => {
    const gaps = [1, 0.5];
    const regret = regrets(new Thompson(1, 1, 3), () => [0, 0.5, 1], 3000);
    // Lai and Robbins 1985: (2 / gap) log T for each worse arm, for normal rewards of unit variance; four times that is generous.
    const bound = (time: number) => 4 * gaps.reduce((sum, gap) => sum + (2 / gap) * Math.log(time), 0);
    expect(regret[2999]).toBeLessThan(bound(3000));
    expect(regret[2999] - regret[1499]).toBeLessThan(regret[1499] + 10);
    // Uniformly random play loses half a unit per round.
    expect(regret[2999]).toBeLessThan(0.1 * 1500);
  });

  test('with forgetting follows a change that the same method without forgetting is slow to follow', () => {
    const change = (round: number) => (round < 1500 ? [0, 1] : [1, 0]);
    const forgetting = regrets(new Thompson(0.95, 1, 2), change, 3000);
    const remembering = regrets(new Thompson(1, 1, 2), change, 3000);
    const sinceChange = (regret: number[]) => regret[2999] - regret[1499];
    expect(sinceChange(forgetting)).toBeLessThan(0.5 * sinceChange(remembering));
  });
});

/** Two actions on one observation x: action 0 pays 1 - x, action 1 pays x. */
function taught(learner: Learner, rounds: number): Learner {
  for (let round = 0; round < rounds; round++) {
    const feature = draws(round).uniform();
    const { action } = learner.choose(0, [feature], draws(round + rounds));
    const reward = action === 1 ? feature : 1 - feature;
    learner.learn({ state: 0, action, reward, next: 0, features: [feature], nextFeatures: [feature] }, draws(-round));
  }
  return learner;
}

describe('LinUCB', () => {
  test('learns which action pays at which value of an observation', () => {
    const learner = taught(new LinUcb(1, 1, 2), 200);
    expect(learner.choose(0, [0.95], draws(1)).action).toBe(1);
    expect(learner.choose(0, [0.05], draws(1)).action).toBe(0);
  });

  test('learns weights in the units of its observations, whatever it has seen first', () => {
    const learner = new LinUcb(1, 1, 1);
    // The reward is 3 + 2x; only the ridge penalty shrinks the weights.
    for (let x = 0; x < 1000; x++)
      learner.learn({ state: 0, action: 0, reward: 3 + 2 * x, next: 0, features: [x], nextFeatures: [] });
    const [constant, slope] = weightsOf(learner.model, 0);
    expect(Math.abs(slope - 2)).toBeLessThan(0.05);
    expect(learner.value(0, 0)).toBeCloseTo(constant + 999 * slope, 6);
  });

  test('continues from earlier learning as if without interruption', () => {
    const whole = taught(new LinUcb(0.99, 1, 2), 60);
    const model = structuredClone(whole.model);
    const again = new LinUcb(0.99, 1, 2, {
      visits: [whole.visits(0, 0), whole.visits(0, 1)],
      ...(model ? { model } : {}),
    });
    for (const feature of [0.1, 0.5, 0.9]) {
      expect(again.choose(0, [feature])).toEqual(whole.choose(0, [feature], draws(1)));
      expect(again.value(0, 1)).toBe(whole.value(0, 1));
    }
  });

  test('solves its equations', () => {
    expect(
      solveLinearSystem(
        [
          [2, 1],
          [1, 3],
        ],
        [5, 10],
      ),
    ).toEqual([1, 3]);
  });
});

describe('the optimiser', () => {
  const deep = { kind: 'optimiser', discount: 0, exploration: 0 } as const;
  const sizes = { states: 1, actions: 2, features: 1 };

  test('learns which action pays at which value of an observation, and continues from there in another run', () => {
    const learner = taught(new Optimiser(deep, sizes, draws(5)), 300);
    expect(learner.choose(0, [0.95], draws(1))).toEqual({ action: 1, isExploring: false });
    expect(learner.choose(0, [0.05], draws(1))).toEqual({ action: 0, isExploring: false });
    const from: Learnt = {
      method: 'optimiser',
      states: ['any'],
      actions: ['0', '1'],
      values: [0, 0],
      visits: [learner.visits(0, 0), learner.visits(0, 1)],
      variances: [0, 0],
      ...(learner.model ? { model: structuredClone(learner.model) } : {}),
    };
    const again = new Optimiser(deep, sizes, draws(6), from);
    for (const feature of [0.1, 0.4, 0.6, 0.9])
      expect(again.choose(0, [feature], draws(1))).toEqual(learner.choose(0, [feature], draws(1)));
    expect(again.value(0, 1)).toBe(learner.value(0, 1));
  });

  test('tries every action once, and then explores less and less', () => {
    const learner = new Optimiser(deep, sizes, draws(5));
    const explored = Array.from({ length: 80 }, (_, round) => {
      const { action, isExploring } = learner.choose(0, [1], draws(round));
      learner.learn({ state: 0, action, reward: action, next: 0, features: [1], nextFeatures: [1] }, draws(-round));
      return isExploring;
    });
    expect(explored.slice(0, 2)).toEqual([true, true]);
    // Nothing changes after six lessons for each action.
    expect(explored.slice(0, 12).filter(Boolean).length).toBeGreaterThan(4);
    expect(explored.slice(12).some(Boolean)).toBe(false);
  });

  test('moves an output of its network by its gradient', () => {
    const network = Network.drawn([2, 3, 2], draws(9));
    const loss = () => {
      const [, output] = network.outputs([0.3, -0.7]);
      return Math.abs(output - 0.5);
    };
    const before = loss();
    const [other] = network.outputs([0.3, -0.7]);
    for (let step = 0; step < 2000; step++) network.train([{ inputs: [0.3, -0.7], output: 1, target: 0.5 }]);
    expect(loss()).toBeLessThan(0.01 * before);
    // Only the shared features move the other action.
    expect(network.outputs([0.3, -0.7])[0]).not.toBe(other);
  });

  test('is paid only for blocks in time, with validators from everywhere', () => {
    const groups = [
      { name: 'North', nodes: 4 },
      { name: 'South', nodes: 8 },
    ];
    const configuration = startingConfiguration({ ...baseline().primary, blockInterval: 1 });
    expect(isFeasible(configuration, 6, groups)).toBe(true);
    expect(isFeasible(configuration, 6.1, groups)).toBe(false);
    expect(isFeasible(configuration, Number.NaN, groups)).toBe(false);
    const among = (north: number, south: number) => {
      const parts = [
        { group: 'North', count: north },
        { group: 'South', count: south },
      ];
      return isFeasible({ ...configuration, validators: { kind: 'groups', parts } }, 1, groups);
    };
    // Shares of 1 and 1/4 have a Gini coefficient of 0.3, by hand.
    expect([among(4, 8), among(4, 2), among(4, 1), among(4, 0)]).toEqual([true, true, false, false]);
    expect(gini([1, 0, 0])).toBeCloseTo(2 / 3, 12);
    expect([gatedReward(5), gatedReward(-5)]).toEqual([0, -5]);
  });
});
