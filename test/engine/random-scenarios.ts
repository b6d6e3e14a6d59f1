import fc from 'fast-check';
import { PROTOCOLS } from '../../engine/consensus/protocols.js';
import type { Arrivals, Distribution, Overlay, Scenario, Topology } from '../../engine/model/scenario.js';
import { randomPolicy } from './random-policies.js';
import { baseline } from './scenarios.js';

const positive = (scale: number): fc.Arbitrary<Distribution> =>
  fc.oneof(
    fc.constant<Distribution>({ kind: 'constant', value: scale }),
    fc.constant<Distribution>({ kind: 'normal', mean: scale, sd: scale / 10, within: { lo: 0 } }),
    fc.constant<Distribution>({ kind: 'uniform', lo: scale / 4, hi: 2 * scale }),
    fc.constant<Distribution>({ kind: 'lognormal', mean: scale, sd: scale / 2 }),
    fc.constant<Distribution>({ kind: 'exponential', mean: scale, within: { lo: scale / 20 } }),
  );

const overlay = (nodes: number): fc.Arbitrary<Overlay> =>
  fc.oneof(
    fc.constant<Overlay>({ kind: 'full' }),
    fc.constant<Overlay>({ kind: 'ring' }),
    fc.integer({ min: 2, max: nodes - 1 }).map((dials): Overlay => ({ kind: 'random', dials })),
    fc.integer({ min: 1, max: Math.floor((nodes - 1) / 2) }).map(
      (half): Overlay => ({
        kind: 'regular',
        degree: 2 * half,
      }),
    ),
    fc.constant<Overlay>({ kind: 'smallWorld', degree: 4, rewiring: 0.2 }),
    fc.constant<Overlay>({ kind: 'scaleFree', attachments: 2 }),
  );

const topology: fc.Arbitrary<Topology> = fc.integer({ min: 5, max: 12 }).chain((nodes) =>
  fc.record({
    name: fc.constant('Random'),
    groups: fc
      .tuple(positive(2e6), positive(8e6), fc.integer({ min: 1, max: nodes - 1 }))
      .map(([narrow, wide, some]) => [
        { name: 'A', nodes: some, places: [{ kind: 'worldwide' as const }], bandwidth: narrow },
        {
          name: 'B',
          nodes: nodes - some,
          places: [
            { kind: 'region' as const, region: 'Europe' },
            { kind: 'city' as const, name: 'Tokyo' },
          ],
          bandwidth: wide,
        },
      ]),
    peers: overlay(nodes),
    links: fc.constantFrom('twoWay' as const, 'oneWay' as const),
    drawn: fc.constantFrom('perMessage' as const, 'perLink' as const, 'perNode' as const),
    latency: fc.constantFrom<Topology['latency']>(
      { kind: 'geographic' },
      { kind: 'distribution', distribution: { kind: 'constant', value: 0.02 } },
      { kind: 'distribution', distribution: { kind: 'exponential', mean: 0.03 } },
    ),
    jitter: fc.constantFrom<Distribution>({ kind: 'constant', value: 0 }, { kind: 'exponential', mean: 0.003 }),
    loss: fc.constantFrom(0, 0, 0.005, 0.05),
    sharing: fc.constantFrom('none' as const, 'none' as const, 'uplink' as const),
  }),
);

const consensus = fc.constantFrom(...PROTOCOLS.map(({ name }) => name));

/** Small scenarios with every kind of network and chain. Some have losses, slow links or short timeouts. */
export const randomScenario: fc.Arbitrary<Scenario> = fc
  .record({
    topology,
    seed: fc.integer({ min: 0, max: 1e6 }),
    consensus,
    managementConsensus: consensus,
    dissemination: fc.constantFrom('direct' as const, 'gossip' as const),
    managementDissemination: fc.constantFrom('direct' as const, 'gossip' as const),
    votes: fc.constantFrom('digest' as const, 'block' as const),
    blockSize: fc.constantFrom(1e3, 1e5, 1e6),
    blockInterval: fc.constantFrom(0, 0.1, 0.5),
    roundTimeout: fc.constantFrom(1, 3, 10),
    cycleTimeout: fc.constantFrom(0.4, 2, 10),
    validation: fc.constantFrom(0, 0.002),
    proposer: fc.constantFrom('roundRobin' as const, 'hash' as const),
    managers: fc.integer({ min: 1, max: 5 }),
    interval: fc.constantFrom(0.5, 2, 5),
    activation: fc.constantFrom<Scenario['management']['activation']>(
      { kind: 'nextRound' },
      { kind: 'afterBlocks', blocks: 2 },
    ),
    arrivals: fc.constantFrom<Arrivals | undefined>(
      undefined,
      undefined,
      { kind: 'poisson', rate: 50 },
      { kind: 'poisson', rate: 5000 },
      { kind: 'bursts', low: 0, high: 3000, meanLow: 3, meanHigh: 1 },
      {
        kind: 'steps',
        steps: [
          { rate: 20, duration: 5 },
          { rate: 2000, duration: 5 },
          { rate: 0, duration: 1 },
        ],
      },
      { kind: 'daily', mean: 100, peak: 200 },
      { kind: 'trace', times: [0, 1, 1, 3.5, 19] },
    ),
    policy: fc.option(randomPolicy),
    policyForA: fc.option(randomPolicy),
  })
  .map((choice) => {
    const plain = baseline();
    const chain = { votes: choice.votes, messageValidation: choice.validation, blockValidation: choice.validation };
    const scenario: Scenario = {
      ...plain,
      name: 'Random',
      duration: 20,
      warmup: 2,
      seed: choice.seed,
      topology: choice.topology,
      primary: {
        ...plain.primary,
        ...chain,
        consensus: choice.consensus,
        dissemination: choice.dissemination,
        blockSize: choice.blockSize,
        blockInterval: choice.blockInterval,
        roundTimeout: choice.roundTimeout,
        proposer: choice.proposer,
      },
      management: {
        ...plain.management,
        ...chain,
        consensus: choice.managementConsensus,
        dissemination: choice.managementDissemination,
        nodes: { kind: 'random', count: choice.managers },
        configurationBlockSize: choice.blockSize / 4,
        cycleTimeout: choice.cycleTimeout,
        interval: { kind: 'normal', mean: choice.interval, sd: choice.interval / 5, within: { lo: 0 } },
        activation: choice.activation,
        ...(choice.policy ? { policy: choice.policy } : {}),
        policyFor: choice.policyForA ? [{ group: 'A', policy: choice.policyForA }] : [],
      },
    };
    if (choice.arrivals) {
      scenario.primary.workload = {
        name: 'Demand',
        arrivals: choice.arrivals,
        size: { kind: 'lognormal', mean: 1000, sd: 300 },
        pool: 2000,
      };
    }
    return scenario;
  });
