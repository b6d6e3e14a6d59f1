import { beforeAll, describe, expect, test } from 'vitest';
import { type Results, recordingOf } from '../../engine/model/results.js';
import type { Scenario } from '../../engine/model/scenario.js';
import { prepare, Simulation } from '../../engine/simulation.js';
import { bestValue } from '../../server/protocol/deliberation-view.js';
import { learntView } from '../../server/view/deliberation-view.js';
import { storyView } from '../../server/view/story-view.js';
import { constant, constantTopology } from '../engine/network/open-network.js';
import { baseline } from '../engine/scenarios.js';
import { observation, observing, statistic } from '../engine/twins/policies.js';

beforeAll(prepare);

function simulated(
  policy: Scenario['management']['policy'],
  duration: number,
): { scenario: Scenario; results: Results } {
  const { primary, management } = baseline();
  const scenario = baseline({
    duration,
    topology: constantTopology(7, { latency: { kind: 'distribution', distribution: constant(0.02) } }),
    primary: { ...primary, dissemination: 'direct', blockSize: 10_000, blockInterval: 2 },
    management: { ...management, nodes: { kind: 'random', count: 4 }, interval: constant(20), policy },
  });
  const simulation = new Simulation(scenario);
  simulation.advance(duration);
  return { scenario, results: simulation.results() };
}

const choices = [{ property: 'blockInterval', values: [4, 0.5] }];
const reward = statistic('mean', 'primary.throughput');
const goal = { objective: reward, source: 'mean(primary.throughput)', unit: 'tx/s' };

describe('the story of a proposal', () => {
  test('by look-ahead has its candidates, the best first, the beliefs of the twin, and the judgements of others', () => {
    const { scenario, results } = simulated(
      {
        name: 'Ahead',
        decision: {
          kind: 'lookAhead',
          plan: { ...goal, choices, horizon: 20, spend: { kind: 'each', replications: 2 }, goal: 'maximise' },
        },
        accept: { source: 'within 10% of own best', within: 0.1 },
      },
      30,
    );
    const [proposal] = storyView(recordingOf(results), scenario).decisions[0].proposals;
    const { candidates, mirror, judgements } = proposal.lookAhead ?? { candidates: [], mirror: null, judgements: [] };
    expect(candidates.map(({ name, inForce, proposed }) => [name, inForce, proposed])).toEqual([
      ['block interval 500\u00a0ms', false, true],
      ['in force', true, false],
      ['block interval 4\u00a0s', false, false],
    ]);
    const asDeclared = { believed: 1, actual: 1 };
    expect(mirror).toMatchObject({
      arrivals: null,
      live: { believed: 7, actual: 7 },
      latency: asDeclared,
      loss: { believed: 0, actual: 0 },
    });
    expect(judgements.map(({ accepted }) => accepted)).toEqual([true, true, true]);

    // Runs of older versions lack these columns.
    const { mirrors } = results.tables;
    for (const name of ['latency', 'latencyTrue', 'latencyError', 'loss', 'lossTrue']) {
      mirrors.columns[name] = { type: 'number', unit: '', values: new Float64Array(mirrors.rows).fill(Number.NaN) };
    }
    const [older] = storyView(recordingOf(results), scenario).decisions[0].proposals;
    expect(older.lookAhead?.mirror).toEqual({ ...mirror, latency: null, loss: null });
  });

  test('by a linear bandit has the weight of each observation: the effect of one unit of it', () => {
    const { scenario, results } = simulated(
      {
        name: 'Weighing',
        ...observing(20, { time: statistic('mean', 'primary.blockTime') }),
        decision: {
          kind: 'learn',
          plan: {
            method: { kind: 'linUcb', memory: 1 },
            state: [{ name: 'time', value: observation('time'), bounds: [1] }],
            choices,
            reward,
            source: goal.source,
            unit: goal.unit,
          },
        },
      },
      200,
    );
    const learnt = learntView(recordingOf(results), scenario);
    expect(learnt?.kind).toBe('weights');
    expect(learnt?.states.map(({ name }) => name)).toEqual(['constant', 'time']);
    // The file contains what the next run needs to continue learning.
    expect(results.learnt?.model).toMatchObject({ kind: 'linear', scales: [1, expect.any(Number)] });
    expect(results.learnt?.values).toHaveLength(4);
  });

  test('by learning has the tried action, and the run has the learnt values', () => {
    const { scenario, results } = simulated(
      {
        name: 'Learner',
        ...observing(20, { time: statistic('mean', 'primary.blockTime') }),
        decision: {
          kind: 'learn',
          plan: {
            method: { kind: 'qLearning', rate: 0.5, discount: 0, exploration: 0 },
            state: [{ name: 'time', value: observation('time'), bounds: [0.001, 7200] }],
            choices,
            reward,
            source: goal.source,
            unit: goal.unit,
          },
        },
      },
      200,
    );
    const recording = recordingOf(results);
    const [first] = storyView(recording, scenario).decisions[0].proposals;
    const state = 'time 1\u00a0ms to 7,200\u00a0s';
    expect(first.tried).toEqual({ state, action: 'block interval 4\u00a0s', exploring: true });
    const learnt = learntView(recording, scenario);
    expect(learnt?.states.map(({ name }) => name)).toContain(state);
    expect(learnt?.actions).toEqual(['block interval 4\u00a0s', 'block interval 500\u00a0ms']);
    const [slow, fast] = learnt?.states.find(({ name }) => name === state)?.cells ?? [];
    expect(fast?.value).toBeGreaterThan(slow?.value ?? 0);
    expect(learnt?.regret.action).toBe('block interval 500\u00a0ms');
    // There is no regret once the best action has been found.
    expect(learnt?.regret.total.at(-1)).toBeGreaterThan(0);
  });
});

describe('the best value of a state', () => {
  const cells = (...values: (number | null)[]) => values.map((value) => (value === null ? null : { value, visits: 1 }));

  test('is that of the tried actions, even if there is only one', () => {
    expect(bestValue(cells(1, null, 3, 2))).toBe(3);
    expect(bestValue(cells(null, -1))).toBe(-1);
  });

  test('is undefined if all are equal, or none was tried', () => {
    expect(bestValue(cells(2, 2, null))).toBeUndefined();
    expect(bestValue(cells(null, null))).toBeUndefined();
  });
});
