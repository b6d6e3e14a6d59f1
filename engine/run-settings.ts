// The settings of the parts of a run, from its scenario.
import { routeOf } from './consensus/chain-rules.js';
import { changedTopology } from './faults/changed-topology.js';
import { NetworkFaults } from './faults/network-faults.js';
import { resolveFaults } from './faults/resolve-faults.js';
import type { StreamKey, StreamName } from './kernel/streams.js';
import { toNanoseconds } from './kernel/time.js';
import { LimitExceeded } from './limits/limits.js';
import type { FaultAtom, TopologyChange } from './model/faults.js';
import type { Scenario } from './model/scenario.js';
import { linksOf, type System } from './network/system.js';
import type { TransportSettings } from './network/transport.js';
import type { Policies } from './twins/observations.js';
import { policyOf } from './twins/policies.js';

/** The settings of the network of a run: its links, and the route of each topic. */
export function transportOf({ topology, primary, management, duration }: Scenario, system: System): TransportSettings {
  const { links, peers, managers } = system;
  const everyone = Int32Array.from(system.places.keys());
  return {
    links,
    peers,
    sharedUplink: topology.sharing === 'uplink',
    end: toNanoseconds(duration),
    routes: [
      routeOf(primary, everyone),
      routeOf(management, Int32Array.from(managers)),
      { dissemination: 'gossip', participants: everyone, validation: 0 },
      { dissemination: 'direct', participants: everyone, validation: 0 },
      { dissemination: 'direct', participants: everyone, validation: 0 },
    ],
  };
}

/** The faults of a run, with nodes by number. @throws LimitExceeded if a fault needs nodes that do not exist or are faulty already */
export function atomsOf({ faults, topology }: Scenario, { managers }: System, key: StreamKey): FaultAtom[] | undefined {
  try {
    return faults && resolveFaults(faults, { groups: topology.groups, managers }, key);
  } catch (error) {
    if (error instanceof RangeError)
      throw new LimitExceeded(`The faults of the scenario cannot happen: ${error.message}.`);
    throw error;
  }
}

/** The faults of the network of a run. */
export function conditionsOf(
  { topology, duration }: Scenario,
  { links, places }: System,
  faults: readonly FaultAtom[],
  stream: (name: StreamName) => StreamKey,
): NetworkFaults {
  const surroundings = {
    nodes: places.length,
    links,
    sharesUplink: topology.sharing === 'uplink',
    changed: (changes: readonly TopologyChange[]) => linksOf(changedTopology(topology, changes), places, stream),
  };
  return new NetworkFaults(faults, surroundings, stream('faults'), toNanoseconds(duration));
}

/** The policy of the twin of every management node. */
export function policiesOf({ topology, management }: Scenario, { places, isManager }: System): Policies {
  return places.map(({ group }, node) =>
    isManager[node] ? policyOf(management, topology.groups[group].name) : undefined,
  );
}
