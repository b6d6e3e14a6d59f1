import { beforeAll, describe, expect, test } from 'vitest';
import { startingConfiguration } from '../../engine/model/configuration.js';
import type { Fact } from '../../engine/model/facts.js';
import type { Scenario } from '../../engine/model/scenario.js';
import { type Condition, PrimaryRun, Wiring } from '../../engine/primary-run.js';
import { prepare, Simulation } from '../../engine/simulation.js';
import { FactLog } from './fact-log.js';
import { constant, constantTopology } from './network/open-network.js';
import { baseline, worldwide } from './scenarios.js';

beforeAll(prepare);

const DURATION = 120;

/** A scenario without decisions about the configuration, so that all block times belong to one configuration. */
function quiet(changes: Partial<Scenario> = {}): Scenario {
  const scenario = baseline({
    duration: DURATION,
    topology: worldwide({ nodes: 16, peers: { kind: 'regular', degree: 6 } }),
    ...changes,
  });
  scenario.primary.dissemination = 'direct';
  scenario.management.nodes = { kind: 'random', count: 4 };
  scenario.management.interval = { kind: 'constant', value: 10 * DURATION };
  return scenario;
}

function started(wiring: Wiring, condition: Partial<Condition> = {}, run = 0, seconds = DURATION): FactLog {
  const log = new FactLog();
  const configuration = startingConfiguration(wiring.scenario.primary);
  const primary = new PrimaryRun(
    wiring,
    { height: 1, configuration, ...condition },
    { run, duration: seconds, record: log.record },
  );
  primary.advance(seconds);
  return log;
}

/** Times between blocks from this height on, ascending, s. */
function blockTimes({ entries }: FactLog, from = 0): number[] {
  const times = entries.flatMap(({ at, fact }) =>
    fact.kind === 'blockFinalized' && fact.height >= from ? [at / 1e9] : [],
  );
  return times
    .slice(1)
    .map((time, i) => time - times[i])
    .sort((a, b) => a - b);
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

const deviation = (values: readonly number[]) => {
  const center = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - center) ** 2, 0) / (values.length - 1));
};

/** Largest distance between two empirical distributions, divided by its critical value at the level 0.001. */
function distance(a: readonly number[], b: readonly number[]): number {
  const share = (values: readonly number[], x: number) => values.filter((value) => value <= x).length / values.length;
  const gap = Math.max(...[...a, ...b].map((x) => Math.abs(share(a, x) - share(b, x))));
  return gap / (1.95 * Math.sqrt(1 / a.length + 1 / b.length));
}

describe('a primary that begins in the middle of a run', () => {
  const scenario = quiet();
  const middle = 100;
  let whole: FactLog;
  let wiring: Wiring;
  beforeAll(() => {
    whole = new FactLog();
    new Simulation(scenario, { record: whole.record }).advance(DURATION);
    wiring = new Wiring(scenario);
  });

  test('continues as the run does, in distribution, with other messages', () => {
    const after = blockTimes(whole, middle);
    const ahead = blockTimes(started(wiring, { height: middle }));
    expect(Math.min(after.length, ahead.length)).toBeGreaterThan(100);
    expect(distance(after, ahead)).toBeLessThan(1);
    const error = Math.sqrt(deviation(after) ** 2 / after.length + deviation(ahead) ** 2 / ahead.length);
    expect(Math.abs(mean(after) - mean(ahead))).toBeLessThan(3.3 * error);
    expect(ahead.slice(0, 20)).not.toEqual(after.slice(0, 20));
  });

  test('decides from its height on, by the current validators', () => {
    const turn = (log: FactLog) => log.of('blockFinalized').find(({ height }) => height === middle)?.proposer;
    const log = started(wiring, { height: middle }, 0, 5);
    expect(log.of('blockFinalized')[0].height).toBe(middle);
    expect(turn(log)).toBe(turn(whole));
  });

  test('is the same run with the same number, and another run with another number', () => {
    const facts = (run: number) => started(wiring, { height: middle }, run, 10).entries;
    const first = facts(1);
    expect(facts(1)).toEqual(first);
    expect(facts(2)).not.toEqual(first);
  });

  test('delivers nothing to nodes that are down, and abandons the rounds that they would lead', () => {
    const live = Array.from({ length: 12 }, (_, node) => node + 4);
    const configuration = { ...startingConfiguration(scenario.primary), roundTimeout: 2 };
    for (const dissemination of ['direct', 'gossip'] as const) {
      const log = started(wiring, { height: 1, configuration: { ...configuration, dissemination }, live });
      const nodes = log.entries.flatMap(({ fact }) => nodeOf(fact));
      expect(nodes.length).toBeGreaterThan(100);
      expect(Math.min(...nodes)).toBe(4);
      // Four of sixteen consecutive turns belong to silent nodes.
      expect(log.of('roundFailed').filter(({ height }) => height === 1)).toHaveLength(4);
      expect(log.of('blockFinalized').find(({ height }) => height === 1)?.proposer).toBe(4);
    }
  });

  test('puts the waiting transactions into its first blocks', () => {
    const demand = quiet();
    demand.primary.workload = {
      name: 'Demand',
      arrivals: { kind: 'poisson', rate: 1 },
      size: { kind: 'constant', value: 1000 },
      pool: 10_000,
    };
    const busy = new Wiring(demand);
    const first = (backlog: number) => started(busy, { backlog }, 0, 5).of('blockFinalized')[0].transactions;
    expect(first(0)).toBeLessThan(5);
    expect(first(300)).toBeGreaterThanOrEqual(300);
  });
});

function nodeOf(fact: Fact): number[] {
  if (fact.kind === 'blockProposed') return [fact.proposer];
  return 'node' in fact ? [fact.node] : [];
}

describe('a simplified run for the look-ahead of twins', () => {
  test('takes as long for its blocks as one in which every copy of a vote queues on its uplink', () => {
    const scenario = quiet({
      topology: worldwide({ nodes: 16, peers: { kind: 'regular', degree: 6 }, sharing: 'uplink' }),
    });
    scenario.primary.dissemination = 'gossip';
    scenario.primary.blockSize = 400_000;
    const exact = blockTimes(started(new Wiring(scenario)));
    const approximate = blockTimes(started(new Wiring(scenario, 0, true)));
    expect(exact.length).toBeGreaterThan(50);
    expect(Math.abs(mean(approximate) / mean(exact) - 1)).toBeLessThan(0.05);
  });

  test('is as fast as its links: twice the rate halves the time that blocks take on the way', () => {
    const scenario = quiet({
      topology: worldwide({ nodes: 16, peers: { kind: 'regular', degree: 6 }, sharing: 'uplink' }),
    });
    scenario.primary.dissemination = 'gossip';
    scenario.primary.blockSize = 4_000_000;
    const wiring = new Wiring(scenario, 0, true);
    const usual = mean(blockTimes(started(wiring)));
    const quick = mean(blockTimes(started(wiring, { bandwidth: 2 })));
    expect(quick / usual).toBeGreaterThan(0.45);
    expect(quick / usual).toBeLessThan(0.65);
  });

  test('switches once to the configuration that a node carries', () => {
    const scenario = quiet();
    const configuration = startingConfiguration(scenario.primary);
    const next = { configuration: { ...configuration, blockInterval: 5 }, node: 3, at: 20 };
    const log = started(new Wiring(scenario), { next }, 0, 60);
    const applied = log.of('configurationApplied');
    expect(applied).toHaveLength(16);
    const times = log.entries.flatMap(({ at, fact }) => (fact.kind === 'blockFinalized' ? [at / 1e9] : []));
    const late = times.filter((time) => time > 30);
    expect(late.length).toBeLessThan(8);
    expect(times.filter((time) => time < 20).length).toBeGreaterThan(20);
  });

  test('has the given latencies and loss, as if the topology declared them', () => {
    const latency = (seconds: number): Scenario => {
      const scenario = quiet({
        topology: constantTopology(7, { latency: { kind: 'distribution', distribution: constant(seconds) } }),
      });
      return scenario;
    };
    const times = (scenario: Scenario, condition: Partial<Condition> = {}) =>
      blockTimes(started(new Wiring(scenario), condition, 0, 20));
    expect(times(latency(0.02), { latency: new Array(7).fill(2.5) })).toEqual(times(latency(0.05)));
    const lossy = latency(0.02);
    lossy.topology = { ...lossy.topology, loss: 0.2 };
    expect(times(latency(0.02), { loss: 0.2 })).toEqual(times(lossy));
    expect(times(lossy)).not.toEqual(times(latency(0.02)));
    // A node that sends late delays blocks as a leader only, as long as the other nodes suffice for a quorum.
    const slow = times(latency(0.02), { latency: [1, 1, 1, 10, 1, 1, 1] });
    expect(mean(slow)).toBeGreaterThan(mean(times(latency(0.02))));
  });
});
