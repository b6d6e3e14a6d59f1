import type { Group, Topology } from '../../engine/model/scenario.js';
import { propertyOf } from '../properties/blocks.js';
import type { BlockName, PropertyDescription } from '../properties/property.js';
import type { EffectiveTopology } from '../settings/effective.js';
import { lowerLatency } from './latency.js';
import { lowerOverlay } from './overlay.js';
import type { Reader } from './reader.js';

/** The description of a property that must be in the table. */
export function described(block: BlockName, name: string): PropertyDescription {
  const property = propertyOf(block, name);
  if (!property) throw new Error(`the table of ${block} has no property ${name}`);
  return property;
}

/** Default number of peers in the overlay, if there are enough nodes. */
const DEFAULT_DEGREE = 16;

/** A topology in SI with every default spelled out. The reader keeps track of invalid values. */
export function lowerTopology(topology: EffectiveTopology, reader: Reader): Topology {
  const groups = topology.groups.map((group, index): Group => {
    const path = `topology.groups.${index}`;
    const places = reader.value(`${path}.places`, group.settings.get('at'), described('group', 'at'));
    return {
      name: group.name,
      nodes: reader.quantity(`${path}.nodes`, group.settings.get('nodes'), described('group', 'nodes')),
      places: places?.kind === 'places' ? [...places.places] : [],
      bandwidth: reader.distribution(
        `${path}.bandwidth`,
        group.settings.get('bandwidth'),
        described('group', 'bandwidth'),
      ),
    };
  });
  const nodes = groups.reduce((sum, group) => sum + group.nodes, 0);
  const bound = (name: string) => topology.settings.get(name);
  const option = (name: string) => reader.option(`topology.${name}`, bound(name), described('topology', name));
  const peers = reader.value('topology.peers', bound('peers'), described('topology', 'peers'));
  const latency = reader.value('topology.latency', bound('latency'), described('topology', 'latency'));
  const useDefaultPeers = bound('peers') === undefined && nodes <= DEFAULT_DEGREE;
  return {
    name: topology.declaration.name,
    groups,
    peers: useDefaultPeers ? { kind: 'full' } : ((peers && lowerOverlay(peers)) ?? { kind: 'full' }),
    links: option('links') as Topology['links'],
    drawn: option('drawn') as Topology['drawn'],
    latency: (latency && lowerLatency(latency)) ?? { kind: 'geographic' },
    jitter: reader.distribution('topology.jitter', bound('jitter'), described('topology', 'jitter')),
    loss: reader.quantity('topology.loss', bound('loss'), described('topology', 'loss')),
    sharing: option('sharing') as Topology['sharing'],
  };
}
