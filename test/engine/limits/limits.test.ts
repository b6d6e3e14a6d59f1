import { beforeAll, describe, expect, it } from 'vitest';
import { estimate } from '../../../engine/limits/estimate.js';
import { excessOf, LimitExceeded, limitFaults } from '../../../engine/limits/limits.js';
import { startingConfiguration } from '../../../engine/model/configuration.js';
import type { Distribution, Latency, Place, Scenario, Topology } from '../../../engine/model/scenario.js';
import { prepare, Simulation } from '../../../engine/simulation.js';
import { faultOf } from '../../../engine/twins/valid-configuration.js';
import { baseline, worldwide } from '../scenarios.js';
import { ahead, demanding } from '../twins/lookahead/demanding.js';

const constant = (value: number): Distribution => ({ kind: 'constant', value });

/** A latency of this many seconds between all nodes. */
const everywhere = (value: number): Latency => ({ kind: 'distribution', distribution: constant(value) });

/** Long timeouts, and no switch that could fail a round, because an estimate does not model failures. */
function undisturbed(changes: Partial<Scenario>, primary: Partial<Scenario['primary']> = {}): Scenario {
  const scenario = baseline(changes);
  return {
    ...scenario,
    primary: { ...scenario.primary, roundTimeout: 60, ...primary },
    management: { ...scenario.management, nodes: { kind: 'random', count: 8 }, interval: constant(1000) },
  };
}

function group(places: Place[], bandwidth = constant(10e6)): Partial<Topology> {
  return { groups: [{ name: 'nodes', nodes: 8, places, bandwidth }], peers: { kind: 'full' } };
}

/** Estimate divided by the simulated value. */
function accuracy(scenario: Scenario): number {
  const simulation = new Simulation(scenario);
  simulation.advance(Number.POSITIVE_INFINITY);
  return estimate(scenario).transmissions / simulation.results().transmissions.sent;
}

describe('the estimate of a run', () => {
  beforeAll(() => prepare());

  it.each([
    ['each', { kind: 'each', replications: 3 }],
    ['all together', { kind: 'halving', runs: 8 }],
  ] as const)('tells how often twins look ahead, by runs of %s', (_, spend) => {
    const scenario = demanding(ahead({ spend }, { accept: { source: '', within: 0.9 } }));
    let runs = 0;
    const simulation = new Simulation(scenario, {
      betweenLookAheads: (count) => {
        runs = count;
        return false;
      },
    });
    simulation.advance(scenario.duration);
    const told = estimate(scenario).lookAhead?.runs ?? 0;
    expect(told / runs).toBeGreaterThan(0.8);
    // A voter whose own best candidate is the proposal has nothing to compare it with.
    expect(told / runs).toBeLessThan(1.6);
  });

  it.each([
    ['on one desk', everywhere(0.0001)],
    ['around the world', { kind: 'geographic' } satisfies Latency],
    ['by way of the moon', everywhere(2)],
  ])('tells its copies within a factor of two %s', (_where, latency) => {
    const ratio = accuracy(undisturbed({ duration: 120, topology: worldwide({ latency }) }));
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });

  it.each([
    [
      'a microsecond away from each other, with small blocks',
      everywhere(1e-6),
      [{ kind: 'worldwide' }] as Place[],
      0.01,
    ],
    ['in one rack without any latency', everywhere(0), [{ kind: 'worldwide' }] as Place[], 0.01],
    ['in one city', { kind: 'geographic' } as Latency, [{ kind: 'city', name: 'Berlin' }] as Place[], 1],
    [
      'at two measured sites',
      { kind: 'matrix', entries: [{ from: 'Berlin', to: 'Tokyo', seconds: 0.01 }] } as Latency,
      [
        { kind: 'city', name: 'Berlin' },
        { kind: 'city', name: 'Tokyo' },
      ] as Place[],
      1,
    ],
  ])('does so for nodes %s', (_where, latency, places, duration) => {
    const topology = worldwide({ ...group(places, constant(1e9)), latency });
    const ratio = accuracy(undisturbed({ duration, topology }, { blockInterval: 0, blockSize: 1000 }));
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });

  it('counts the whole block that votes may carry, and the validation time', () => {
    const slow = { votes: 'block', messageValidation: 0.05, blockValidation: 0.2, blockInterval: 0 } as const;
    const ratio = accuracy(undisturbed({ duration: 60 }, slow));
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });
});

describe('the limits of a run', () => {
  const withWorkload = (changes: Partial<NonNullable<Scenario['primary']['workload']>>) =>
    baseline({
      primary: {
        ...baseline().primary,
        workload: {
          name: 'W',
          arrivals: { kind: 'poisson', rate: 100 },
          size: constant(1000),
          pool: 1000,
          ...changes,
        },
      },
    });
  const still = undisturbed({
    topology: worldwide({ ...group([{ kind: 'worldwide' }], constant(1e15)), latency: everywhere(0) }),
  });

  it.each<[string, Scenario, RegExp, string]>([
    ['nodes', baseline({ topology: worldwide({ nodes: 3000 }) }), /3,000 nodes/, 'topology.groups.0.nodes'],
    ['transmissions', baseline({ duration: 8e6 }), /billion transmissions|trillion transmissions/, 'duration'],
    [
      'arrivals, which take time even where a full pool drops them',
      withWorkload({ arrivals: { kind: 'poisson', rate: 1e6 } }),
      /3.6 billion transactions/,
      'primary.workload.arrivals',
    ],
    [
      'changes of a rate at which nothing arrives',
      withWorkload({ arrivals: { kind: 'bursts', low: 0, high: 0.001, meanLow: 1e-8, meanHigh: 1e-8 } }),
      /transactions or changes of their rate/,
      'primary.workload.arrivals',
    ],
    ['memory for a pool', withWorkload({ pool: 1e12 }), /16000 GB/, 'primary.workload.pool'],
    [
      'rounds that take no time',
      { ...still, primary: { ...still.primary, blockInterval: 0 } },
      /simulated time hardly passes/,
      'primary.blockInterval',
    ],
    [
      'a duration beyond what nanoseconds can count',
      baseline({ duration: 1e300 }),
      /must be between 1e-9 and 8640000, and is 1e\+300/,
      'duration',
    ],
    ['a duration below zero', baseline({ duration: -1 }), /must be between/, 'duration'],
    [
      'a value that is not a number',
      baseline({ primary: { ...baseline().primary, blockSize: Number.NaN } }),
      /counted with/,
      'primary.blockSize',
    ],
    [
      'a pause below zero',
      baseline({ primary: { ...baseline().primary, blockInterval: -1 } }),
      /must not be negative/,
      'primary.blockInterval',
    ],
  ])('name %s', (_what, scenario, message, path) => {
    const [fault] = limitFaults(scenario);
    expect(fault.message).toMatch(message);
    expect(fault.paths[0]).toBe(path);
    expect(() => new Simulation(scenario)).toThrow(LimitExceeded);
  });

  it('hold for values that rules compute, too', () => {
    const excess = excessOf(still);
    const inForce = startingConfiguration(still.primary);
    expect(excess(inForce)).toBeUndefined();
    const hasty = { ...inForce, blockInterval: 0 };
    expect(excess(hasty)).toMatch(/simulated time hardly passes/);
    expect(faultOf(hasty, { count: () => 8, excess })).toBe(excess(hasty));
  });

  it('distinguish a value from the allowed one, however close they are', () => {
    const { transmissions } = estimate(baseline());
    const duration = (3600 * 1e11 * 1.004) / transmissions;
    const [fault] = limitFaults(baseline({ duration, management: { ...baseline().management } }));
    expect(fault.message).toMatch(/about 100\.\d+ billion transmissions; up to 100 billion are allowed/);
  });

  it('refuses more links than may be listed, whatever creates them', () => {
    const edges = Array.from({ length: 250_001 }, (): [number, number] => [0, 1]);
    const [fault] = limitFaults(baseline({ topology: worldwide({ peers: { kind: 'edges', edges } }) }));
    expect(fault).toEqual({
      message: '`topology.peers` must list up to 250,000, and lists 250,001.',
      paths: ['topology.peers'],
    });
  });
});
