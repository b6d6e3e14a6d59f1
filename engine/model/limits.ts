import { type Faultless, onPrimary, protocol } from '../consensus/protocols.js';
import { expectedArrivals } from './arrivals.js';
import { countOfChoice } from './node-choice.js';
import type { ChainSettings, Distribution, Latency, Overlay, Scenario } from './scenario.js';

/** What a run would take. Rough, for refusing what cannot end well: within a factor of two for ordinary scenarios. */
export interface Estimate {
  nodes: number;
  /** Copies of messages over the whole run. */
  transmissions: number;
  /** Memory of the engine and its results, B. */
  bytes: number;
}

/** The most that a scenario may ask for. */
export const LIMITS: Estimate = { nodes: 2048, transmissions: 1e11, bytes: 4e9 };

/** A run does not make more than this many blocks in a simulated second, whatever its estimate says. */
const SHORTEST_ROUND = 1e-3;

/** Seconds that a message travels between places of the world, apart from its transfer. */
const GEOGRAPHIC_LATENCY = 0.05;

/**
 * Counts the messages that a decision of each chain's protocol takes, and how many rounds fit in the duration, with the
 * mean bandwidth, latency and jitter for each message that has to wait for another one.
 */
export function estimate(scenario: Scenario): Estimate {
  const { topology, primary, management, duration } = scenario;
  const nodes = topology.groups.reduce((sum, group) => sum + group.nodes, 0);
  const links = linkCount(topology.peers, nodes);
  const rate = topology.groups.reduce((sum, group) => sum + (group.nodes / nodes) * typical(group.bandwidth), 0);
  const voters = countOfChoice(primary.validators, topology.groups) || nodes;
  const block = onPrimary(primary.consensus, voters);
  const queueing = topology.sharing === 'uplink' ? links / nodes : 1;
  const hops = primary.dissemination === 'gossip' ? hopCount(links, nodes) : 1;
  const round =
    primary.blockInterval +
    block.steps.length * (typicalLatency(topology.latency) + typical(topology.jitter)) +
    ((primary.blockSize + primary.headerSize) / rate) * Math.max(1, queueing) * hops;
  const rounds = duration / Math.max(SHORTEST_ROUND, round);
  const members = countOfChoice(management.nodes, topology.groups) || nodes;
  const interval = Math.max(SHORTEST_ROUND, typical(management.interval));
  const agreements = duration / interval;
  const arrivals = primary.workload ? expectedArrivals(primary.workload.arrivals, duration) : 0;
  return {
    nodes,
    transmissions:
      rounds * copies(primary, block, nodes, links) +
      agreements * (copies(management, protocol(management.consensus).faultless(members), members, links) + links),
    bytes:
      50e6 +
      24 * nodes * nodes +
      400 * rounds +
      agreements * nodes * 130 +
      arrivals * 16 +
      (primary.workload?.pool ?? 0) * 16 +
      duration * 60,
  };
}

/** Copies of messages in one decision without faults. */
function copies(chain: ChainSettings, { broadcasts, sends }: Faultless, participants: number, links: number): number {
  return broadcasts * (chain.dissemination === 'gossip' ? links : participants - 1) + sends;
}

/** Links that a flood takes to reach everybody where every node reaches others who have not heard of it yet. */
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

/** Seconds from node to node, on the mean. */
function typicalLatency(latency: Latency): number {
  switch (latency.kind) {
    case 'geographic':
      return GEOGRAPHIC_LATENCY;
    case 'distribution':
      return typical(latency.distribution);
    case 'matrix':
      return latency.entries.length === 0
        ? GEOGRAPHIC_LATENCY
        : latency.entries.reduce((sum, { seconds }) => sum + seconds, 0) / latency.entries.length;
  }
}

/** A typical value: the mean, or something like it. */
export function typical(distribution: Distribution): number {
  switch (distribution.kind) {
    case 'constant':
      return distribution.value;
    case 'uniform':
      return (distribution.lo + distribution.hi) / 2;
    case 'triangular':
      return (distribution.lo + distribution.mode + distribution.hi) / 3;
    case 'weibull':
      return distribution.scale;
    case 'pareto':
      return distribution.alpha > 1
        ? (distribution.alpha * distribution.min) / (distribution.alpha - 1)
        : distribution.min;
    case 'empirical':
      return distribution.values.reduce((sum, value) => sum + value, 0) / distribution.values.length;
    case 'mixture':
      return distribution.components.reduce((sum, { weight, distribution: part }) => sum + weight * typical(part), 0);
    default:
      return distribution.mean;
  }
}
