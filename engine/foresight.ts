import type { Sampler } from './kernel/sampler.js';
import type { StreamKey } from './kernel/streams.js';
import { meanDraw } from './kernel/tabulated.js';
import { toSeconds } from './kernel/time.js';
import { lookAheadOnce } from './look-ahead-run.js';
import { startingConfiguration } from './model/configuration.js';
import type { Scenario } from './model/scenario.js';
import type { Links } from './network/links.js';
import { PrimaryRun, Wiring } from './primary-run.js';
import { type LookAheadRequest, LookAheads } from './twins/lookahead/look-aheads.js';
import { Mirrors, type SecondsPerByte, type Shared, tellsOfRates } from './twins/lookahead/mirrors.js';
import type { Policies } from './twins/observations.js';
import { lookAheadPlanOf } from './twins/policies.js';
import { faultOf, nodesOf, type PrimaryNodes } from './twins/valid-configuration.js';

/** For how long a twin's simulator runs to learn what blocks take by what the topology declares, s. */
const CALIBRATION = 60;

/** What twins that look ahead are put together from; one for a run. */
export interface Foresight {
  mirrors: Mirrors;
  lookAheads: LookAheads;
  /** Those that begin with what was true, for whoever wants to compare. */
  hindsight(): LookAheads;
  /** The mean rate of links, as a multiple of what the topology declares. */
  bandwidthOf(links: Links): number;
  /** Look-ahead runs so far. */
  readonly runs: number;
}

/** Carries out look-ahead runs; which of them is first, and in which thread, makes no difference. */
export type LookAheadBatch = (requests: readonly LookAheadRequest[], means: LookAheadMeans) => ArrayLike<number>;

export interface LookAheadMeans {
  /** Carries out one in this thread. @returns the value of the objective */
  run(request: LookAheadRequest): number;
  /** Is to be told how many more are finished. @throws Interrupted where the run is to stop */
  finished(runs: number): void;
}

/** One after the other. */
const inTurn: LookAheadBatch = (requests, { run, finished }) =>
  requests.map((request) => {
    const value = run(request);
    finished(1);
    return value;
  });

/** What carries out the look-ahead runs of a scenario, in whichever thread it is set up. */
export function lookAheadRunner(scenario: Scenario, replication: number): LookAheadMeans['run'] {
  const wiring = new Wiring(scenario, replication, true);
  const nodes = nodesOf(scenario.topology);
  return (request) => lookAheadOnce(wiring, nodes, request);
}

/** A run that is to stop while a twin looks ahead: the event in which it does so is not finished. */
export class Interrupted extends Error {
  override name = 'Interrupted';
}

/**
 * Sets up what the twins of a scenario look ahead with; undefined where none of them does.
 *
 * @param options `between` is told after look-ahead runs how many there were, and interrupts the run by true; `batch`
 * carries them out, one after the other where it is absent
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
  return {
    bandwidthOf: (links) => (links.tables === wiring.system.links.tables ? 1 : meanRate(links) / declared),
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
        secondsPerByte: calibration(wiring),
      },
    ),
    lookAheads: lookAheads(),
    hindsight: lookAheads,
  };
}

/** Over the nodes, B/s. */
function meanRate({ tables: { bandwidthOf } }: Links): number {
  const rates = [...new Set(bandwidthOf)].map((draws): [Sampler, number] => [draws, meanDraw(draws, RATES)]);
  const known = new Map(rates);
  return bandwidthOf.reduce((sum, draws) => sum + (known.get(draws) ?? 0), 0) / bandwidthOf.length;
}

/** Of the draws that tell a mean: always the same ones. */
const RATES: StreamKey = { k0: 1, k1: 2 };

/** Simulates what a byte of each block takes to each node where everything is as declared. */
function calibration(wiring: Wiring): (present: Shared) => SecondsPerByte {
  const { scenario, nodes } = wiring;
  const { latency } = wiring.system.links;
  return ({ due, configuration, height, backlog, arrivals }) => {
    const proposed = new Map<number, { at: number; proposer: number; height: number }>();
    const bytes = new Map<number, number>();
    const received: { node: number; block: number; height: number; transfer: number }[] = [];
    const rate = arrivals === undefined ? {} : { arrivals: { kind: 'poisson' as const, rate: arrivals } };
    const run = new PrimaryRun(
      wiring,
      { height, configuration, ...(backlog === undefined ? {} : { backlog }), ...rate },
      {
        // Looks ahead have numbers that are not negative.
        run: -due,
        duration: CALIBRATION,
        record: (at, fact) => {
          if (fact.kind === 'blockProposed')
            proposed.set(fact.block, { at, proposer: fact.proposer, height: fact.height });
          else if (fact.kind === 'blockFinalized') bytes.set(fact.block, fact.bytes);
          else if (fact.kind === 'blockReceived') {
            const { node, block } = fact;
            const proposal = proposed.get(block);
            if (!proposal || proposal.proposer === node) return;
            const transfer = toSeconds(at - proposal.at - latency[proposal.proposer * nodes + node]);
            if (transfer > 0) received.push({ node, block, height: proposal.height, transfer });
          }
        },
      },
    );
    run.advance(CALIBRATION);
    const perByte = Array.from({ length: nodes }, () => new Map<number, number>());
    for (const { node, block, height, transfer } of received) {
      const size = bytes.get(block);
      if (size !== undefined && tellsOfRates(size, configuration))
        perByte[node].set(height, transfer / (size + scenario.primary.headerSize));
    }
    return (node, height) => perByte[node].get(height) ?? Number.NaN;
  };
}
