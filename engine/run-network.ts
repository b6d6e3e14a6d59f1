import { CheckedEventQueue } from './checks/checked-event-queue.js';
import { CheckedNetwork } from './checks/checked-network.js';
import { faultModelOf } from './consensus/protocols.js';
import { type ByzantineRun, Lies } from './faults/byzantine/lies.js';
import { LiveNetwork } from './faults/live-network.js';
import { Liveness } from './faults/liveness.js';
import type { NetworkFaults } from './faults/network-faults.js';
import type { StreamKey, StreamName } from './kernel/streams.js';
import type { FactReader } from './model/fact-readers.js';
import type { FaultAtom } from './model/faults.js';
import type { Scenario } from './model/scenario.js';
import type { Network } from './network/message.js';
import type { System } from './network/system.js';
import { Transport, type TransportSettings } from './network/transport.js';
import { atomsOf, conditionsOf, transportOf } from './run-settings.js';

/** The faults of a run. */
export interface RunFaults {
  atoms: FaultAtom[];
  conditions: NetworkFaults;
  liveness: Liveness;
  /** Absent if every node is honest. */
  lies: Lies | undefined;
}

/** How the nodes of a run reach each other. */
export interface RunNetwork {
  network: Network;
  /** Absent without faults. */
  faults: RunFaults | undefined;
  /** The parts that read facts. */
  readers: readonly FactReader[];
}

/** Options of a run's network. */
export interface NetworkOptions {
  /** Whether to check the contract of the network. */
  check: boolean;
  /** Whether every vote is delivered. */
  deliversEveryVote: boolean;
  /** Creates another network; absent: `Transport`. */
  create?: ((settings: TransportSettings) => Network) | undefined;
}

/**
 * The network of a run with its faults, in layers: `Transport` delivers messages, nodes that are down neither send nor receive
 * (`LiveNetwork`), and Byzantine nodes send other messages than their protocol (`LyingNetwork`).
 *
 * @param run the parts that Byzantine nodes read
 * @throws LimitExceeded if the faults of the scenario are impossible
 */
export function createNetwork(
  scenario: Scenario,
  system: System,
  stream: (name: StreamName) => StreamKey,
  run: ByzantineRun,
  { check, deliversEveryVote, create = (settings) => new Transport(settings) }: NetworkOptions,
): RunNetwork {
  const faults = faultsOf(scenario, system, stream, run);
  const settings = {
    ...transportOf(scenario, system),
    deliversEveryVote,
    ...(faults ? { conditions: faults.conditions } : {}),
    ...(check ? { queue: new CheckedEventQueue() } : {}),
  };
  const transport = create(settings);
  const checked = check ? new CheckedNetwork(transport) : transport;
  if (!faults) return { network: checked, faults, readers: [] };
  const live = new LiveNetwork(checked, faults.liveness);
  if (!faults.lies) return { network: live, faults, readers: [] };
  const { consensus } = scenario.management;
  const { quorum } = faultModelOf(scenario.management, system.managers.length);
  const talk = { consensus, members: system.managers, quorum };
  const network = faults.lies.network(live, system.places.length, settings.routes, talk);
  return { network, faults, readers: [network.reader] };
}

function faultsOf(
  scenario: Scenario,
  system: System,
  stream: (name: StreamName) => StreamKey,
  run: ByzantineRun,
): RunFaults | undefined {
  const atoms = atomsOf(scenario, system, stream('faults'));
  if (!atoms) return undefined;
  const nodes = system.places.length;
  return {
    atoms,
    conditions: conditionsOf(scenario, system, atoms, stream),
    liveness: new Liveness(nodes),
    lies: atoms.some(({ kind }) => kind === 'byzantine') ? new Lies(atoms, nodes, scenario, run) : undefined,
  };
}
