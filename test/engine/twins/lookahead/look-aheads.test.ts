import { beforeEach, describe, expect, test } from 'vitest';
import type { Configuration } from '../../../../engine/model/configuration.js';
import { startingConfiguration } from '../../../../engine/model/configuration.js';
import type { LookAheadPlan } from '../../../../engine/model/look-ahead-plan.js';
import type { Belief } from '../../../../engine/twins/lookahead/belief.js';
import { meanScore } from '../../../../engine/twins/lookahead/candidate-scores.js';
import { candidatesOf } from '../../../../engine/twins/lookahead/candidates.js';
import { type LookAheadRequest, LookAheads } from '../../../../engine/twins/lookahead/look-aheads.js';
import { baseline } from '../../scenarios.js';
import { number } from '../policies.js';

const inForce = startingConfiguration(baseline().primary);
const belief: Belief = { height: 1, due: 1, staleness: 0, live: [0, 1, 2, 3], bandwidth: 1, delay: 0 };

function plan(changes: Partial<LookAheadPlan> = {}): LookAheadPlan {
  return {
    choices: [{ property: 'blockSize', values: [1e6, 2e6, 3e6, 4e6] }],
    horizon: 60,
    spend: { kind: 'each', replications: 3 },
    goal: 'maximise',
    objective: number(0),
    source: '',
    unit: '',
    ...changes,
  };
}

/** Twins whose simulations give the results of a function. */
class Told {
  readonly asked: LookAheadRequest[] = [];
  readonly twins: LookAheads;

  constructor(value: (candidate: Configuration, replication: number) => number) {
    this.twins = new LookAheads(
      (requests) => {
        this.asked.push(...requests);
        return requests.map(({ candidate, replication }) => value(candidate, replication));
      },
      ({ blockSize }) => blockSize < 1e9,
    );
    this.twins.intervalEnds(0, belief);
  }
}

/** Larger block sizes are better, whatever is drawn. */
const bySize = ({ blockSize }: Configuration) => blockSize / 1e6;

describe('candidates', () => {
  test('are all combinations in their order, and the configuration in force', () => {
    const found = candidatesOf(
      [
        { property: 'blockSize', values: [2e6, 4e6] },
        { property: 'blockInterval', values: [0.1, 1] },
      ],
      inForce,
      () => true,
    );
    expect(found.map(({ blockSize, blockInterval }) => [blockSize, blockInterval])).toEqual([
      [2e6, 0.1],
      [2e6, 1],
      [4e6, 0.1],
      [4e6, 1],
      [inForce.blockSize, inForce.blockInterval],
    ]);
  });

  test('the configuration in force is listed once, and as itself', () => {
    const found = candidatesOf([{ property: 'blockSize', values: [2e6, inForce.blockSize] }], inForce, () => true);
    expect(found).toHaveLength(2);
    expect(found[1]).toBe(inForce);
  });

  test('a candidate that no twin would accept is left out', () => {
    expect(
      candidatesOf([{ property: 'blockSize', values: [2e6, 1e12] }], inForce, ({ blockSize }) => blockSize < 1e9),
    ).toHaveLength(2);
  });
});

describe('the best of the candidates', () => {
  test('is found where outcomes are certain, however the runs are spent', () => {
    for (const spend of [
      { kind: 'each', replications: 1 },
      { kind: 'each', replications: 4 },
      { kind: 'halving', runs: 4 },
      { kind: 'halving', runs: 19 },
    ] as const) {
      const { twins } = new Told(bySize);
      const found = twins.decide(0, plan({ spend }), inForce);
      expect(found?.chosen.configuration.blockSize).toBe(4e6);
      expect(found?.candidates.map(meanScore)).toEqual([1, 2, 3, 4]);
    }
  });

  test('is the one with the least where the objective is minimised', () => {
    const { twins } = new Told(bySize);
    expect(
      twins.decide(0, plan({ goal: 'minimise' }), { ...inForce, blockSize: 3e6 })?.chosen.configuration.blockSize,
    ).toBe(1e6);
  });

  test('halving spends exactly its schedule, and the configuration in force stays in the race', () => {
    const told = new Told(bySize);
    const spend = { kind: 'halving', runs: 12 } as const;
    const found = told.twins.decide(0, plan({ spend }), inForce);
    // 4 x 1, then 2 x 4.
    expect(told.asked).toHaveLength(12);
    expect(found?.candidates.map(({ scores }) => scores.length)).toEqual([5, 1, 1, 5]);
  });

  test('every candidate meets the same random numbers in a replication', () => {
    const told = new Told(bySize);
    told.twins.decide(0, plan(), inForce);
    for (const replication of [0, 1, 2])
      expect(told.asked.filter((request) => request.replication === replication)).toHaveLength(4);
    expect(new Set(told.asked.map(({ node, interval }) => `${node}/${interval}`)).size).toBe(1);
  });

  test('does not win by less than one standard error of the paired difference', () => {
    const noisy = ({ blockSize }: Configuration, replication: number) =>
      blockSize === 2e6 ? [10, -8, 1][replication] : 0;
    expect(new Told(noisy).twins.decide(0, plan(), inForce)?.chosen.configuration).toBe(inForce);
    const clear = ({ blockSize }: Configuration, replication: number) =>
      blockSize === 2e6 ? [3, 2, 4][replication] : 0;
    expect(new Told(clear).twins.decide(0, plan(), inForce)?.chosen.configuration.blockSize).toBe(2e6);
  });

  test('with an undefined objective is the worst', () => {
    const told = new Told(({ blockSize }) => (blockSize === 4e6 ? Number.NaN : -blockSize));
    expect(told.twins.decide(0, plan(), { ...inForce, blockSize: 4e6 })?.chosen.configuration.blockSize).toBe(1e6);
    expect(new Told(() => Number.NaN).twins.decide(0, plan(), inForce)?.chosen.configuration).toBe(inForce);
  });

  test('among equally good ones is the first', () => {
    const told = new Told(({ blockSize }) => (blockSize > 1e6 ? 1 : 0));
    expect(told.twins.decide(0, plan(), inForce)?.chosen.configuration.blockSize).toBe(2e6);
  });

  test('needs no run where it is the only candidate', () => {
    const told = new Told(bySize);
    const single = plan({ choices: [{ property: 'blockSize', values: [inForce.blockSize] }] });
    expect(told.twins.decide(0, single, inForce)).toBeUndefined();
    expect(told.twins.judge(0, single, 0.1, inForce, inForce)).toBeUndefined();
    expect(told.asked).toHaveLength(0);
  });
});

describe('the simulated outcomes', () => {
  let told: Told;
  beforeEach(() => {
    told = new Told(bySize);
  });

  test('are kept until the next interval ends', () => {
    told.twins.decide(0, plan(), inForce);
    told.twins.decide(0, plan(), inForce);
    told.twins.judge(0, plan(), 0.1, { ...inForce, blockSize: 3e6 }, inForce);
    expect(told.asked).toHaveLength(12);
    told.twins.intervalEnds(0, belief);
    told.twins.decide(0, plan(), inForce);
    expect(told.asked).toHaveLength(24);
    expect(told.asked[23].interval).toBe(2);
  });

  test('are empty before the first request', () => {
    expect(told.asked).toHaveLength(0);
  });
});

describe('a proposal', () => {
  test("is accepted within a share of the twin's own best, and rejected beyond it", () => {
    const { twins } = new Told(bySize);
    const proposed = { ...inForce, blockSize: 3e6 };
    expect(twins.judge(0, plan(), 0.25, proposed, inForce)).toEqual({ accepted: true, score: 3, best: 4 });
    expect(twins.judge(0, plan(), 0.24, proposed, inForce)).toEqual({ accepted: false, score: 3, best: 4 });
  });

  test("outside the twin's own candidates is simulated as well", () => {
    const { twins } = new Told(bySize);
    const proposed = { ...inForce, blockSize: 5e6 };
    expect(twins.judge(0, plan(), 0.1, proposed, inForce)).toEqual({ accepted: true, score: 5, best: 5 });
  });

  test('is judged by one run of every candidate where runs are counted together, and by more only to reject it', () => {
    const spend = { kind: 'halving', runs: 12 } as const;
    const judged = (blockSize: number) => {
      const told = new Told(bySize);
      const judgement = told.twins.judge(0, plan({ spend }), 0.3, { ...inForce, blockSize }, inForce);
      return [judgement?.accepted, told.asked.length];
    };
    expect(judged(3e6)).toEqual([true, 4]);
    // Two more of the proposal and of the best candidate.
    expect(judged(2e6)).toEqual([false, 8]);
  });

  test('is judged by one run of every candidate, and more of the proposal and of the best', () => {
    const told = new Told(bySize);
    told.twins.judge(0, plan(), 0.1, { ...inForce, blockSize: 2e6 }, inForce);
    // All four once, then two more of each of the best two.
    expect(told.asked).toHaveLength(8);
  });
});
