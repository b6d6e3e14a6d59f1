import { beforeAll, describe, expect, test } from 'vitest';
import { PROTOCOLS } from '../../../engine/consensus/protocols.js';
import { FailedRounds } from '../../../engine/measurement/failed-rounds.js';
import { prepare } from '../../../engine/simulation.js';
import { constant } from '../network/open-network.js';
import { numbers, observe } from '../observed-run.js';
import { baseline, worldwide } from '../scenarios.js';

beforeAll(prepare);

describe('rounds that fail', () => {
  test('are those before the view in which the height is decided, whichever nodes gave up', () => {
    const rounds = new FailedRounds();
    rounds.add(1);
    rounds.add(1);
    expect(rounds.settle(1, 2)).toBe(0);
    expect(rounds.settle(2, 0)).toBe(0);
    expect(rounds.settle(3, 1)).toBe(1);
    rounds.add(4);
    expect(rounds.settle(4, 0)).toBe(-1);
    expect(rounds.settle(4, 0)).toBe(0);
  });
});

/** Twenty nodes around the world with messages of different speeds, the given timeout, and no reconfiguration. */
function impatient(consensus: string, roundTimeout: number) {
  const scenario = baseline({
    duration: 120,
    topology: worldwide({ nodes: 20, peers: { kind: 'full' }, jitter: { kind: 'exponential', mean: 0.02 } }),
  });
  const { primary, management } = scenario;
  const quiet = { ...management, interval: constant(1000) };
  return {
    ...scenario,
    management: quiet,
    primary: { ...primary, consensus, roundTimeout, dissemination: 'direct' as const },
  };
}

describe.each(PROTOCOLS.map(({ name }) => name))('the failed rounds of %s', (consensus) => {
  test.each([0.3, 0.4, 0.6])('are the views before its decisions, where nodes wait %d s', (roundTimeout) => {
    const results = observe(impatient(consensus, roundTimeout));
    const { 'primary.roundsFailed': failed, 'primary.viewChanges': changes } = results.counters;
    const views = numbers(results, 'blocks', 'view').reduce((sum, view) => sum + view, 0);
    // After the last block, more rounds may have failed.
    expect(failed).toBeGreaterThanOrEqual(views);
    expect(failed - views).toBeLessThanOrEqual(8);
    // No node changes the view of a failing round alone; a quorum does.
    expect(changes).toBeGreaterThanOrEqual(failed);
  });

  test('are none where timeouts are long, and no validator gives up a view', () => {
    const results = observe(impatient(consensus, 10));
    expect(results.counters).toMatchObject({ 'primary.roundsFailed': 0, 'primary.viewChanges': 0 });
    expect(results.tables.blocks.rows).toBeGreaterThan(20);
  });
});

test('a stalled chain reports every failed round, without any block', () => {
  const scenario = impatient('pbft', 1);
  scenario.topology.latency = { kind: 'distribution', distribution: constant(30) };
  const results = observe(scenario);
  expect(results.tables.blocks.rows).toBe(0);
  expect(results.counters['primary.roundsFailed']).toBeGreaterThan(0);
});

test('a growing timeout reaches the length of a round, and a constant one never does', () => {
  const patient = (timeoutGrowth: number) => {
    const { primary, ...scenario } = impatient('pbft', 0.1);
    return observe({ ...scenario, primary: { ...primary, timeoutGrowth } });
  };
  const views = (growth: number) => Math.max(...numbers(patient(growth), 'blocks', 'view'));
  expect(patient(1).tables.blocks.rows).toBe(0);
  expect(views(1.5)).toBeGreaterThan(views(2));
  expect(views(2)).toBeGreaterThan(views(8));
  expect(views(8)).toBeGreaterThan(0);
});
