import { beforeAll, describe, expect, it } from 'vitest';
import { LIMITS, LimitExceeded } from '../../../engine/limits/limits.js';
import { EVENTS_BETWEEN_CHECKS, ProgressGuard } from '../../../engine/limits/progress-guard.js';
import type { Distribution, Scenario } from '../../../engine/model/scenario.js';
import { prepare, Simulation } from '../../../engine/simulation.js';
import { baseline, worldwide } from '../scenarios.js';

const constant = (value: number): Distribution => ({ kind: 'constant', value });

/** One pair of nodes in a million is far apart: messages take time on average, but almost never in a run. */
const MOSTLY_NOTHING: Distribution = {
  kind: 'mixture',
  components: [
    { weight: 1 - 1e-9, distribution: constant(0) },
    { weight: 1e-9, distribution: constant(1e6) },
  ],
};

/** A scenario whose estimate is wrong by any factor. */
function timeless(nodes: number): Scenario {
  const scenario = baseline({
    duration: 1,
    topology: worldwide({
      groups: [{ name: 'nodes', nodes, places: [{ kind: 'worldwide' }], bandwidth: constant(1e15) }],
      peers: { kind: 'full' },
      latency: { kind: 'distribution', distribution: MOSTLY_NOTHING },
    }),
  });
  return {
    ...scenario,
    primary: { ...scenario.primary, blockInterval: 0, blockSize: 1, headerSize: 0, voteSize: 0 },
    management: { ...scenario.management, nodes: { kind: 'random', count: 4 } },
  };
}

function endOf(scenario: Scenario, slice = Number.POSITIVE_INFINITY): { message: string; events: number } {
  const simulation = new Simulation(scenario);
  try {
    while (!simulation.advance(Number.POSITIVE_INFINITY, slice));
  } catch (error) {
    if (!(error instanceof LimitExceeded)) throw error;
    return { message: error.message, events: simulation.progress().events };
  }
  throw new Error('the run came to its end');
}

describe('the guard of a run', () => {
  beforeAll(() => prepare());

  it.each([4, 40])('ends a chain of %i nodes whose time stands still, which the estimate missed', (nodes) => {
    expect(endOf(timeless(nodes)).message).toMatch(/After 0 s time stood still: \d+ (blocks|events)/);
  });

  it('ends it at the same event, whatever the slices', () => {
    const whole = endOf(timeless(4));
    expect(endOf(timeless(4), 777)).toEqual(whole);
  });

  it('ends views that change without end at one instant', () => {
    const guard = new ProgressGuard(4);
    const look = () => guard.look({ now: 5e9, height: 1, sent: 0 });
    expect(() => {
      for (let events = 0; events < 1e7; events += EVENTS_BETWEEN_CHECKS) look();
    }).toThrow(/After 5 s time stood still: \d+ events took place at one instant/);
  });

  it('ends blocks that follow each other faster than in any real system', () => {
    const guard = new ProgressGuard(4);
    expect(() => {
      for (let block = 1; block < 1e7; block += 100) guard.look({ now: block, height: block, sent: 0 });
    }).toThrow(/a million blocks were decided within a second/);
  });

  it('ends a run that takes far more transmissions than are allowed', () => {
    const guard = new ProgressGuard(4);
    expect(() => guard.look({ now: 1e9, height: 1, sent: 3 * LIMITS.transmissions })).toThrow(LimitExceeded);
  });

  it('accepts a network that decides without delay, as long as time passes', () => {
    const scenario = timeless(40);
    const paused = { ...scenario, primary: { ...scenario.primary, blockInterval: 0.01 } };
    const simulation = new Simulation(paused);
    expect(simulation.advance(Number.POSITIVE_INFINITY)).toBe(true);
  });
});
