import { resolve } from 'node:path';
import { URI } from 'langium';
import { beforeAll, describe, expect, it } from 'vitest';
import { ENGINE_VERSION, prepare } from '../../engine/simulation.js';
import { createNodeLanguage } from '../../language/node.js';
import { secondsOf } from '../../server/clusters/cell-seconds.js';
import { cellName } from '../../server/experiments/cell.js';
import { simulateCell } from '../../server/experiments/simulate-cell.js';
import { COMPARISONS, experimentOf } from '../../server/foresight/cases.js';

/** Long enough for a few proposals, s. */
const SECONDS = 80;

const language = createNodeLanguage(resolve('.'));

async function scenarioOf(value: string) {
  const comparison = COMPARISONS.find(({ points }) => points.some(([name]) => name === value)) ?? COMPARISONS[0];
  const loaded = await language.load(URI.file(resolve('examples', comparison.file)));
  const lowered = language.lowerExperiment(loaded, comparison.experiment);
  if (!lowered.ok) throw new Error(lowered.diagnostics[0].message);
  const { points } = experimentOf(comparison, lowered.experiment, 1);
  const point = points.find(({ values }) => values[0].text === value);
  if (!point) throw new Error(`no point ${value}`);
  return { ...point.scenario, duration: SECONDS };
}

beforeAll(prepare);

describe('a cell with recorded twins', () => {
  it('has the same figures and samples as any other, and the results of its twins', async () => {
    const request = { scenario: await scenarioOf('Frugal'), replication: 1 };
    const { summary, samples } = simulateCell(request);
    const watched = simulateCell({ ...request, watchesTwins: true });
    expect(watched).toEqual({ summary: { ...summary, twins: expect.anything() }, samples });
    const { twins } = watched.summary;
    expect(twins?.proposals).toBeGreaterThan(2);
    expect(twins?.alike).toBeLessThanOrEqual(twins?.proposals ?? 0);
    // Every proposer simulates every candidate, and so do the voters.
    expect(twins?.runs).toBeGreaterThan(4 * (twins?.proposals ?? 0));
    expect(twins?.blockSize).toBeGreaterThan(0);
  });

  it('has the block size of its scenario unless it is changed', async () => {
    const scenario = await scenarioOf('Stay');
    const { twins } = simulateCell({ scenario, replication: 0, watchesTwins: true }).summary;
    expect(twins).toEqual({ blockSize: expect.closeTo(scenario.primary.blockSize), proposals: 0, alike: 0, runs: 0 });
  });

  it('has another file than one without recording', async () => {
    const request = { scenario: await scenarioOf('Stay'), replication: 0 };
    expect(cellName({ ...request, watchesTwins: true }, ENGINE_VERSION)).not.toBe(cellName(request, ENGINE_VERSION));
  });
});

it('a plan counts look-ahead runs', async () => {
  const seconds = async (value: string) => secondsOf({ ...(await scenarioOf(value)), duration: 3600 });
  expect(await seconds('Frugal')).toBeGreaterThan(3 * (await seconds('Stay')));
});

it('a plan counts a flood by the nodes that it reaches, whose copies cost little', async () => {
  const scenario = await scenarioOf('Stay');
  const many = {
    ...scenario,
    topology: { ...scenario.topology, groups: [{ ...scenario.topology.groups[0], nodes: 64 }] },
  };
  const gossip = (degree: number) =>
    secondsOf({
      ...many,
      duration: 3600,
      topology: { ...many.topology, peers: { kind: 'regular', degree } },
      primary: { ...many.primary, dissemination: 'gossip' },
    });
  expect(gossip(48)).toBeGreaterThan(gossip(4));
  expect(gossip(48)).toBeLessThan(3 * gossip(4));
});
