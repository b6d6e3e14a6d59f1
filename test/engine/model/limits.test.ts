import { beforeAll, describe, expect, it } from 'vitest';
import { estimate } from '../../../engine/model/limits.js';
import type { Latency } from '../../../engine/model/scenario.js';
import { prepare, Simulation } from '../../../engine/simulation.js';
import { baseline, worldwide } from '../scenarios.js';

/** A latency of this many seconds between all nodes. */
const everywhere = (value: number): Latency => ({ kind: 'distribution', distribution: { kind: 'constant', value } });

describe('the estimate of a run', () => {
  beforeAll(() => prepare());

  it.each([
    ['on one desk', everywhere(0.0001)],
    ['around the world', { kind: 'geographic' } satisfies Latency],
    ['by way of the moon', everywhere(2)],
  ])('tells its copies within a factor of two %s', (_where, latency) => {
    const changed = baseline({ duration: 120, topology: worldwide({ latency }) });
    // Patient nodes, and no switch in which a round could be lost: an estimate knows nothing of failures.
    const scenario = {
      ...changed,
      primary: { ...changed.primary, roundTimeout: 60 },
      management: { ...changed.management, interval: { kind: 'constant' as const, value: 1000 } },
    };
    const simulation = new Simulation(scenario);
    simulation.advance(Number.POSITIVE_INFINITY);
    const ratio = estimate(scenario).transmissions / simulation.results().transmissions.sent;
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });
});
