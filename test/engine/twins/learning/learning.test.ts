import { beforeAll, describe, expect, test } from 'vitest';
import type { LearningPlan } from '../../../../engine/model/learning-plan.js';
import type { Policy } from '../../../../engine/model/policy.js';
import type { Scenario } from '../../../../engine/model/scenario.js';
import { prepare, Simulation } from '../../../../engine/simulation.js';
import { digest } from '../../digest.js';
import { FactLog } from '../../fact-log.js';
import { constant, constantTopology } from '../../network/open-network.js';
import { baseline } from '../../scenarios.js';
import { observation, observing, statistic } from '../policies.js';

beforeAll(prepare);

const LEARNING: LearningPlan = {
  method: { kind: 'qLearning', rate: 0.5, discount: 0, exploration: 0.1 },
  state: [{ name: 'time', value: observation('time'), bounds: [] }],
  choices: [{ property: 'blockInterval', values: [4, 2, 0.5] }],
  reward: statistic('mean', 'primary.throughput'),
  source: 'mean(primary.throughput)',
  unit: 'tx/s',
};

const policy = (plan: Partial<LearningPlan> = {}): Policy => ({
  name: 'Learner',
  ...observing(20, { time: statistic('mean', 'primary.blockTime') }),
  decision: { kind: 'learn', plan: { ...LEARNING, ...plan } },
});

/** A saturated chain of seven nodes, where the shortest pause gives the highest reward. */
function saturated(own: Policy, duration = 600): Scenario {
  const { primary, management } = baseline();
  return baseline({
    duration,
    topology: constantTopology(7, { latency: { kind: 'distribution', distribution: constant(0.02) } }),
    primary: { ...primary, dissemination: 'direct', blockSize: 10_000, blockInterval: 2 },
    management: { ...management, nodes: { kind: 'random', count: 4 }, interval: constant(20), policy: own },
  });
}

function run(scenario: Scenario) {
  const log = new FactLog();
  const simulation = new Simulation(scenario, { record: log.record });
  simulation.advance(scenario.duration);
  return { log, results: simulation.results() };
}

describe('twins that learn', () => {
  test.each([
    ['qLearning', LEARNING.method],
    ['thompson', { kind: 'thompson', memory: 0.95 }],
    ['linUcb', { kind: 'linUcb', memory: 1 }],
    ['the optimiser', { kind: 'optimiser', discount: 0, exploration: 0.05 }],
  ] as const)('find the known best by %s, and stay with it', (_, method) => {
    const { log } = run(saturated(policy({ method })));
    const chosen = log.of('configurationAgreed').map(({ configuration }) => configuration.blockInterval);
    expect(chosen.length).toBeGreaterThan(20);
    const late = chosen.slice(-10);
    expect(late.filter((interval) => interval === 0.5).length).toBeGreaterThanOrEqual(8);
  });

  test('learn from the configuration in force, whoever proposed it: nearly the same in all twins', () => {
    const { log } = run(saturated(policy(), 200));
    const lessons = log.of('lessonLearnt');
    const heights = [...new Set(lessons.map(({ height }) => height))];
    for (const height of heights) {
      const learnt = lessons.filter((lesson) => lesson.height === height);
      expect(learnt).toHaveLength(4);
      expect(new Set(learnt.map(({ action }) => action)).size).toBe(1);
    }
    expect(heights.length).toBeGreaterThan(5);
  });

  test('give the same bytes again', () => {
    expect(digest(run(saturated(policy(), 200)).results)).toBe(digest(run(saturated(policy(), 200)).results));
  });

  test('look ahead in a new state, and use the table in all others', () => {
    const unseen = {
      choices: LEARNING.choices,
      horizon: 20,
      spend: { kind: 'each', replications: 1 } as const,
      goal: 'maximise' as const,
      objective: LEARNING.reward,
      source: LEARNING.source,
      unit: 'tx/s',
    };
    const { log } = run(
      saturated(policy({ unseen, method: { kind: 'qLearning', rate: 0.5, discount: 0, exploration: 0 } }), 240),
    );
    const proposed = log.of('configurationProposed');
    expect(proposed[0].candidates).toHaveLength(3);
    expect(proposed.every(({ configuration }) => configuration.blockInterval === 0.5)).toBe(true);
    // Each twin looks ahead once. Its table then knows every action, and no bad action is tried.
    for (const node of new Set(proposed.map(({ proposer }) => proposer))) {
      const [first, ...later] = proposed.filter(({ proposer }) => proposer === node);
      expect(first.candidates).toHaveLength(3);
      expect(later.length).toBeGreaterThan(0);
      expect(later.every(({ candidates, learning }) => candidates === undefined && learning !== undefined)).toBe(true);
    }
  });

  test('start from earlier learning', () => {
    const from = {
      method: 'qLearning' as const,
      states: ['time any', 'time undefined'],
      actions: ['blockInterval 4', 'blockInterval 2', 'blockInterval 0.5'],
      values: [1, 5, 2, 0, 0, 0],
      visits: [3, 3, 3, 0, 0, 0],
      variances: [0, 0, 0, 0, 0, 0],
    };
    const method = { kind: 'qLearning', rate: 0.5, discount: 0, exploration: 0 } as const;
    const { log } = run(saturated(policy({ from, method }), 30));
    expect(log.of('configurationProposed')[0].learning).toEqual({
      state: 'time any',
      action: 'blockInterval 2',
      isExploring: false,
    });
    const shorter = { ...from, values: [1], visits: [1] };
    expect(() => new Simulation(saturated(policy({ from: shorter })))).toThrow('6 are needed');
  });
});
