import { protocolNamed } from './consensus/protocols.js';
import type { Sampler } from './kernel/sampler.js';
import { type StreamKey, subKey } from './kernel/streams.js';
import { meanDraw } from './kernel/tabulated.js';
import { toNanoseconds, toSeconds } from './kernel/time.js';
import { WordSource } from './kernel/word-source.js';
import { lookAheadOnce } from './look-ahead-run.js';
import type { Configuration } from './model/configuration.js';
import { startingConfiguration } from './model/configuration.js';
import type { FactSink } from './model/facts.js';
import type { Scenario } from './model/scenario.js';
import type { Links } from './network/links.js';
import { type NetworkEvent, Topic } from './network/message.js';
import { type NearestWays, nearestWays } from './network/nearest-ways.js';
import { PrimaryRun, type PrimaryRunOptions, Wiring } from './primary-run.js';
import { revealsRate } from './twins/lookahead/estimates/rate-estimate.js';
import { type LookAheadRequest, LookAheads } from './twins/lookahead/look-aheads.js';
import { type Calibration, type MessageRole, Mirrors, type SharedKnowledge } from './twins/lookahead/mirrors.js';
import type { Policies } from './twins/observations.js';
import { lookAheadPlanOf } from './twins/policies.js';
import { faultOf, nodesOf, type PrimaryNodes } from './twins/valid-configuration.js';

/** Simulated time of the runs from which a twin's simulator learns how long blocks take in the declared topology, s. */
const CALIBRATION = 60;

/** Blocks from whose votes the delay of votes is learnt: every node votes once or twice on each. */
const CALIBRATION_BLOCKS = 20;

/** The parts of a run from which twins that look ahead are built. */
export interface Foresight {
  mirrors: Mirrors;
  lookAheads: LookAheads;
  /** Look-ahead from the true state, for comparisons. */
  hindsight(): LookAheads;
  /** The mean rate of links, as a multiple of what the topology declares. */
  bandwidthOf(links: Links): number;
  /** The latency of the links from each node, as such a multiple; undefined if all are as declared. @param slowness factor of a node's copies, at least 1 */
  latencyOf(links: Links, slowness: (node: number) => number): number[] | undefined;
  /** Look-ahead runs so far. */
  readonly runs: number;
}

/** Carries out look-ahead runs. Their order and their threads make no difference. @returns the values of their objectives */
export type LookAheadBatch = (requests: readonly LookAheadRequest[], means: LookAheadMeans) => ArrayLike<number>;

/** How a batch of look-ahead runs is carried out and reported. */
export interface LookAheadMeans {
  /** Carries out one run in this thread. @returns the value of the objective */
  run(request: LookAheadRequest): number;
  /** To be called with the number of runs that have just finished. @throws Interrupted if the run must stop */
  finished(runs: number): void;
}

/** One after the other. */
const inTurn: LookAheadBatch = (requests, { run, finished }) =>
  requests.map((request) => {
    const value = run(request);
    finished(1);
    return value;
  });

/** Creates the function that carries out the look-ahead runs of a scenario, in this thread. */
export function lookAheadRunner(scenario: Scenario, replication: number): LookAheadMeans['run'] {
  const wiring = new Wiring(scenario, replication, true);
  const nodes = nodesOf(scenario.topology);
  return (request) => lookAheadOnce(wiring, nodes, request);
}

/** A run was stopped while a twin looked ahead. The current event remains unfinished. */
export class Interrupted extends Error {
  override name = 'Interrupted';
}

/**
 * Creates what the twins of a scenario look ahead with; undefined if none of them does.
 *
 * @param options `between` is called after look-ahead runs with their number, and interrupts the run by returning true;
 * `batch` carries them out, by default one after another
 */
export function createForesight(
  scenario: Scenario,
  replication: number,
  policies: Policies,
  nodes: PrimaryNodes,
  {
    between = () => false,
    batch = inTurn,
  }: { between?: ((runs: number) => boolean) | undefined; batch?: LookAheadBatch | undefined } = {},
): Foresight | undefined {
  const looking = [...policies.entries()].filter(([, policy]) => policy && lookAheadPlanOf(policy));
  if (looking.length === 0) return undefined;
  const wiring = new Wiring(scenario, replication, true);
  const { latency } = wiring.system.links;
  let runs = 0;
  const finished = (more: number) => {
    runs += more;
    if (more > 0 && between(runs)) throw new Interrupted();
  };
  const lookAheads = () =>
    new LookAheads(
      (requests) => batch(requests, { run: (request) => lookAheadOnce(wiring, nodes, request), finished }),
      (configuration) => faultOf(configuration, nodes) === undefined,
    );
  const declared = meanRate(wiring.system.links);
  const ways = waysOver(wiring);
  return {
    bandwidthOf: (links) => (links.tables === wiring.system.links.tables ? 1 : meanRate(links) / declared),
    latencyOf: (links, slowness) => latencyOf(wiring.system.links, links, slowness),
    get runs() {
      return runs;
    },
    mirrors: new Mirrors(
      new Map(looking.map(([node, policy]) => [node, policy?.observe?.window])),
      startingConfiguration(scenario.primary),
      {
        nodes: wiring.nodes,
        headerSize: scenario.primary.headerSize,
        latency: (from, to) => toSeconds(latency[from * wiring.nodes + to]),
        way: (from, to) => toSeconds(ways(from).latency[to]),
        loss: wiring.system.links.tables.loss,
        sharesUplink: scenario.topology.sharing === 'uplink',
        rolesOf,
        calibrate: calibration(
          wiring,
          looking.map(([node]) => node),
          (from, to) => ways(from).links[to],
        ),
      },
    ),
    lookAheads: lookAheads(),
    hindsight: lookAheads,
  };
}

/** Mean rate over the nodes, B/s. */
function meanRate({ tables: { bandwidthOf } }: Links): number {
  const rates = [...new Set(bandwidthOf)].map((draws): [Sampler, number] => [draws, meanDraw(draws, RATES)]);
  const known = new Map(rates);
  return bandwidthOf.reduce((sum, draws) => sum + (known.get(draws) ?? 0), 0) / bandwidthOf.length;
}

/** Key of the draws from which means are estimated. It is constant, so that they are always the same. */
const RATES: StreamKey = { k0: 1, k1: 2 };

/** Mean over the links from each node, as a multiple of the declared latency; undefined if all are as declared. */
function latencyOf(declared: Links, links: Links, slowness: (node: number) => number): number[] | undefined {
  const { nodes } = declared;
  const factors = Array.from({ length: nodes }, (_, from) => {
    if (links.latency === declared.latency) return slowness(from);
    let sum = 0;
    let known = 0;
    for (let link = from * nodes; link < (from + 1) * nodes; link++) {
      if (!(declared.latency[link] > 0)) continue;
      sum += links.latency[link] / declared.latency[link];
      known++;
    }
    return slowness(from) * (known > 0 ? sum / known : 1);
  });
  return factors.every((factor) => factor === 1) ? undefined : factors;
}

/** Paths of least latency over the overlay, computed once per starting node. */
function waysOver({ system: { peers, links } }: Wiring): (from: number) => NearestWays {
  const ways: NearestWays[] = [];
  return (from) => {
    ways[from] ??= nearestWays(from, peers, links);
    return ways[from];
  };
}

function rolesOf(consensus: string): (MessageRole | undefined)[] {
  const { messages, roles } = protocolNamed(consensus);
  return messages.map((message) => roles[message]);
}

/**
 * Measures by simulation how long a byte of each block and votes take to reach twins if everything is as declared. If
 * no copy waits for an uplink, a run is many times faster if it need not deliver every vote. Votes then come from a
 * separate run of a few blocks.
 *
 * @param twins nodes that receive votes
 * @param linksOf number of links on the path between two nodes
 */
function calibration(
  wiring: Wiring,
  twins: readonly number[],
  linksOf: (from: number, to: number) => number,
): (present: SharedKnowledge) => Calibration {
  const tellsVotes = wiring.scenario.topology.sharing === 'uplink';
  return (present) => {
    const added = tellsVotes ? jitterBeside(wiring, linksOf) : () => 0;
    const votes = hearing(twins, wiring.nodes, rolesOf(present.configuration.consensus), added);
    const blocks = transfers(wiring, present.configuration);
    const all = asDeclared(wiring, present, blocks.record, tellsVotes ? votes.hear : undefined);
    all.advance(CALIBRATION);
    if (!tellsVotes) {
      const short = asDeclared(wiring, present, () => {}, votes.hear);
      const enough = present.height + CALIBRATION_BLOCKS;
      for (let second = 1; second <= CALIBRATION && short.committed < enough; second++) short.advance(second);
    }
    return { secondsPerByte: blocks.secondsPerByte(), votes: votes.votes };
  };
}

function asDeclared(
  wiring: Wiring,
  { due, configuration, height, backlog, arrivals }: SharedKnowledge,
  record: FactSink,
  hear: PrimaryRunOptions['hear'],
): PrimaryRun {
  return new PrimaryRun(
    wiring,
    {
      height,
      configuration,
      ...(backlog === undefined ? {} : { backlog }),
      ...(arrivals === undefined ? {} : { arrivals: { kind: 'poisson', rate: arrivals } }),
    },
    // Numbers of look-ahead runs are not negative, so this one differs from them.
    { run: -due, duration: CALIBRATION, record, ...(hear ? { hear } : {}) },
  );
}

/** Difference of a copy's jitter from its mean, for the estimate of votes on shared uplinks, ns. */
function jitterBeside(
  { key, system }: Wiring,
  linksOf: (from: number, to: number) => number,
): (from: number, to: number) => number {
  const { jitter } = system.links.tables;
  if (!jitter) return () => 0;
  const draws = subKey(key, -1, 0);
  const mean = meanDraw(jitter, draws);
  const source = new WordSource();
  let drawn = 0;
  return (from, to) => {
    let sum = 0;
    for (let link = linksOf(from, to); link > 0; link--) sum += jitter.draw(source.within(draws, drawn++)) - mean;
    return toNanoseconds(sum);
  };
}

/**
 * Receipts of votes by twins.
 * @param added time that the simulator adds to each, ns
 */
function hearing(
  twins: readonly number[],
  nodes: number,
  roles: readonly (MessageRole | undefined)[],
  added: (from: number, to: number) => number,
) {
  const delays = new Map(twins.map((twin) => [twin, Array.from({ length: nodes }, (): number[] => [])]));
  return {
    hear: ({ topic, kind, node, sender, sent }: NetworkEvent, at: number) => {
      if (topic !== Topic.primary || roles[kind] !== 'vote') return;
      delays.get(node)?.[sender].push(at - sent + added(sender, node));
    },
    votes: (node: number) => delays.get(node) ?? [],
  };
}

/** Receipts of blocks by nodes. */
function transfers({ scenario, nodes, system }: Wiring, configuration: Configuration) {
  const { latency } = system.links;
  const proposed = new Map<number, { at: number; proposer: number; height: number }>();
  const bytes = new Map<number, number>();
  const received: { node: number; block: number; height: number; transfer: number }[] = [];
  const record: FactSink = (at, fact) => {
    if (fact.kind === 'blockProposed') proposed.set(fact.block, { at, proposer: fact.proposer, height: fact.height });
    else if (fact.kind === 'blockFinalized') bytes.set(fact.block, fact.bytes);
    else if (fact.kind === 'blockReceived') {
      const { node, block } = fact;
      const proposal = proposed.get(block);
      if (!proposal || proposal.proposer === node) return;
      const transfer = toSeconds(at - proposal.at - latency[proposal.proposer * nodes + node]);
      if (transfer > 0) received.push({ node, block, height: proposal.height, transfer });
    }
  };
  const secondsPerByte = () => {
    const perByte = Array.from({ length: nodes }, () => new Map<number, number>());
    for (const { node, block, height, transfer } of received) {
      const size = bytes.get(block);
      if (size !== undefined && revealsRate(size, configuration))
        perByte[node].set(height, transfer / (size + scenario.primary.headerSize));
    }
    return (node: number, height: number) => perByte[node].get(height) ?? Number.NaN;
  };
  return { record, secondsPerByte };
}
