import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { Fault, NodeSet } from '../../../engine/model/faults.js';
import type { Results } from '../../../engine/model/results.js';
import type { Scenario } from '../../../engine/model/scenario.js';
import { prepare, Simulation } from '../../../engine/simulation.js';
import { digest } from '../digest.js';
import { referenceNetwork } from '../reference/network.js';
import { baseline, worldwide } from '../scenarios.js';

beforeAll(prepare);

const END = 6;

const some: fc.Arbitrary<NodeSet[]> = fc.integer({ min: 1, max: 2 }).map((count) => [{ kind: 'nodes', count }]);

const KINDS: readonly fc.Arbitrary<object>[] = [
  fc.record({ kind: fc.constant('crash' as const), nodes: some, losesVotes: fc.constant(false) }),
  fc.record({ kind: fc.constant('partition' as const), sides: fc.tuple(some), oneWay: fc.constant(false) }),
  fc.record({ kind: fc.constant('partition' as const), sides: fc.tuple(some, some), oneWay: fc.constant(true) }),
  fc.record({ kind: fc.constant('drop' as const), share: fc.constantFrom(0.01, 0.1) }),
  fc.record({ kind: fc.constant('slow' as const), nodes: some, factor: fc.constantFrom(0.5, 1.7, 3) }),
  fc.record({
    kind: fc.constant('byzantine' as const),
    nodes: some,
    behaviour: fc.constant({ relay: 'never' as const }),
  }),
  fc.record({
    kind: fc.constant('change' as const),
    change: fc.constantFrom<Extract<Fault, { kind: 'change' }>['change']>(
      { bandwidth: { kind: 'normal', mean: 1e6, sd: 2e5 } },
      { loss: 0.05 },
      { latency: { kind: 'distribution', distribution: { kind: 'uniform', lo: 0.01, hi: 0.2 } } },
    ),
  }),
];

/** One or two faults that last throughout the traffic, so that none begins or ends while messages are in transit. */
const lasting: fc.Arbitrary<Fault[]> = fc
  .shuffledSubarray([...KINDS], { minLength: 1, maxLength: 2 })
  .chain((kinds) => fc.tuple(...kinds))
  .chain((faults) =>
    fc.tuple(
      ...faults.map((fault) => fc.constantFrom(0, 0.5, 1.3).map((from) => ({ ...fault, from, to: 5.5 }) as Fault)),
    ),
  );

const scenarios: fc.Arbitrary<Scenario> = fc
  .record({
    nodes: fc.integer({ min: 7, max: 12 }),
    dissemination: fc.constantFrom('gossip' as const, 'gossip' as const, 'direct' as const),
    consensus: fc.constantFrom('pbft', 'bigfoot', 'tendermint', 'hotstuff'),
    links: fc.constantFrom<Scenario['topology']['links']>('twoWay', 'oneWay'),
    peers: fc.constantFrom<Scenario['topology']['peers']>({ kind: 'regular', degree: 4 }, { kind: 'random', dials: 3 }),
    loss: fc.constantFrom(0, 0, 0, 0.02),
    seed: fc.integer({ min: 0, max: 1e6 }),
    faults: lasting,
  })
  .map(({ nodes, dissemination, consensus, links, peers, loss, seed, faults }) => {
    const plain = baseline({ duration: END, seed, faults, topology: worldwide({ nodes, links, peers, loss }) });
    return {
      ...plain,
      primary: { ...plain.primary, consensus, dissemination, blockSize: 1e5, roundTimeout: 1.5 },
      management: {
        ...plain.management,
        dissemination,
        nodes: { kind: 'random', count: 5 },
        configurationBlockSize: 1e4,
        interval: { kind: 'constant', value: 2 },
        cycleTimeout: 1.5,
      },
    };
  });

function run(scenario: Scenario, network?: typeof referenceNetwork): Results {
  const simulation = new Simulation(scenario, { network, check: network === undefined });
  simulation.advance(scenario.duration);
  const results = simulation.results();
  // The engine dates all copies of a flood to its start, so totals are equal and figures per second are not.
  const { messages: _, bytes: __, ...columns } = results.tables.series.columns;
  return { ...results, tables: { ...results.tables, series: { ...results.tables.series, columns } } };
}

test('faults that last give the same bytes as on the slow network in which every copy is an event', () => {
  let lost = 0;
  fc.assert(
    fc.property(scenarios, (scenario) => {
      const results = run(scenario);
      expect(digest(results)).toBe(digest(run(scenario, referenceNetwork)));
      lost += results.transmissions.lost;
    }),
    { numRuns: 60, seed: 20261130, endOnFailure: true },
  );
  expect(lost, 'copies that the law saw lost').toBeGreaterThan(1000);
}, 120_000);
