import type { StreamKey } from '../kernel/streams.js';
import { WordSource } from '../kernel/word-source.js';
import { CITIES, WORLDWIDE } from '../model/cities.js';
import { type NamedPlace, placeNamed } from '../model/named-places.js';
import type { Place, Topology } from '../model/scenario.js';

/** Place and group of one node. */
export interface NodePlace {
  group: number;
  /** City, or its coordinates. */
  name: string;
  latitude: number;
  longitude: number;
}

/**
 * Places every node. The nodes of a group are assigned to its places in turn; `worldwide` and a region draw a city
 * uniformly, with replacement.
 */
export function placeNodes(topology: Topology, key: StreamKey): NodePlace[] {
  const source = new WordSource();
  const placed: NodePlace[] = [];
  topology.groups.forEach((group, index) => {
    for (let i = 0; i < group.nodes; i++) {
      source.within(key, placed.length);
      placed.push({ group: index, ...locate(group.places[i % group.places.length], source) });
    }
  });
  return placed;
}

function locate(place: Place, source: WordSource): Omit<NodePlace, 'group'> {
  switch (place.kind) {
    case 'worldwide':
      return at(WORLDWIDE[source.below(WORLDWIDE.length)]);
    case 'region': {
      const cities = CITIES.filter((city) => city.region === place.region);
      if (cities.length === 0) throw new RangeError(`no city in region ${place.region}`);
      return at(cities[source.below(cities.length)]);
    }
    case 'city': {
      const found = placeNamed(place.name);
      if (!found) throw new RangeError(`unknown city ${place.name}`);
      return at(found);
    }
    case 'site':
      return at(place);
    case 'coordinates':
      return {
        name: `${place.latitude.toFixed(2)}, ${place.longitude.toFixed(2)}`,
        latitude: place.latitude,
        longitude: place.longitude,
      };
  }
}

function at({ name, latitude, longitude }: NamedPlace): Omit<NodePlace, 'group'> {
  return { name, latitude, longitude };
}
