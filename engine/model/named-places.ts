import { CITIES } from './cities.js';
import { CLOUD_REGIONS } from './cloud-regions.js';

/** A place that can be named: a city of the table, or a region of a cloud. */
export interface NamedPlace {
  name: string;
  latitude: number;
  longitude: number;
}

const BY_NAME: ReadonlyMap<string, NamedPlace> = new Map(
  [...CLOUD_REGIONS, ...CITIES].map((place) => [place.name, place]),
);

/** The place with a name; undefined if there is none. */
export function placeNamed(name: string): NamedPlace | undefined {
  return BY_NAME.get(name);
}

/** The names of all predefined places. */
export const PLACE_NAMES: readonly string[] = [...CITIES, ...CLOUD_REGIONS].map(({ name }) => name);
