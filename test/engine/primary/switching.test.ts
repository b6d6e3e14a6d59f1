import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { PROTOCOLS } from '../../../engine/consensus/protocols.js';
import type { Configuration } from '../../../engine/model/configuration.js';
import type { NodeChoice } from '../../../engine/model/node-choice.js';
import type { Change, Rule } from '../../../engine/model/policy.js';
import type { Results } from '../../../engine/model/results.js';
import type { Scenario } from '../../../engine/model/scenario.js';
import { Topic } from '../../../engine/network/message.js';
import { prepare, Simulation } from '../../../engine/simulation.js';
import { digest } from '../digest.js';
import { numbers, observe } from '../observed-run.js';
import { randomScenario } from '../random-scenarios.js';
import { referenceNetwork } from '../reference/network.js';
import { baseline, worldwide } from '../scenarios.js';

beforeAll(prepare);

type Step = Pick<Configuration, 'consensus' | 'dissemination' | 'validators'>;

/** Twins that cycle through these configurations, one per interval. The block size identifies the current step. */
function walk(scenario: Scenario, steps: readonly Step[]): Scenario {
  const size = (step: number) => scenario.primary.blockSize + step;
  const rules = steps.map((_, at): Rule => {
    const next = (at + 1) % steps.length;
    return {
      source: `step ${at}`,
      intervals: 1,
      condition: {
        kind: 'comparison',
        operator: '==',
        left: { kind: 'property', path: 'primary.blockSize' },
        right: { kind: 'constant', value: size(at) },
      },
      changes: changesTo(steps[next], size(next)),
    };
  });
  const [{ consensus, dissemination, validators }] = steps;
  return {
    ...scenario,
    primary: { ...scenario.primary, consensus, dissemination, validators },
    management: { ...scenario.management, policy: { name: 'Walk', decision: { kind: 'rules', rules } } },
  };
}

function changesTo({ consensus, dissemination, validators }: Step, blockSize: number): Change[] {
  return [
    { property: 'consensus', value: { kind: 'word', word: consensus } },
    { property: 'dissemination', value: { kind: 'word', word: dissemination } },
    { property: 'validators', value: { kind: 'nodes', choice: validators } },
    { property: 'blockSize', value: { kind: 'constant', value: blockSize } },
  ];
}

const ALL: NodeChoice = { kind: 'all' };
const step = (consensus: string, changes: Partial<Step> = {}): Step => ({
  consensus,
  dissemination: 'gossip',
  validators: ALL,
  ...changes,
});

/** Twelve nodes with 50 transactions per second. The last one arrives half a minute before the end. */
function busy(duration: number): Scenario {
  const plain = baseline({ duration, topology: worldwide({ nodes: 12, peers: { kind: 'regular', degree: 4 } }) });
  return {
    ...plain,
    primary: {
      ...plain.primary,
      blockSize: 200_000,
      workload: {
        name: 'Demand',
        arrivals: { kind: 'trace', times: Array.from({ length: 50 * (duration - 30) }, (_, index) => index / 50) },
        size: { kind: 'constant', value: 1000 },
        pool: 100_000,
      },
    },
    management: {
      ...plain.management,
      nodes: { kind: 'random', count: 4 },
      interval: { kind: 'constant', value: 8 },
    },
  };
}

/** Expects every submitted transaction in exactly one committed block. */
function expectNothingLost(results: Results): void {
  expect(results.counters['primary.dropped']).toBe(0);
  expect(results.counters['primary.arrivals']).toBeGreaterThan(0);
  expect(results.tables.transactions.rows).toBe(results.counters['primary.arrivals']);
  expect(numbers(results, 'series', 'pool').at(-1)).toBe(0);
}

function expectWholeChain(results: Results): void {
  expect(results.violations).toEqual([]);
  const heights = numbers(results, 'blocks', 'height');
  expect(heights).toEqual(heights.map((_, index) => index + 1));
}

describe('a switch between two protocols under load', () => {
  const pairs = PROTOCOLS.flatMap(({ name: from }) => PROTOCOLS.map(({ name: to }) => [from, to] as const)).filter(
    ([from, to]) => from !== to,
  );

  it.each(pairs)('from %s to %s loses no block and no transaction', (from, to) => {
    const results = observe(walk(busy(60), [step(from), step(to)]));
    expectWholeChain(results);
    expectNothingLost(results);
    expect(results.counters['management.blocks']).toBeGreaterThanOrEqual(5);
    const configurations = numbers(results, 'blocks', 'configuration');
    expect(configurations.at(-1)).toBeGreaterThanOrEqual(5);
    expect(numbers(results, 'blocks', 'time').at(-1)).toBeGreaterThan(50);
  });
});

describe('the first block under a new configuration', () => {
  it('is the last one of the old validators: they vote on their successors', () => {
    const first: NodeChoice = { kind: 'groups', parts: [{ group: 'first' }] };
    const second: NodeChoice = { kind: 'groups', parts: [{ group: 'second' }] };
    const plain = busy(40);
    const [group] = plain.topology.groups;
    const groups = ['first', 'second'].map((name) => ({ ...group, name, nodes: 6 }));
    const results = observe(
      walk({ ...plain, topology: { ...plain.topology, groups } }, [
        step('pbft', { validators: first }),
        step('pbft', { validators: second }),
      ]),
    );
    expectWholeChain(results);
    const configurations = numbers(results, 'blocks', 'configuration');
    const proposers = numbers(results, 'blocks', 'proposer');
    const isFirst = (node: number) => node < 6;
    for (let row = 1; row < proposers.length; row++) {
      // The parent's configuration determines who decides.
      expect(isFirst(proposers[row])).toBe(configurations[row - 1] % 2 === 0);
    }
    expect(new Set(configurations).size).toBeGreaterThan(3);
  });

  it('is followed by the messages of the new protocol, and by none of the old one', () => {
    const results = observe(walk(busy(40), [step('pbft'), step('tendermint')]));
    const kinds = results.tables.traffic.columns.kind;
    const seen = kinds.type === 'text' ? kinds.values : [];
    expect(seen).toEqual(expect.arrayContaining(['prePrepare', 'prevote', 'precommit']));
  });

  it('costs nothing if only block size, interval and timeout change: the protocol continues', () => {
    const still = busy(40);
    still.primary.refusal = 'timeout';
    const { traffic } = observe(walk(still, [step('pbft'), step('pbft')])).tables;
    const kinds = traffic.columns.kind;
    expect(kinds.type === 'text' && kinds.values.filter((kind) => kind === 'viewChange')).toEqual([]);
  });
});

describe('a configuration that changes how messages travel', () => {
  it('counts for its messages: a broadcast takes n - 1 direct copies, and gossip takes every link', () => {
    const gossip = observe(walk(busy(60), [step('pbft'), step('pbft')]));
    const mixed = observe(walk(busy(60), [step('pbft'), step('pbft', { dissemination: 'direct' })]));
    expectWholeChain(mixed);
    const perBlock = (results: Results) => results.counters['network.messages'] / results.tables.blocks.rows;
    expect(perBlock(mixed)).toBeLessThan(0.9 * perBlock(gossip));
  });
});

describe('interval and timeout', () => {
  /** Twins that change a property once, at the end of the first interval. */
  const once = (property: 'blockInterval' | 'roundTimeout', value: number): Scenario => {
    const scenario = busy(120);
    const rule: Rule = {
      source: 'once',
      intervals: 1,
      condition: {
        kind: 'comparison',
        operator: '!=',
        left: { kind: 'property', path: `primary.${property}` },
        right: { kind: 'constant', value },
      },
      changes: [{ property, value: { kind: 'constant', value } }],
    };
    const policy = { name: 'Once', decision: { kind: 'rules' as const, rules: [rule] } };
    return { ...scenario, management: { ...scenario.management, policy } };
  };

  it('are those of the configuration in force: a longer pause slows the blocks down', () => {
    const results = observe(once('blockInterval', 2));
    const times = numbers(results, 'blocks', 'blockTime');
    const configurations = numbers(results, 'blocks', 'configuration');
    const later = times.filter((_, row) => configurations[row - 1] >= 1);
    expect(later.length).toBeGreaterThan(30);
    expect(Math.min(...later)).toBeGreaterThan(2);
    expect(Math.max(...times.slice(1, 5))).toBeLessThan(2);
  });

  it('a shorter timeout waits less for a silent proposer', () => {
    const silent = 5;
    const waits = (scenario: Scenario) => {
      // In force at all nodes from one height on, so no node refuses a proposal: views fail only because of the silent
      // node.
      const management = { ...scenario.management, activation: { kind: 'afterBlocks' as const, blocks: 3 } };
      const results = observe(
        { ...scenario, management },
        ({ sender, topic }) => sender === silent && topic === Topic.primary,
      );
      const views = numbers(results, 'blocks', 'view');
      const configurations = numbers(results, 'blocks', 'configuration');
      return numbers(results, 'blocks', 'blockTime').filter((_, row) => views[row] > 0 && configurations[row - 1] >= 1);
    };
    const shorter = waits(once('roundTimeout', 3));
    const asBefore = waits(once('roundTimeout', 10));
    expect(shorter.length).toBeGreaterThan(1);
    for (const time of shorter) expect(time).toBeLessThan(10);
    expect(asBefore.length).toBeGreaterThan(1);
    for (const time of asBefore) expect(time).toBeGreaterThan(10);
  });
});

describe('a chain that switches without rest', () => {
  it('continues after three hundred changes of its protocol, and distinguishes the messages of each', () => {
    const plain = busy(250);
    const topology = worldwide({ nodes: 4, peers: { kind: 'full' } });
    const primary = { ...plain.primary, roundTimeout: 1 };
    const management = { ...plain.management, interval: { kind: 'constant' as const, value: 0.5 } };
    const results = observe(walk({ ...plain, topology, primary, management }, [step('pbft'), step('bigfoot')]));
    expectWholeChain(results);
    expectNothingLost(results);
    const configurations = numbers(results, 'blocks', 'configuration');
    // The protocol of a configuration depends on whether its height is even or odd.
    const changes = configurations.filter((height, row) => row > 0 && (height - configurations[row - 1]) % 2 === 1);
    expect(changes.length).toBeGreaterThan(300);
    expect(numbers(results, 'blocks', 'time').at(-1)).toBeGreaterThan(240);
  });
});

const anyStep = fc.record<Step>({
  consensus: fc.constantFrom(...PROTOCOLS.map(({ name }) => name)),
  dissemination: fc.constantFrom('direct' as const, 'gossip' as const),
  validators: fc.constantFrom<NodeChoice>(ALL, { kind: 'random', count: 4 }, { kind: 'random', count: 5 }),
});

/** Random scenarios whose twins change everything at every interval, also with losses and short timeouts. */
const restless = fc
  .tuple(randomScenario, fc.array(anyStep, { minLength: 2, maxLength: 4 }))
  .map(([scenario, steps]) => walk({ ...scenario, warmup: 0 }, steps));

const often = (numRuns: number) => ({ numRuns, seed: 20261123, endOnFailure: true });

describe('whatever the scenario, and however many switches', () => {
  it('no two nodes decide different blocks, every link verifies, and nothing is lost', () => {
    fc.assert(
      fc.property(restless, (scenario) => {
        const results = observe(scenario);
        expectWholeChain(results);
        const { sent, delivered, lost, inFlight } = results.transmissions;
        expect(sent).toBe(delivered + lost + inFlight);
      }),
      often(35),
    );
  }, 120_000);

  it('the network gives the same bytes as the slow one in which every copy is an event', () => {
    const undated = (results: Results) => {
      const { messages: _, bytes: __, ...columns } = results.tables.series.columns;
      return { ...results, tables: { ...results.tables, series: { ...results.tables.series, columns } } };
    };
    fc.assert(
      fc.property(restless, (scenario) => {
        const slow = new Simulation(scenario, { network: referenceNetwork });
        slow.advance(scenario.duration);
        expect(digest(undated(observe(scenario)))).toBe(digest(undated(slow.results())));
      }),
      often(10),
    );
  }, 120_000);

  it('the chain makes progress: on a network without loss, a switch costs rounds and never stops it', () => {
    fc.assert(
      fc.property(
        fc.array(anyStep, { minLength: 2, maxLength: 4 }),
        fc.integer({ min: 0, max: 1e6 }),
        (steps, seed) => {
          const results = observe(walk({ ...busy(90), seed }, steps));
          expectWholeChain(results);
          expectNothingLost(results);
          // A round that a switch splits waits for its timeout of 10 s, and rarely for the next one of 20 s.
          const gaps = numbers(results, 'blocks', 'blockTime').slice(1);
          expect(Math.max(...gaps)).toBeLessThan(35);
          expect(numbers(results, 'blocks', 'time').at(-1)).toBeGreaterThan(45);
        },
      ),
      often(18),
    );
  }, 120_000);
});
