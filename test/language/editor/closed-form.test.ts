import { beforeAll, describe, expect, it } from 'vitest';
import { PROTOCOLS } from '../../../engine/consensus/protocols.js';
import { summarise } from '../../../engine/measurement/summary.js';
import { recordingOf } from '../../../engine/model/results.js';
import type { Scenario } from '../../../engine/model/scenario.js';
import { prepare, Simulation } from '../../../engine/simulation.js';
import { closedForm } from '../../../language/editor/closed-form.js';
import { constant } from '../../engine/network/open-network.js';
import { baseline } from '../../engine/scenarios.js';

beforeAll(prepare);

/** One-way latency between two nodes in one city, s. */
const LATENCY = 0.002431;

function meanOf(scenario: Scenario, metric: string): number | undefined {
  const simulation = new Simulation(scenario, {});
  simulation.advance(scenario.duration);
  return summarise(recordingOf(simulation.results()), scenario)[metric].mean ?? undefined;
}

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

  const chains = PROTOCOLS.flatMap(({ name }) => (['direct', 'gossip'] as const).map((way) => [name, way] as const));

  it.each(chains)(
    "is within a twentieth of the simulation of the paper's baseline: both chains by %s, blocks spread by %s",
    (consensus, dissemination) => {
      const plain = baseline({ duration: 450 });
      const scenario = {
        ...plain,
        primary: { ...plain.primary, consensus, dissemination },
        management: { ...plain.management, consensus },
      };
      const form = closedForm(scenario);
      // Switches may fail rounds, which the closed form does not model, so block times exclude them.
      const quiet = { ...scenario, duration: 150, management: { ...scenario.management, interval: constant(1e6) } };
      const ratio = (estimate: number | undefined, mean: number | undefined) => (estimate ?? 0) / (mean ?? 0);
      expect(Math.abs(ratio(form?.blockTime, meanOf(quiet, 'blockTime.normal')) - 1)).toBeLessThan(0.05);
      expect(Math.abs(ratio(form?.agreement, meanOf(scenario, 'delay.agreement')) - 1)).toBeLessThan(0.05);
    },
  );

  it('says when it is only a lower bound', () => {
    const scenario = baseline();
    expect(closedForm(scenario)?.atLeast).toBe(false);
    expect(closedForm({ ...scenario, topology: { ...scenario.topology, sharing: 'uplink' } })?.atLeast).toBe(true);
  });

  it('is silent about systems that are too large to compute at once, and impossible ones', () => {
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
