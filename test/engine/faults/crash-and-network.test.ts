import fc from 'fast-check';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { PROTOCOLS } from '../../../engine/consensus/protocols.js';
import type { Fault } from '../../../engine/model/faults.js';
import type { Results } from '../../../engine/model/results.js';
import type { Scenario } from '../../../engine/model/scenario.js';
import { prepare, Simulation } from '../../../engine/simulation.js';
import { digest } from '../digest.js';
import { FactLog } from '../fact-log.js';
import { randomScenario } from '../random-scenarios.js';
import { referenceNetwork } from '../reference/network.js';
import { baseline, worldwide } from '../scenarios.js';
import { randomFaults } from './random-faults.js';

beforeAll(prepare);

const often = (numRuns: number) => ({ numRuns, seed: 20261130, endOnFailure: true });

function run(scenario: Scenario, network?: typeof referenceNetwork, check = false): Results {
  const simulation = new Simulation(scenario, { network, check });
  simulation.advance(scenario.duration);
  return simulation.results();
}

/**
 * Results without the traffic per second, because the engine dates all copies of a flood to its start. Totals remain.
 */
function undated(results: Results): Results {
  const { messages: _, bytes: __, ...columns } = results.tables.series.columns;
  return { ...results, tables: { ...results.tables, series: { ...results.tables.series, columns } } };
}

describe('faults on any network', () => {
  it('give the same bytes as on the slow network in which every copy is an event', () => {
    fc.assert(
      fc.property(randomScenario, randomFaults({ from: 1, to: 18, most: 2 }), (scenario, faults) => {
        const troubled = { ...scenario, duration: 12, warmup: 0, faults };
        expect(digest(undated(run(troubled, undefined, true)))).toBe(digest(undated(run(troubled, referenceNetwork))));
      }),
      often(15),
    );
  }, 120_000);

  it('change no byte where they never occur', () => {
    fc.assert(
      fc.property(randomScenario, randomFaults({ from: 12, to: 1000, most: 2 }), (scenario, faults) => {
        const { faults: shown, culprits, ...troubled } = run({ ...scenario, duration: 12, faults });
        expect(shown).toHaveLength(faults.length);
        expect(culprits).toEqual([]);
        expect(troubled).toEqual(run({ ...scenario, duration: 12 }));
      }),
      often(8),
    );
  }, 120_000);
});

/** Ten nodes on both chains, all of them members and validators; three may fail. */
function ten(consensus: string, faults: Fault[], changes: Partial<Scenario> = {}): Scenario {
  const plain = baseline({ duration: 150, topology: worldwide({ nodes: 10, peers: { kind: 'regular', degree: 6 } }) });
  return {
    ...plain,
    primary: { ...plain.primary, consensus, blockSize: 1e5 },
    management: { ...plain.management, consensus, nodes: { kind: 'all' }, interval: { kind: 'constant', value: 10 } },
    faults,
    ...changes,
  };
}

function logged(scenario: Scenario): { log: FactLog; results: Results } {
  const log = new FactLog();
  const simulation = new Simulation(scenario, { record: log.record, check: true });
  simulation.advance(scenario.duration);
  return { log, results: simulation.results() };
}

/** The last height that each of ten nodes has committed, and the last finalized height, on either chain. */
function reached(log: FactLog) {
  const primary = new Array<number>(10).fill(0);
  const management = new Array<number>(10).fill(0);
  for (const { node, height } of log.of('blockCommitted')) primary[node] = height;
  for (const { node, height } of log.of('configurationReceived')) management[node] = Math.max(management[node], height);
  return {
    primary,
    management,
    final: log.of('blockFinalized').at(-1)?.height ?? 0,
    agreed: log.of('configurationAgreed').at(-1)?.height ?? 0,
  };
}

/** Expects every node to have what the others have, except for what is in transit at the end. */
function expectAllCaughtUp(log: FactLog): void {
  const { primary, management, final, agreed } = reached(log);
  expect(final).toBeGreaterThan(60);
  expect(agreed).toBeGreaterThan(3);
  expect(Math.min(...primary)).toBeGreaterThanOrEqual(final - 3);
  expect(Math.min(...management)).toBeGreaterThanOrEqual(agreed - 1);
}

const anyNodes = (count: number) => [{ kind: 'nodes' as const, count }];
const crash = (count: number, from: number, to: number, losesVotes = false): Fault => ({
  kind: 'crash',
  nodes: anyNodes(count),
  from,
  to,
  losesVotes,
});
const protocols = PROTOCOLS.map(({ name }) => name);

describe.each(protocols)('%s', (consensus) => {
  test('continues without three of ten that crash, and these catch up on both chains when they are back', () => {
    const { log, results } = logged(ten(consensus, [crash(3, 20, 60)]));
    expect(results.violations).toEqual([]);
    expectAllCaughtUp(log);
    const [atom] = results.faults ?? [];
    if (atom?.kind !== 'crash') throw new Error('the crash is not shown');
    const down = log.entries.filter(({ at }) => at > 20e9 && at < 60e9);
    // The others keep deciding. Nodes that are down do nothing and receive nothing.
    expect(down.some(({ fact }) => fact.kind === 'blockFinalized')).toBe(true);
    const ofThem = down.filter(({ fact }) => 'node' in fact && atom.nodes.includes(fact.node));
    expect(ofThem.filter(({ fact }) => fact.kind !== 'nodeCrashed')).toEqual([]);
    // They are far behind when they return, and fetch what they lack block by block.
    expect(log.of('nodeRestarted').map(({ node }) => node)).toEqual(atom.nodes);
    expect(log.of('nodeCrashed').every(({ isForGood }) => !isForGood)).toBe(true);
  });

  test('stalls when four of ten crash, and continues when they are back', () => {
    const { log, results } = logged(ten(consensus, [crash(4, 20, 50)]));
    expect(results.violations).toEqual([]);
    const times = log.entries.flatMap(({ at, fact }) => (fact.kind === 'blockFinalized' ? [at / 1e9] : []));
    // Messages in transit when nodes crash may still arrive.
    expect(times.filter((at) => at > 21 && at < 50)).toEqual([]);
    expect(log.of('configurationAgreed').length).toBeGreaterThan(3);
    expect(times.at(-1)).toBeGreaterThan(140);
    expectAllCaughtUp(log);
  });

  test('recovers when all have been down', () => {
    const { log, results } = logged(ten(consensus, [crash(10, 20, 30)]));
    expect(results.violations).toEqual([]);
    expectAllCaughtUp(log);
  });

  test('continues on the larger side of a partition, and both sides are one chain after it', () => {
    const split: Fault = { kind: 'partition', sides: [anyNodes(3)], oneWay: false, from: 20, to: 60 };
    const { log, results } = logged(ten(consensus, [split]));
    expect(results.violations).toEqual([]);
    const [began] = log.of('partitionBegan');
    expect(began.sides.map((side) => side.length)).toEqual([3, 7]);
    const alone = log.entries.filter(({ at, fact }) => at > 22e9 && at < 60e9 && fact.kind === 'blockCommitted');
    expect(alone.length).toBeGreaterThan(0);
    expect(alone.every(({ fact }) => 'node' in fact && began.sides[1].includes(fact.node))).toBe(true);
    expectAllCaughtUp(log);
  });

  test('survives messages that are lost, duplicated and delayed', () => {
    const from = { from: 20, to: 60 };
    const faults: Fault[] = [
      { kind: 'drop', share: 0.05, ...from },
      { kind: 'duplicate', share: 0.2, ...from },
      { kind: 'delay', share: 0.1, by: { kind: 'exponential', mean: 0.3 }, ...from },
    ];
    const plain = ten(consensus, faults);
    const uplink = { ...plain, topology: { ...plain.topology, sharing: 'uplink' as const } };
    for (const scenario of [plain, uplink]) {
      const { log, results } = logged(scenario);
      expect(results.violations).toEqual([]);
      const { sent, delivered, lost, inFlight } = results.transmissions;
      expect(sent).toBe(delivered + lost + inFlight);
      expect(lost).toBeGreaterThan(100);
      expectAllCaughtUp(log);
    }
  });
});

describe('nodes that forget their votes', () => {
  it.each(protocols)('do no harm where they are at most f: %s', (consensus) => {
    const faults = [crash(3, 20.05, 30, true), crash(3, 40.1, 50, true)];
    const { log, results } = logged(ten(consensus, faults));
    expect(results.violations).toEqual([]);
    expectAllCaughtUp(log);
  });
});

test('nobody waits for a node that never recovers', () => {
  const { log, results } = logged(ten('pbft', [crash(1, 5, 1000)]));
  expect(log.of('nodeCrashed')).toMatchObject([{ isForGood: true }]);
  expect(log.of('nodeRestarted')).toEqual([]);
  const simulation = new Simulation(ten('pbft', [crash(1, 5, 1000)]));
  simulation.advance(150);
  // Configurations that all others have applied are recorded and released during the run.
  const before = simulation.results().tables.delays.rows;
  expect(before).toBe(results.tables.delays.rows);
  expect(before).toBeGreaterThan(9 * 5);
});
