import { faultModelOf, type GoodCase, goodCaseOnPrimary, protocolNamed } from '../consensus/protocols.js';
import { PROPOSE_SHARE } from '../consensus/tendermint/round-timers.js';
import { countOfChoice } from '../model/node-choice.js';
import type { ChainSettings, Scenario, Topology } from '../model/scenario.js';
import { typicalValue } from './typical.js';

/** A chain whose rounds take longer than their timeout. Times in s, sizes in B. */
export interface ShortTimeout {
  chain: 'primary' | 'management';
  /** A block with its header. */
  size: number;
  /**
   * Number of its copies that a proposer sends one after another, and the time that this takes; 1 if none waits for
   * another.
   */
  copies: number;
  sending: number;
  /** Number of nodes that must have the block, and the earliest time at which they can. */
  quorum: number;
  heard: number;
  /** The earliest moment at which a quorum can decide. */
  decided: number;
  /** Timeout of a node in its first view. */
  timeout: number;
  /** Factor by which the timeout grows from view to view; 1 if it stays the same. */
  growth: number;
  /** Timeout for the proposal: Tendermint's steps have timeouts of their own. */
  proposeTimeout: number;
  /** Which views time out: only the first one, or every view with the same timeout. */
  fails: 'first' | 'all';
}

/**
 * The chains of a scenario that cannot decide in a first view, because its messages take longer than the timeout. Times are
 * the shortest that the mean bandwidth, latency and jitter allow.
 *
 * A first view has a single timeout, from the end of the pause. A later view of PBFT, BigFooT and HotStuff has one until the
 * proposal arrives, and another one from then on. Tendermint waits for votes without a limit.
 */
export function shortTimeouts(scenario: Scenario): ShortTimeout[] {
  const { topology, primary, management } = scenario;
  const nodes = topology.groups.reduce((sum, group) => sum + group.nodes, 0);
  const voters = countOfChoice(primary.validators, topology.groups) || nodes;
  const members = countOfChoice(management.nodes, topology.groups) || nodes;
  const chains = [
    leastTimes(topology, primary, goodCaseOnPrimary(primary.consensus, voters), {
      chain: 'primary' as const,
      size: primary.blockSize,
      voters,
      participants: nodes,
      timeout: primary.roundTimeout,
      growth: primary.timeoutGrowth,
    }),
    leastTimes(topology, management, protocolNamed(management.consensus).goodCase(members), {
      chain: 'management' as const,
      size: management.configurationBlockSize,
      voters: members,
      participants: members,
      timeout: management.cycleTimeout,
      growth: 1,
    }),
  ];
  return chains.flatMap((chain) => {
    const fails = failing(chain);
    return fails ? [{ ...chain, fails }] : [];
  });
}

function failing({ heard, decided, timeout, proposeTimeout }: LeastTimes): ShortTimeout['fails'] | undefined {
  if (proposeTimeout < timeout) return heard > proposeTimeout ? 'all' : undefined;
  if (decided <= timeout) return undefined;
  return Math.max(heard, decided - heard) > timeout ? 'all' : 'first';
}

type LeastTimes = Omit<ShortTimeout, 'fails'>;

interface Demand {
  chain: ShortTimeout['chain'];
  size: number;
  voters: number;
  /** Nodes that a direct broadcast goes to, the sender among them. */
  participants: number;
  timeout: number;
  growth: number;
}

function leastTimes(topology: Topology, settings: ChainSettings, round: GoodCase, demand: Demand): LeastTimes {
  const rate = Math.max(...topology.groups.map(({ bandwidth }) => typicalValue(bandwidth)));
  const size = demand.size + settings.headerSize;
  const flight = leastLatency(topology) + typicalValue(topology.jitter) + settings.messageValidation;
  const needed = faultModelOf(settings, demand.voters).quorum;
  const transfer = size / rate;
  const isQueued = topology.sharing === 'uplink';
  const copies = isQueued && settings.dissemination === 'direct' ? demand.participants - 1 : 1;
  const heard = transfer * copiesBefore(needed, isQueued, settings.dissemination) + flight;
  const vote = (settings.votes === 'block' ? transfer : settings.voteSize / rate) + flight;
  return {
    chain: demand.chain,
    size,
    copies,
    sending: copies * transfer,
    quorum: needed,
    heard,
    decided: heard + settings.blockValidation + votesBefore(round) * vote,
    timeout: demand.timeout,
    growth: demand.growth,
    proposeTimeout: demand.timeout * (settings.consensus === 'tendermint' ? PROPOSE_SHARE : 1),
  };
}

/** Message delays after the proposal. The message by which a leader announces its decision counts in every view. */
function votesBefore({ steps }: GoodCase): number {
  return steps.at(-1) === 'fromLeader' ? steps.length - 2 : steps.length - 1;
}

/** Number of copies that leave one after another before this many nodes, including the sender, have the block. */
function copiesBefore(nodes: number, isQueued: boolean, dissemination: ChainSettings['dissemination']): number {
  if (!isQueued) return 1;
  // Every node that has it forwards it, so each copy at most doubles their number.
  return dissemination === 'direct' ? nodes - 1 : Math.ceil(Math.log2(nodes));
}

/** The lower bound for every pair of nodes, s. */
function leastLatency({ latency }: Topology): number {
  return latency.kind === 'distribution' && latency.distribution.kind === 'constant' ? latency.distribution.value : 0;
}
