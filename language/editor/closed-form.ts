import { measuredNodes } from '../../engine/consensus/fault-model.js';
import { faultModelOf, goodCaseOnPrimary, protocolNamed, type Step } from '../../engine/consensus/protocols.js';
import { type StreamName, streamKey } from '../../engine/kernel/streams.js';
import type { ChainSettings, Distribution, Scenario } from '../../engine/model/scenario.js';
import { latencyMatrix } from '../../engine/network/latency.js';
import { drawSystem, type System } from '../../engine/network/system.js';
import { factsOf } from './hover/distribution-facts.js';

/** Estimates of a scenario, without running it. Times in seconds. */
export interface ClosedForm {
  readonly nodes: number;
  readonly validators: number;
  readonly managers: number;
  readonly blockTime: number;
  readonly agreement: number;
  readonly propagation: number;
  readonly update: number;
  /** Whether queues and losses make it longer, because copies wait for a shared uplink or nodes for lost messages. */
  readonly atLeast: boolean;
}

/** Larger scenarios are not estimated during typing. */
const MAX_NODES = 160;
/**
 * Number of proposers over which the mean is taken if everyone votes to everyone. Proposers take turns, so a few are
 * enough.
 */
const PROPOSERS = 6;

/**
 * The closed form of one round without faults, for PBFT `blockInterval + 3·(s/b + L) + 3·messageValidation +
 * blockValidation`, with mean rates and order statistics in place of one constant delay: every step of the protocol ends
 * at a node with as many messages as it waits for, and gossip takes the shortest way through the overlay. Places, overlay and members are those that the seed draws. The
 * delays follow Section 3.1: agreement is such a round among the management nodes, propagation the shortest way of the
 * configuration block to the fastest 2f+1 validators, and an update waits half a round on average.
 * Undefined if the scenario is too large to estimate at once, or cannot be drawn.
 */
export function closedForm(scenario: Scenario): ClosedForm | undefined {
  const nodes = scenario.topology.groups.reduce((sum, group) => sum + group.nodes, 0);
  if (nodes > MAX_NODES || nodes < 1) return undefined;
  const stream = (name: StreamName) => streamKey(scenario.seed, 0, name);
  let system: System;
  try {
    system = drawSystem(scenario, stream);
  } catch {
    // A topology that cannot be drawn is reported at its own place.
    return undefined;
  }
  const { validators, managers } = system;
  const network = networkOf(
    scenario,
    system,
    latencyMatrix(
      scenario.topology.latency,
      system.places,
      stream('latency'),
      scenario.topology.groups.map(({ name }) => name),
    ),
  );
  const { primary, management } = scenario;
  const { steps } = goodCaseOnPrimary(primary.consensus, validators.length);
  const round = roundTimes(network, validators, primary, primary.blockSize, steps);
  const blockTime = primary.blockInterval + round.mean;
  const agreement = protocolNamed(management.consensus).goodCase(managers.length);
  const decision = roundTimes(network, managers, management, management.configurationBlockSize, agreement.steps);
  const arrivals = network.flood(management.configurationBlockSize + management.headerSize, decision.committed);
  const late = validators.map((node) => Math.max(0, arrivals[node] - decision.mean)).sort((a, b) => a - b);
  const counted = late.slice(0, measuredNodes(validators.length));
  return {
    nodes,
    validators: validators.length,
    managers: managers.length,
    blockTime,
    agreement: decision.mean,
    propagation: counted.reduce((sum, time) => sum + time, 0) / counted.length,
    update: blockTime / 2,
    atLeast: scenario.topology.sharing === 'uplink' || scenario.topology.loss > 0,
  };
}

interface Network {
  readonly nodes: number;
  /** Delays of a message of this size from one node to all others. */
  direct(size: number, from: number, receivers: number): Float64Array;
  /** When nodes receive a message that others have at `start` (infinite for those that wait for it). */
  flood(size: number, start: Float64Array): Float64Array;
}

function networkOf({ topology }: Scenario, { places, peers }: System, latency: Float64Array): Network {
  const nodes = places.length;
  const rates = topology.groups.map((group) => meanOf(group.bandwidth));
  const jitter = meanOf(topology.jitter);
  // Over a shared uplink the copies leave one after another. The middle one is taken as typical.
  const turns = (copies: number) => (topology.sharing === 'uplink' ? (copies + 1) / 2 : 1);
  const hop = (size: number, from: number, to: number, copies: number) =>
    (turns(copies) * size) / rates[places[from].group] + latency[from * nodes + to] / 1e9 + jitter;
  return {
    nodes,
    direct: (size, from, receivers) =>
      Float64Array.from({ length: nodes }, (_, to) => (to === from ? 0 : hop(size, from, to, receivers))),
    flood: (size, start) =>
      shortestTimes(nodes, start, (node, visit) => {
        for (let edge = peers.offsets[node]; edge < peers.offsets[node + 1]; edge++)
          visit(
            peers.targets[edge],
            hop(size, node, peers.targets[edge], peers.offsets[node + 1] - peers.offsets[node]),
          );
      }),
  };
}

function meanOf(distribution: Distribution): number {
  return factsOf(distribution).mean;
}

/** Dijkstra's algorithm over few nodes. */
function shortestTimes(
  nodes: number,
  start: Float64Array,
  edges: (node: number, visit: (to: number, time: number) => void) => void,
): Float64Array {
  const times = Float64Array.from(start);
  const done = new Uint8Array(nodes);
  for (let round = 0; round < nodes; round++) {
    let nearest = -1;
    for (let node = 0; node < nodes; node++)
      if (!done[node] && (nearest < 0 || times[node] < times[nearest])) nearest = node;
    if (nearest < 0 || times[nearest] === Number.POSITIVE_INFINITY) break;
    done[nearest] = 1;
    edges(nearest, (to, time) => {
      times[to] = Math.min(times[to], times[nearest] + time);
    });
  }
  return times;
}

/**
 * Mean time from a proposal to the decision of a quorum or, if that is the last step, to the leader's next proposal;
 * and when members have committed under the last proposer.
 */
function roundTimes(
  network: Network,
  members: readonly number[],
  chain: ChainSettings,
  blockSize: number,
  steps: readonly Step[],
): { mean: number; committed: Float64Array } {
  const block = blockSize + chain.headerSize;
  const vote = chain.votes === 'block' ? block : chain.voteSize;
  const send = (size: number, from: number) =>
    chain.dissemination === 'direct'
      ? network.direct(size, from, members.length - 1)
      : network.flood(size, onlyAt(from, network.nodes));
  const votes = new Map<number, Float64Array>();
  const voteOf = (member: number) => {
    const known = votes.get(member) ?? send(vote, member);
    votes.set(member, known);
    return known;
  };
  const needed = faultModelOf(chain, members.length).quorum;
  const collect = (sent: Float64Array, count: number): Float64Array => {
    const ready = new Float64Array(sent.length).fill(Number.POSITIVE_INFINITY);
    for (const member of members) {
      const times = members.map((other) => sent[other] + voteOf(other)[member]).sort((a, b) => a - b);
      ready[member] = Math.max(sent[member], times[count - 1]) + chain.messageValidation;
    }
    return ready;
  };
  const after = (step: Step, times: Float64Array, leader: number, isProposal: boolean): Float64Array => {
    switch (step) {
      case 'fromLeader': {
        const handling = chain.messageValidation + (isProposal ? chain.blockValidation : 0);
        const arrivals = send(isProposal ? block : chain.voteSize, leader);
        return arrivals.map((time, node) => times[leader] + (node === leader ? 0 : time + handling));
      }
      case 'toLeader': {
        // Votes that go to the leader alone use a direct link, even if other messages are gossiped.
        const arrivals = members.map((member) =>
          member === leader
            ? times[leader]
            : times[member] + network.direct(vote, member, 1)[leader] + chain.messageValidation,
        );
        return onlyAt(leader, network.nodes, arrivals.sort((a, b) => a - b)[needed - 1]);
      }
      case 'quorumToAll':
        return collect(times, needed);
      case 'allToAll':
        return collect(times, members.length);
    }
  };
  // If votes go to the leader alone, its place matters much, and each leader costs little to compute.
  const most = steps.includes('toLeader') ? members.length : PROPOSERS;
  const stride = Math.max(1, Math.floor(members.length / most));
  const proposers = members.filter((_, index) => index % stride === 0);
  let committed: Float64Array = new Float64Array(0);
  let total = 0;
  for (const proposer of proposers) {
    committed = onlyAt(proposer, network.nodes);
    steps.forEach((step, index) => {
      committed = after(step, committed, proposer, index === 0);
    });
    const times = members.map((member) => committed[member]).sort((a, b) => a - b);
    total += steps.at(-1) === 'toLeader' ? committed[proposer] : times[needed - 1];
  }
  return { mean: total / proposers.length, committed };
}

function onlyAt(node: number, nodes: number, time = 0): Float64Array {
  const start = new Float64Array(nodes).fill(Number.POSITIVE_INFINITY);
  start[node] = time;
  return start;
}
