import { routeOf } from './consensus/chain-rules.js';
import { type StreamKey, type StreamName, streamKey, subKey } from './kernel/streams.js';
import { toNanoseconds } from './kernel/time.js';
import { mustBeWithinLimits } from './limits/limits.js';
import { genesisBlock } from './management/configuration-block.js';
import type { Configuration } from './model/configuration.js';
import type { FactSink } from './model/facts.js';
import type { NodeChoice } from './model/node-choice.js';
import type { Scenario } from './model/scenario.js';
import { type FloodTables, floodTables } from './network/flood.js';
import { Links } from './network/links.js';
import { type NetworkEvent, type Route, Topic } from './network/message.js';
import { chooseNodes } from './network/nodes.js';
import type { Peers } from './network/overlay.js';
import { drawSystem, type System } from './network/system.js';
import { Transport } from './network/transport.js';
import { createPrimary } from './primary/create-primary.js';
import type { Primary } from './primary/primary.js';
import { TransactionPool } from './primary/transaction-pool.js';

/** From what a primary begins. */
export interface Condition {
  /** The height that is decided first, from 1. */
  height: number;
  configuration: Configuration;
  /** Nodes that take part, ascending; the others are silent. All of them where this is absent. */
  live?: readonly number[];
  /** Transactions that wait, as if they had been submitted at the start; for a scenario with a workload. */
  backlog?: number;
}

export interface PrimaryRunOptions {
  /** Tells runs from the same condition apart: whole number. */
  run?: number;
  /** Simulated time until which messages are sent, s. */
  duration: number;
  /** Is told every fact; nothing is recorded otherwise. */
  record: FactSink;
}

/**
 * What runs over the nodes of one scenario share: places, links, overlay and the tables that are made of them. Their
 * randomness is their own: no run that begins here meets the messages of the scenario itself.
 */
export class Wiring {
  readonly scenario: Scenario;
  readonly system: System;
  readonly key: StreamKey;
  readonly #validators: StreamKey;
  readonly #everyone: Int32Array;
  #floods: { live: string; tables: FloodTables } | undefined;

  /** @throws LimitExceeded where the scenario asks for more than a machine can do */
  constructor(scenario: Scenario, replication = 0) {
    mustBeWithinLimits(scenario);
    const stream = (name: StreamName) => streamKey(scenario.seed, replication, name);
    this.scenario = scenario;
    this.system = drawSystem(scenario, stream);
    this.key = stream('conditions');
    this.#validators = stream('validators');
    this.#everyone = Int32Array.from(this.system.places.keys());
  }

  get nodes(): number {
    return this.#everyone.length;
  }

  /** The same nodes as the scenario itself would choose. */
  choose(choice: NodeChoice): number[] {
    return chooseNodes(choice, this.scenario.topology, this.#validators);
  }

  routes(): Route[] {
    const participants = this.#everyone;
    const gossip: Route = { dissemination: 'gossip', participants, validation: 0 };
    const direct: Route = { dissemination: 'direct', participants, validation: 0 };
    return [routeOf(this.scenario.primary, participants), direct, gossip, direct, direct];
  }

  /** Tables of floods that silent nodes do not pass on; kept for the next run among the same nodes. */
  floods(live: readonly number[]): FloodTables {
    const name = live.join();
    if (this.#floods?.live !== name) {
      const { peers, links } = this.system;
      this.#floods = { live: name, tables: floodTables(heardFrom(peers, live), links) };
    }
    return this.#floods.tables;
  }
}

/**
 * A primary that begins in the middle: at a height, under a configuration, with some nodes alive and transactions
 * waiting. It has no management chain, and the configuration stays.
 */
export class PrimaryRun {
  readonly #network: Transport;
  readonly #primary: Primary;
  readonly #isLive: Uint8Array;

  constructor(wiring: Wiring, condition: Condition, { run = 0, duration, record }: PrimaryRunOptions) {
    const genesis = genesisBlock(condition.configuration);
    const { scenario, system, nodes } = wiring;
    const { height, configuration, backlog } = condition;
    const live = condition.live ?? Array.from(system.places.keys());
    const key = (part: number) => subKey(wiring.key, run, part);
    const { workload, dissemination: _, ...chain } = scenario.primary;
    const floods = wiring.floods(live);
    const [primaryRoute, ...routes] = wiring.routes();
    this.#isLive = new Uint8Array(nodes);
    for (const node of live) this.#isLive[node] = 1;
    this.#network = new Transport({
      links: new Links(system.links.tables, {
        bandwidth: key(0),
        jitter: key(1),
        loss: key(2),
        order: key(3),
        latency: key(4),
      }),
      peers: floods.peers,
      floods,
      sharedUplink: scenario.topology.sharing === 'uplink',
      end: toNanoseconds(duration),
      routes: [{ ...primaryRoute, dissemination: configuration.dissemination }, ...routes],
    });
    this.#primary = createPrimary(
      { primary: { ...chain, ...configuration }, management: scenario.management },
      nodes,
      {
        network: this.#network,
        configurations: { block: () => genesis, isProven: () => true },
        management: { adopt: () => {} },
        pool: workload && new TransactionPool(workload, key(5), key(6), backlog),
        record,
      },
      (choice) => wiring.choose(choice),
      height,
    );
    this.#primary.start(live);
  }

  /** Simulates up to `untilSeconds`. */
  advance(untilSeconds: number): void {
    const until = toNanoseconds(untilSeconds);
    const network = this.#network;
    const { event } = network;
    while (network.next(until)) if (this.#isLive[event.node]) this.#dispatch(event);
  }

  #dispatch(event: NetworkEvent): void {
    const receiver = event.topic === Topic.recovery ? this.#primary.recovery : this.#primary.epochs;
    if (event.type === 'delivery') receiver.receive(event);
    else receiver.wake(event);
  }
}

/** The overlay without what silent nodes would pass on; they are still sent to. */
function heardFrom({ offsets, targets, ...rest }: Peers, live: readonly number[]): Peers {
  const isLive = new Set(live);
  const kept: number[] = [];
  const starts = new Int32Array(offsets.length);
  for (let node = 0; node + 1 < offsets.length; node++) {
    if (isLive.has(node)) kept.push(...targets.subarray(offsets[node], offsets[node + 1]));
    starts[node + 1] = kept.length;
  }
  return { ...rest, offsets: starts, targets: Int32Array.from(kept) };
}
