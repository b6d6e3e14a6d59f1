import { beforeAll, describe, expect, it } from 'vitest';
import { summarise } from '../../../engine/measurement/summary.js';
import { recordingOf } from '../../../engine/model/results.js';
import { prepare, Simulation } from '../../../engine/simulation.js';
import { closedForm } from '../../../language/editor/closed-form.js';
import { baseline } from '../../engine/scenarios.js';

beforeAll(prepare);

/** Of two nodes in one city, one way, s. */
const LATENCY = 0.002431;

describe('the closed form', () => {
  it('is exact where every delay is the same', () => {
    const scenario = baseline();
    const settings = {
      ...scenario.primary,
      dissemination: 'direct' as const,
      votes: 'block' as const,
      headerSize: 0,
      blockSize: 1e6,
      blockInterval: 0.1,
      messageValidation: 0.001,
      blockValidation: 0.01,
    };
    const form = closedForm({
      ...scenario,
      topology: {
        ...scenario.topology,
        groups: [
          {
            name: 'nodes',
            nodes: 7,
            places: [{ kind: 'city', name: 'Berlin' }],
            bandwidth: { kind: 'constant', value: 1e7 },
          },
        ],
        peers: { kind: 'full' },
        latency: { kind: 'geographic' },
      },
      primary: settings,
      management: { ...scenario.management, nodes: { kind: 'all' } },
    });
    expect(form?.blockTime).toBeCloseTo(0.1 + 3 * (1e6 / 1e7 + LATENCY) + 3 * 0.001 + 0.01, 9);
  });

  it("is within a twentieth of the simulation of the paper's baseline", () => {
    const scenario = baseline({ duration: 600 });
    const simulation = new Simulation(scenario, {});
    simulation.advance(scenario.duration);
    const metrics = summarise(recordingOf(simulation.results()), scenario);
    const form = closedForm(scenario);
    const ratio = (estimate: number | undefined, metric: string) => (estimate ?? 0) / (metrics[metric].mean ?? 0);
    expect(Math.abs(ratio(form?.blockTime, 'blockTime.normal') - 1)).toBeLessThan(0.05);
    expect(Math.abs(ratio(form?.agreement, 'delay.agreement') - 1)).toBeLessThan(0.05);
  });

  it('says when it is a lower bound only', () => {
    const scenario = baseline();
    expect(closedForm(scenario)?.atLeast).toBe(false);
    expect(closedForm({ ...scenario, topology: { ...scenario.topology, sharing: 'uplink' } })?.atLeast).toBe(true);
  });

  it('is silent about systems that are too large to tell at once, and those that cannot exist', () => {
    const scenario = baseline();
    const [group] = scenario.topology.groups;
    const withNodes = (nodes: number) => ({
      ...scenario,
      topology: { ...scenario.topology, groups: [{ ...group, nodes }] },
    });
    expect(closedForm(withNodes(500))).toBeUndefined();
    expect(
      closedForm({ ...withNodes(8), management: { ...scenario.management, nodes: { kind: 'random', count: 9 } } }),
    ).toBeUndefined();
  });
});
