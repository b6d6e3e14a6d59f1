import fc from 'fast-check';
import { PROTOCOLS } from '../../../engine/consensus/protocols.js';
import type { Deed } from '../../../engine/model/culprits.js';
import type { ByzantineBehaviour, Chain, Fault, NodeSet } from '../../../engine/model/faults.js';
import type { Results } from '../../../engine/model/results.js';
import type { Refusal, Scenario } from '../../../engine/model/scenario.js';
import { Simulation } from '../../../engine/simulation.js';
import { FactLog } from '../fact-log.js';
import { constant, constantTopology } from '../network/open-network.js';
import { baseline } from '../scenarios.js';

/** End of the last fault that is not of Byzantine nodes, and end of the run, s. */
const HEALED = 40;
const END = 200;

const behaviour: fc.Arbitrary<ByzantineBehaviour> = fc.record(
  {
    propose: fc.constantFrom<NonNullable<ByzantineBehaviour['propose']>>(
      { kind: 'silent' },
      { kind: 'invalid' },
      { kind: 'equivocate' },
      { kind: 'harmful' },
      { kind: 'late', by: { ofTimeout: 0.3 } },
      { kind: 'late', by: { ofTimeout: 0.9 } },
      { kind: 'late', by: { seconds: 4 } },
    ),
    vote: fc.constantFrom<NonNullable<ByzantineBehaviour['vote']>>(
      { kind: 'never' },
      { kind: 'against' },
      { kind: 'both' },
      { kind: 'late', by: { seconds: 1 } },
    ),
    relay: fc.constant('never' as const),
  },
  { requiredKeys: [] },
);

const period = fc
  .tuple(fc.double({ min: 1, max: HEALED - 1, noNaN: true }), fc.double({ min: 0.1, max: 30, noNaN: true }))
  .map(([from, lasts]) => ({ from, to: Math.min(HEALED, from + lasts) }));

const share = fc.constantFrom(0.01, 0.1, 0.5);

/** Any number of nodes may be down or cut off for a while. */
const trouble = (nodes: number): fc.Arbitrary<Fault> => {
  const set = fc.integer({ min: 1, max: nodes }).map((count): NodeSet[] => [{ kind: 'nodes', count }]);
  const part = fc.integer({ min: 1, max: nodes - 1 }).map((count): NodeSet[] => [{ kind: 'nodes', count }]);
  return fc
    .oneof(
      fc.record({ kind: fc.constant('crash' as const), nodes: set, losesVotes: fc.constant(false) }),
      fc.record({ kind: fc.constant('partition' as const), sides: fc.tuple(part), oneWay: fc.constant(false) }),
      fc.record({ kind: fc.constant('drop' as const), share }),
      fc.record({ kind: fc.constant('duplicate' as const), share }),
      fc.record({
        kind: fc.constant('delay' as const),
        share,
        by: fc.constant({ kind: 'exponential' as const, mean: 1 }),
      }),
      fc.record({ kind: fc.constant('slow' as const), nodes: set, factor: fc.constantFrom(2, 20) }),
    )
    .chain((fault) => period.map((when) => ({ ...fault, ...when })));
};

/**
 * Up to f of n nodes lie on either chain or forget their votes, and one more fault occurs for a while. Blocks are small
 * and timeouts short, so that rare events are frequent.
 */
export const randomSchedule: fc.Arbitrary<Scenario> = fc
  .record({
    nodes: fc.integer({ min: 4, max: 10 }),
    consensus: fc.constantFrom(...PROTOCOLS.map(({ name }) => name)),
    management: fc.constantFrom(...PROTOCOLS.map(({ name }) => name)),
    dissemination: fc.constantFrom('direct' as const, 'gossip' as const),
    refusal: fc.constantFrom('viewChange' as const, 'timeout' as const),
    sharing: fc.constantFrom('none' as const, 'uplink' as const),
    seed: fc.integer({ min: 0, max: 1e6 }),
    lies: behaviour,
    lying: fc.constantFrom('nodes' as const, 'twins' as const, 'amnesia' as const),
    when: period,
  })
  .chain((choice) =>
    fc.array(trouble(choice.nodes), { maxLength: 2 }).map((troubles) => {
      const { nodes, lies, lying } = choice;
      const f = Math.floor((nodes - 1) / 3);
      const crashes = troubles.filter(({ kind }) => kind === 'crash');
      const set: NodeSet[] = [{ kind: lying === 'twins' ? 'twins' : 'nodes', count: f }];
      const failing: Fault =
        lying === 'amnesia'
          ? { kind: 'crash', nodes: set, losesVotes: true, ...choice.when }
          : { kind: 'byzantine', nodes: set, behaviour: lies, from: 0, to: END };
      // A node that is down is not chosen again; then there may be no node left to choose.
      const others = lying === 'amnesia' ? troubles.filter(({ kind }) => kind !== 'crash') : troubles;
      return scenarioOf(choice, [failing, ...others.filter((fault) => fault !== crashes[1])]);
    }),
  );

interface Choice {
  nodes: number;
  consensus: string;
  management: string;
  dissemination: 'direct' | 'gossip';
  refusal: Refusal;
  sharing: 'none' | 'uplink';
  seed: number;
}

/** f of n leaders propose as late as they can and never vote, so every honest node is needed in one view. */
export function lateLeaders(nodes: number, refusal: Refusal, seed: number): Scenario {
  const set: NodeSet[] = [{ kind: 'nodes', count: Math.floor((nodes - 1) / 3) }];
  const behaviour: ByzantineBehaviour = {
    propose: { kind: 'late', by: { ofTimeout: 0.9 } },
    vote: { kind: 'never' },
  };
  const choice = { nodes, refusal, seed, consensus: 'hotstuff', management: 'pbft', sharing: 'none' as const };
  return scenarioOf({ ...choice, dissemination: 'direct' }, [
    { kind: 'byzantine', nodes: set, behaviour, from: 0, to: END },
  ]);
}

/** Every node has the votes of all for two contents of an equivocating leader when all of them crash. */
export function crashBetweenSplitVotes(consensus: string): Scenario {
  const choice = { nodes: 8, consensus, management: consensus, dissemination: 'direct' as const, seed: 59220 };
  const two: NodeSet[] = [{ kind: 'nodes', count: 2 }];
  const all: NodeSet[] = [{ kind: 'nodes', count: 8 }];
  const behaviour: ByzantineBehaviour = { propose: { kind: 'equivocate' }, vote: { kind: 'never' } };
  return scenarioOf({ ...choice, refusal: 'viewChange', sharing: 'uplink' }, [
    { kind: 'byzantine', nodes: two, behaviour, from: 0, to: END },
    { kind: 'crash', nodes: all, losesVotes: false, from: 1.1483104806711355, to: 2.361946598215295 },
  ]);
}

function scenarioOf(choice: Choice, faults: Fault[]): Scenario {
  const topology = constantTopology(choice.nodes, {
    latency: { kind: 'distribution', distribution: { kind: 'uniform', lo: 0.01, hi: 0.1 } },
    jitter: { kind: 'exponential', mean: 0.01 },
    sharing: choice.sharing,
  });
  const plain = baseline({ duration: END, topology, seed: choice.seed, faults });
  const { dissemination, refusal } = choice;
  return {
    ...plain,
    primary: {
      ...plain.primary,
      consensus: choice.consensus,
      dissemination,
      refusal,
      blockSize: 1e4,
      blockInterval: 0.2,
      roundTimeout: 2,
      timeoutGrowth: 1.5,
    },
    management: {
      ...plain.management,
      consensus: choice.management,
      dissemination,
      nodes: { kind: 'all' },
      configurationBlockSize: 1e4,
      interval: constant(6),
      cycleTimeout: 2,
    },
  };
}

/** Deeds of voters: several voters can share responsibility for one failure. */
const VOTES: ReadonlySet<Deed> = new Set(['abstained', 'opposed', 'doubleVoted', 'votedLate']);

/** Inconsistencies in the table of culprits and what their deeds cost. */
function accountedWrongly({ primary }: Scenario, { culprits = [], counters }: Results): string[] {
  const totals = { primary: counters['primary.roundsFailed'], management: counters['management.cyclesFailed'] };
  const missed = counters['management.intervalsMissed'];
  const alone = (chain: Chain, of: 'failed' | 'seconds') =>
    culprits.reduce((sum, each) => sum + (each.chain === chain && !VOTES.has(each.deed) ? each[of] : 0), 0);
  return [
    ...(['primary', 'management'] as const).filter((chain) => alone(chain, 'failed') > totals[chain]),
    ...(['primary', 'management'] as const).filter((chain) => alone(chain, 'seconds') > END),
    ...culprits
      .filter(({ chain, failed, count, ...each }) => {
        // A turn of HotStuff has several views.
        const most = chain === 'management' || primary.consensus !== 'hotstuff' ? count : totals.primary;
        return failed > Math.min(most, totals[chain]) || each.missed > missed;
      })
      .map(({ name, deed }) => `${name} ${deed}`),
  ];
}

/**
 * Runs a schedule whose faults end and returns its outcome. Tests expect that no invariant is violated, that all nodes
 * catch up, that both chains progress, and that no more failures are attributed to nodes than there were.
 */
export function followed(scenario: Scenario) {
  const log = new FactLog();
  const simulation = new Simulation(scenario, { record: log.record, check: true });
  simulation.advance(scenario.duration);
  const results = simulation.results();
  const final = log.of('blockFinalized').at(-1)?.height ?? 0;
  const heights = new Map<number, number>();
  for (const { node, height } of log.of('blockCommitted')) heights.set(node, height);
  const nodes = Array.from({ length: scenario.topology.groups[0].nodes }, (_, node) => node);
  const late = (kind: 'blockFinalized' | 'configurationAgreed') =>
    log.entries.some(({ at, fact }) => at > (END - 60) * 1e9 && fact.kind === kind);
  return {
    violations: results.violations.map(({ kind, message }) => `${kind}: ${message}`),
    behind: nodes.filter((node) => (heights.get(node) ?? 0) < final - 40),
    isDeciding: late('blockFinalized'),
    isAgreeing: late('configurationAgreed'),
    accountedWrongly: accountedWrongly(scenario, results),
  };
}
