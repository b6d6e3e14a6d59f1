import { beforeAll, describe, expect, test } from 'vitest';
import { byzantineFaults } from '../../../engine/consensus/fault-model.js';
import { PROTOCOLS } from '../../../engine/consensus/protocols.js';
import type { ByzantineBehaviour, Fault } from '../../../engine/model/faults.js';
import type { Scenario } from '../../../engine/model/scenario.js';
import { prepare, Simulation } from '../../../engine/simulation.js';
import { digest } from '../digest.js';
import { FactLog } from '../fact-log.js';
import { constant, constantTopology } from '../network/open-network.js';
import { baseline } from '../scenarios.js';

beforeAll(prepare);

const protocols = PROTOCOLS.map(({ name }) => name);
const LATENCY = 0.05;

/** All nodes on both chains, at equal distances, with small blocks. Timeouts do not grow. */
function system(
  nodes: number,
  consensus: string,
  faults: Fault[],
  changes: { duration?: number; timeout?: number } = {},
) {
  const { duration = 60, timeout = 2 } = changes;
  const latency = { kind: 'distribution' as const, distribution: constant(LATENCY) };
  const plain = baseline({ duration, topology: constantTopology(nodes, { latency }), faults });
  const chain = { consensus, dissemination: 'direct' as const, headerSize: 0, voteSize: 0 };
  const scenario: Scenario = {
    ...plain,
    primary: { ...plain.primary, ...chain, blockSize: 1000, roundTimeout: timeout, timeoutGrowth: 1 },
    management: {
      ...plain.management,
      ...chain,
      nodes: { kind: 'all' },
      configurationBlockSize: 1000,
      interval: constant(10),
      cycleTimeout: timeout,
      proposer: 'turns',
    },
  };
  return scenario;
}

/** The last `count` nodes are Byzantine on either chain. */
function liars(nodes: number, count: number, behaviour: ByzantineBehaviour): Fault[] {
  const members = Array.from({ length: count }, (_, i) => ({ kind: 'node' as const, number: nodes - i }));
  return count === 0 ? [] : [{ kind: 'byzantine', nodes: members, behaviour, from: 0, to: 1e5 }];
}

function twins(count: number, behaviour: ByzantineBehaviour): Fault {
  return { kind: 'byzantine', nodes: [{ kind: 'twins', count }], behaviour, from: 0, to: 1e5 };
}

function run(scenario: Scenario) {
  const log = new FactLog();
  const simulation = new Simulation(scenario, { record: log.record, check: true });
  simulation.advance(scenario.duration);
  const finals = log.entries.flatMap(({ at, fact }) => (fact.kind === 'blockFinalized' ? [at / 1e9] : []));
  const gaps = finals.slice(1).map((at, i) => at - finals[i]);
  return { log, finals, gaps, results: simulation.results() };
}

const BEHAVIOURS: [string, ByzantineBehaviour][] = [
  ['propose: silent', { propose: { kind: 'silent' } }],
  ['propose: invalid', { propose: { kind: 'invalid' } }],
  ['propose: equivocate', { propose: { kind: 'equivocate' } }],
  ['propose: equivocate  vote: both', { propose: { kind: 'equivocate' }, vote: { kind: 'both' } }],
  ['propose: late(90% of timeout)', { propose: { kind: 'late', by: { ofTimeout: 0.9 } } }],
  ['propose: late(5s)', { propose: { kind: 'late', by: { seconds: 5 } } }],
  ['propose: harmful', { propose: { kind: 'harmful' } }],
  ['vote: never', { vote: { kind: 'never' } }],
  ['vote: against', { vote: { kind: 'against' } }],
  ['vote: late(1s)', { vote: { kind: 'late', by: { seconds: 1 } } }],
  ['relay: never', { relay: 'never' }],
];

describe.each(protocols)('%s, of seven', (consensus) => {
  test.each(BEHAVIOURS)('two nodes with %s violate nothing, and prevent no decision', (_, behaviour) => {
    const { results, finals, log } = run(system(7, consensus, [...liars(7, 2, behaviour), twins(2, behaviour)]));
    expect(results.violations.filter(({ kind }) => kind !== 'progress')).toEqual([]);
    expect(finals.at(-1)).toBeGreaterThan(50);
    expect(log.of('configurationAgreed').length).toBeGreaterThan(2);
    expect(log.of('byzantineBegan')).toHaveLength(4);
    const deeds = log
      .of('misbehaved')
      .map(({ chain, node, misdeed, height, view }) => [chain, node, misdeed, height, view].join(' '));
    expect(deeds).toEqual([...new Set(deeds)]);
    // Nodes that do not relay are recorded as Byzantine, but not each message that they keep back.
    expect(deeds.length > 0).toBe(behaviour.relay === undefined);
  });

  test('a silent proposer costs one timeout and no more', () => {
    const honest = run(system(7, consensus, []));
    const usual = Math.max(...honest.gaps);
    const { gaps, results } = run(system(7, consensus, liars(7, 1, { propose: { kind: 'silent' } })));
    const [{ deed, failed }] = results.culprits ?? [];
    const lost = results.counters['primary.roundsFailed'];
    expect(deed).toBe('silent');
    expect(failed).toBeLessThanOrEqual(lost);
    // A switch of protocol also ends a term of HotStuff.
    expect(failed).toBeGreaterThan(0.9 * lost);
    const slow = gaps.filter((gap) => gap > usual + 1e-6);
    expect(slow.length).toBeGreaterThan(3);
    // A few more messages bring the others into the next view. Where heights overlap, undecided blocks wait for three
    // more views of two messages and a pause each.
    const undecided = consensus === 'hotstuff' ? 3 * (2 * LATENCY + 0.1) : 0;
    for (const gap of slow) expect(gap).toBeLessThan(2 + usual + 4 * LATENCY + undecided);
  });

  test('a chain stalls where silent nodes leave no quorum, and does not with one fewer', () => {
    for (let nodes = 4; nodes <= 16; nodes++) {
      const { quorum } = byzantineFaults(nodes, 'safe');
      const silent: ByzantineBehaviour = { propose: { kind: 'silent' }, vote: { kind: 'never' } };
      const blocks = (count: number) =>
        run(system(nodes, consensus, liars(nodes, count, silent), { duration: 12, timeout: 0.6 })).finals.length;
      expect([nodes, blocks(nodes - quorum + 1)]).toEqual([nodes, 0]);
      expect(blocks(nodes - quorum)).toBeGreaterThan(1);
    }
  });
});

describe('double voters', () => {
  test.each(['pbft', 'bigfoot', 'tendermint'])('fork a chain from 2q - n of n on, and not before: %s', (consensus) => {
    const both: ByzantineBehaviour = { propose: { kind: 'equivocate' }, vote: { kind: 'both' } };
    for (let nodes = 4; nodes <= 16; nodes++) {
      const { quorum } = byzantineFaults(nodes, 'safe');
      const forks = (count: number) =>
        run(system(nodes, consensus, liars(nodes, count, both), { duration: 8, timeout: 0.6 })).results.violations.some(
          ({ kind }) => kind === 'agreement',
        );
      expect([nodes, forks(2 * quorum - nodes)]).toEqual([nodes, true]);
      expect([nodes, forks(2 * quorum - nodes - 1)]).toEqual([nodes, false]);
    }
  });

  test('fork the management chain under basic HotStuff, too, where the proposer certifies both proposals', () => {
    const both: ByzantineBehaviour = { propose: { kind: 'equivocate' }, vote: { kind: 'both' } };
    const forks = (count: number) => {
      const plain = system(10, 'hotstuff', [twins(count, both)], { duration: 400 });
      const { violations } = run({
        ...plain,
        management: { ...plain.management, configurationBlockSize: 1e6 },
      }).results;
      return violations.some(({ kind }) => kind === 'agreement');
    };
    expect([forks(4), forks(3)]).toEqual([true, false]);
  });
});

describe('what honest nodes receive', () => {
  test('an invalid proposal breaks each rule in turn, and every honest node rejects it for that rule', () => {
    const { log, results } = run(
      system(
        7,
        'pbft',
        [...liars(7, 1, { propose: { kind: 'invalid' } }), twins(1, { propose: { kind: 'invalid' } })],
        { duration: 200 },
      ),
    );
    expect(results.violations).toEqual([]);
    for (const chain of ['primary', 'management'] as const) {
      const made = log.of('misbehaved').filter((fact) => fact.chain === chain);
      const rules = ['configuration', 'proof', 'parent', 'height', 'proposer'];
      expect(made.length).toBeGreaterThan(1);
      expect(made.map(({ rule }) => rule)).toEqual(made.map((_, index) => rules[index % rules.length]));
      const refused = log.of('messageRefused').filter((fact) => fact.chain === chain);
      for (const { rule, height, view, node } of made) {
        const of = refused.filter((fact) => fact.height === height && fact.view === view && fact.sender === node);
        expect(new Set(of.map(({ reason }) => reason))).toEqual(new Set([rule]));
        expect(new Set(of.map((fact) => fact.node)).size).toBe(6);
      }
    }
  });

  test('two proposals of one node leave evidence; two votes do if nodes relay votes', () => {
    const both: ByzantineBehaviour = { propose: { kind: 'equivocate' }, vote: { kind: 'both' } };
    const direct = run(system(7, 'tendermint', liars(7, 2, both)));
    const culprits = new Set(direct.log.of('evidenceFound').map(({ what, culprit }) => `${what} of ${culprit}`));
    expect(culprits).toEqual(new Set(['proposals of 5', 'proposals of 6']));
    const plain = system(7, 'tendermint', liars(7, 2, both));
    const gossip = run({ ...plain, primary: { ...plain.primary, dissemination: 'gossip' } });
    expect(new Set(gossip.log.of('evidenceFound').map(({ what, culprit }) => `${what} of ${culprit}`))).toEqual(
      new Set(['proposals of 5', 'proposals of 6', 'votes of 5', 'votes of 6']),
    );
    expect(gossip.log.of('messageRefused').some(({ reason }) => reason === 'conflictingVote')).toBe(true);
    expect(gossip.results.violations).toEqual([]);
  });
});

describe('nodes whose votes are counted in quorums', () => {
  test.each<[string, ByzantineBehaviour]>([
    ['propose: equivocate  vote: against', { propose: { kind: 'equivocate' }, vote: { kind: 'against' } }],
    ['propose: late(90% of timeout)', { propose: { kind: 'late', by: { ofTimeout: 0.9 } } }],
    ['vote: never', { vote: { kind: 'never' } }],
  ])('give the same bytes as votes that are delivered one by one, if two of seven lie: %s', (_, behaviour) => {
    for (const consensus of ['pbft', 'tendermint']) {
      const plain = system(7, consensus, [...liars(7, 2, behaviour), twins(2, behaviour)], { duration: 30 });
      for (const dissemination of ['direct', 'gossip'] as const) {
        const scenario = { ...plain, primary: { ...plain.primary, dissemination } };
        const [told, counted] = [true, false].map((deliversEveryVote) => {
          const simulation = new Simulation(scenario, { deliversEveryVote });
          simulation.advance(scenario.duration);
          return digest(simulation.results());
        });
        expect(counted).toBe(told);
      }
    }
  });
});
