import { CITIES, REGIONS } from '../../engine/model/cities.js';
import { PLACE_NAMES, placeNamed } from '../../engine/model/named-places.js';
import type { Place } from '../../engine/model/scenario.js';
import {
  type Coordinates,
  isSiteDeclaration,
  type NameExpression,
  type PropertyValue,
  type SiteDeclaration,
  type Text,
} from '../generated/ast.js';
import { didYouMean, nearest } from '../names/nearest.js';
import { dotted, wordOf } from '../names/text.js';
import { ignoreFindings, type Report } from '../validation/report.js';
import { constantNames } from './constants.js';
import type { ValueRequest } from './request.js';
import { dimensionMustFit, typeOf } from './typing.js';
import type { Value } from './value.js';

const NUMBER = { time: 0, data: 0, transactions: 0 };

/** A list of places: `worldwide`, `"Berlin"`, `region "Europe"`, `(52.5, 13.4)`. */
export function interpretPlaces(items: readonly PropertyValue[], request: ValueRequest): Value | undefined {
  const places: Place[] = [];
  for (const item of items) {
    const place = interpretPlace(item, request);
    if (place) places.push(place);
  }
  return places.length === items.length ? { kind: 'places', places } : undefined;
}

function interpretPlace(item: PropertyValue, request: ValueRequest): Place | undefined {
  const { report, property } = request;
  if (item.$type === 'Text') return namedPlace(item, request);
  if (item.$type === 'Coordinates') return coordinatesMustBeOnEarth(item, report);
  if (item.$type === 'NameExpression' && wordOf(item) === 'worldwide') return { kind: 'worldwide' };
  if (item.$type === 'NameExpression' && item.text !== undefined && dotted(item) === 'region')
    return regionMustExist(item, item.text, report) ? { kind: 'region', region: item.text } : undefined;
  const suggestions = item.$type === 'NameExpression' ? placesLike(item) : [];
  report({
    code: 'value/unexpected',
    message: `\`${property.name}\` expects \`worldwide\`, a city such as "Berlin", \`region "Europe"\` or coordinates such as (52.5, 13.4), but found \`${item.$cstNode?.text ?? ''}\`.${didYouMean(suggestions)}`,
    node: item,
    suggestions,
  });
  return undefined;
}

/** `Berlin` without quotation marks, `worldwid`, or `regoin "Europe"`. */
function placesLike(item: NameExpression): string[] {
  const name = dotted(item);
  if (item.text !== undefined) return nearest(name, ['region']).map((word) => `${word} "${item.text}"`);
  const city = CITIES.find((entry) => entry.name.toLowerCase() === name.toLowerCase());
  return city ? [`"${city.name}"`] : nearest(name, ['worldwide']);
}

/** A declared site, a city of the table, or a cloud region. */
function namedPlace(node: Text, request: ValueRequest): Place | undefined {
  const sites = (request.declared?.(node) ?? []).filter(isSiteDeclaration);
  const site = sites.find(({ name }) => name === node.value);
  if (!site && node.value === 'worldwide') {
    request.report({
      code: 'value/unexpected',
      message: '`worldwide` is written without quotation marks.',
      node,
      details: { replacement: 'worldwide' },
    });
    return undefined;
  }
  if (!site)
    return cityMustExist(node, node.value, sites, request.report) ? { kind: 'city', name: node.value } : undefined;
  const place = coordinatesMustBeOnEarth(site, ignoreFindings);
  return place?.kind === 'coordinates' ? { ...place, kind: 'site', name: site.name } : undefined;
}

/** A place in quotation marks must be a city of the table, a cloud region, or a site. */
export function cityMustExist(node: Text, name: string, sites: readonly SiteDeclaration[], report: Report): boolean {
  if (placeNamed(name)) return true;
  const suggestions = nearest(name, [...sites.map((site) => site.name), ...PLACE_NAMES]);
  report({
    code: 'value/city',
    message: `There is no city "${name}" in the table.${didYouMean(suggestions)} Any place can be given as (latitude, longitude), or named: \`site "${name}" at (46.2, 6.15)\`.`,
    node,
    suggestions: suggestions.map((city) => `"${city}"`),
  });
  return false;
}

/** A region must be one of the continents of the table. */
export function regionMustExist(node: NameExpression, name: string, report: Report): boolean {
  if (REGIONS.some((region) => region === name)) return true;
  const suggestions = nearest(name, REGIONS);
  report({
    code: 'value/city',
    message: `There is no region "${name}".${didYouMean(suggestions)} Regions are ${REGIONS.map((region) => `"${region}"`).join(', ')}.`,
    node,
    property: 'text',
    suggestions: suggestions.map((region) => `"${region}"`),
  });
  return false;
}

/** Latitudes lie between -90 and 90 degrees, longitudes between -180 and 180. */
export function coordinatesMustBeOnEarth(node: Coordinates | SiteDeclaration, report: Report): Place | undefined {
  const degrees = (part: Coordinates['longitude'], limit: number, name: string): number | undefined => {
    const type = typeOf(part, constantNames, report);
    if (type.kind !== 'quantity' || type.value === undefined) return undefined;
    if (!dimensionMustFit(part, type.dimension, NUMBER, `The ${name}`, report)) return undefined;
    if (Math.abs(type.value) <= limit) return type.value;
    report({
      code: 'value/range',
      message: `The ${name} must lie between -${limit} and ${limit} degrees.`,
      node: part,
    });
    return undefined;
  };
  const latitude = degrees(node.latitude, 90, 'latitude');
  const longitude = degrees(node.longitude, 180, 'longitude');
  return latitude === undefined || longitude === undefined ? undefined : { kind: 'coordinates', latitude, longitude };
}
