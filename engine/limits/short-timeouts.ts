import { faultModelOf, type GoodCase, goodCaseOnPrimary, protocolNamed } from '../consensus/protocols.js';
import { PROPOSE_SHARE } from '../consensus/tendermint/round-timers.js';
import { countOfChoice } from '../model/node-choice.js';
import type { ChainSettings, Scenario, Topology } from '../model/scenario.js';
import { typicalValue } from './typical.js';

/** A chain whose rounds take longer than its nodes wait for them. Times in s, sizes in B. */
export interface ShortTimeout {
  chain: 'primary' | 'management';
  /** A block with its header. */
  size: number;
  /** Copies of it that a proposer sends one after another, and how long that takes; 1 where none waits for another. */
  copies: number;
  sending: number;
  /** How many nodes have to have the block, and when that many can have it at the earliest. */
  quorum: number;
  heard: number;
  /** The earliest moment at which a quorum can decide. */
  decided: number;
  /** Timeout of a node in its first view. */
  timeout: number;
  /** Factor by which the timeout grows from view to view; 1: it stays. */
  growth: number;
  /** How long a node waits for the proposal: Tendermint's steps have timeouts of their own. */
  proposeTimeout: number;
  /** What does not fit: a first view, or any view whose timeout is as long. */
  fails: 'first' | 'all';
}

/**
 * The chains of a scenario that cannot decide in a first view, because its messages take longer than nodes wait. The times
 * are the least that the mean bandwidth, latency and jitter allow.
 *
 * A first view has one timeout for all, from the end of the pause. A later one of PBFT, BigFooT and HotStuff has one until
 * its proposal arrives, and another one from there; Tendermint's votes are waited for as long as it takes.
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

/** Messages after the proposal; one by which a leader that has decided tells the others counts in every view. */
function votesBefore({ steps }: GoodCase): number {
  return steps.at(-1) === 'fromLeader' ? steps.length - 2 : steps.length - 1;
}

/** How many copies have to leave one after another before so many nodes have the block, its sender among them. */
function copiesBefore(nodes: number, isQueued: boolean, dissemination: ChainSettings['dissemination']): number {
  if (!isQueued) return 1;
  // Whoever has it passes it on: with every copy, twice as many have it at most.
  return dissemination === 'direct' ? nodes - 1 : Math.ceil(Math.log2(nodes));
}

/** Only what holds for every pair of nodes. */
function leastLatency({ latency }: Topology): number {
  return latency.kind === 'distribution' && latency.distribution.kind === 'constant' ? latency.distribution.value : 0;
}
