import { type GoodCase, goodCaseOnPrimary, protocolNamed } from '../consensus/protocols.js';
import { expectedArrivals } from '../kernel/expected-arrivals.js';
import { startingConfiguration } from '../model/configuration.js';
import { countOfChoice } from '../model/node-choice.js';
import type { Arrivals, ChainSettings, Overlay, Scenario } from '../model/scenario.js';
import { spendingRounds, totalRuns, votingRuns } from '../twins/lookahead/spending.js';
import { lookAheadPlanOf } from '../twins/policies.js';
import { typicalLatency, typicalValue } from './typical.js';

/**
 * An estimate of the size of a run, which decides whether the run is refused as too large. Correct within a factor of
 * two for ordinary scenarios.
 */
export interface Estimate {
  nodes: number;
  /** Length of a fault-free round of the primary, s. */
  round: number;
  /** From the end of one configuration block interval to that of the next, s. */
  interval: number;
  /** Copies of messages over the whole run. */
  transmissions: number;
  /** Those of them that are new to their receiver: of a flood, one for each node. */
  deliveries: number;
  /** Transactions that arrive, and changes of their rate. */
  arrivals: number;
  /** Memory of the engine and its results, B. */
  bytes: number;
  /** Absent if no twin looks ahead. */
  lookAhead?: LookAheadEstimate;
}

/** An estimate of the look-ahead runs of all twins. */
export interface LookAheadEstimate {
  /** Largest number of candidates of any policy, including the current configuration. */
  candidates: number;
  runs: number;
  /** Simulated time of one run, s. */
  horizon: number;
  /** Copies of messages in all runs. */
  transmissions: number;
}

/**
 * Lower bound of the length of a round, s. A smaller one means that time does not advance, which is a separate fault.
 */
const SHORTEST_ROUND = 1e-9;

/**
 * Estimates a run: the messages of a decision of each chain's protocol, times the rounds that fit in the duration. Message
 * delays have the mean bandwidth, latency and jitter.
 */
export function estimate(scenario: Scenario): Estimate {
  const { topology, primary, management, duration } = scenario;
  const nodes = topology.groups.reduce((sum, group) => sum + group.nodes, 0);
  const links = linkCount(topology.peers, nodes);
  const rate = topology.groups.reduce((sum, group) => sum + (group.nodes / nodes) * typicalValue(group.bandwidth), 0);
  const delay = typicalLatency(topology) + typicalValue(topology.jitter);
  const copiesAtOnce = topology.sharing === 'uplink' ? links / nodes : 1;
  const decision = (chain: ChainSettings, size: number, { steps }: GoodCase) => {
    const hops = chain.dissemination === 'gossip' ? hopCount(links, nodes) : 1;
    const transfer = ((size + chain.headerSize) / rate) * Math.max(1, copiesAtOnce) * hops;
    const vote = (chain.voteSize / rate) * hops;
    const later = Math.max(0, steps.length - 1) * (chain.votes === 'block' ? transfer : vote);
    return steps.length * (delay + chain.messageValidation) + chain.blockValidation + transfer + later;
  };
  const voters = countOfChoice(primary.validators, topology.groups) || nodes;
  const block = goodCaseOnPrimary(primary.consensus, voters);
  const round = primary.blockInterval + decision(primary, primary.blockSize, block);
  const rounds = duration / Math.max(SHORTEST_ROUND, round);
  const members = countOfChoice(management.nodes, topology.groups) || nodes;
  const agreement = protocolNamed(management.consensus).goodCase(members);
  const interval =
    typicalValue(management.interval) + decision(management, management.configurationBlockSize, agreement);
  const agreements = duration / Math.max(SHORTEST_ROUND, interval);
  const workload = primary.workload;
  const arrivals = workload ? expectedArrivals(workload.arrivals, duration) + turns(workload.arrivals, duration) : 0;
  const perSecond = copies(primary, block, nodes, links) / Math.max(SHORTEST_ROUND, round);
  const lookAhead = lookAheadEstimate(scenario, { agreements, members, perSecond });
  return {
    ...(lookAhead ? { lookAhead } : {}),
    nodes,
    round,
    interval,
    arrivals,
    transmissions:
      rounds * copies(primary, block, nodes, links) +
      agreements * (copies(management, agreement, members, links) + links),
    deliveries:
      rounds * deliveries(block, nodes) + agreements * (deliveries(agreement, members) + Math.max(0, nodes - 1)),
    bytes:
      50e6 +
      24 * nodes * nodes +
      400 * rounds +
      agreements * nodes * 130 +
      arrivals * 16 +
      (workload?.pool ?? 0) * 16 +
      duration * 60,
  };
}

/** Assumes that every twin has the most expensive policy, and that every proposal is accepted. */
function lookAheadEstimate(
  { primary, management: { policy, policyFor } }: Scenario,
  { agreements, members, perSecond }: { agreements: number; members: number; perSecond: number },
): LookAheadEstimate | undefined {
  const estimates = [policy, ...policyFor.map((own) => own.policy)].flatMap((each): LookAheadEstimate[] => {
    const plan = lookAheadPlanOf(each);
    if (!plan) return [];
    const { choices, spend } = plan;
    const start = new Map(Object.entries(startingConfiguration(primary)));
    const isListed = choices.every(({ property, values }) => values.some((value) => value === start.get(property)));
    const product = choices.reduce((total, { values }) => total * values.length, 1);
    const candidates = isListed ? product : product + 1;
    // Every other twin evaluates a proposal that its proposer evaluated.
    const voters = each.accept && 'within' in each.accept ? members - 1 : 0;
    const proposing = totalRuns(spendingRounds(spend, candidates));
    const runs = Math.ceil(agreements * (proposing + voters * votingRuns(spend, candidates)));
    return [{ candidates, runs, horizon: plan.horizon, transmissions: runs * plan.horizon * perSecond }];
  });
  return estimates.sort((a, b) => b.transmissions - a.transmissions)[0];
}

/** How often the rate of arrivals changes: changes are drawn even if nothing arrives. */
function turns(arrivals: Arrivals, duration: number): number {
  return arrivals.kind === 'bursts' ? (2 * duration) / (arrivals.meanLow + arrivals.meanHigh) : 0;
}

/** Copies of messages in one decision without faults. */
function copies(chain: ChainSettings, { broadcasts, sends }: GoodCase, participants: number, links: number): number {
  return broadcasts * (chain.dissemination === 'gossip' ? links : participants - 1) + sends;
}

/** As {@link copies}, but each message counts once for each participant. */
function deliveries({ broadcasts, sends }: GoodCase, participants: number): number {
  return broadcasts * Math.max(0, participants - 1) + sends;
}

/**
 * Number of links that a flood needs to reach all nodes, if every node forwards it to nodes that do not have it yet.
 */
function hopCount(links: number, nodes: number): number {
  if (links === 0) return 1;
  return Math.max(1, Math.ceil(Math.log(nodes) / Math.log(1 + links / nodes)));
}

/** Copies of one flood: both directions of every link. */
function linkCount(overlay: Overlay, nodes: number): number {
  switch (overlay.kind) {
    case 'full':
      return nodes * (nodes - 1);
    case 'ring':
      return 2 * nodes;
    case 'random':
      return 2 * nodes * Math.min(overlay.dials, nodes - 1);
    case 'regular':
    case 'smallWorld':
      return nodes * Math.min(overlay.degree, nodes - 1);
    case 'scaleFree':
      return 2 * nodes * overlay.attachments;
    case 'edges':
      return 2 * overlay.edges.length;
  }
}
