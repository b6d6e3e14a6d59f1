import { type Dimension, describeDimension, exampleOf } from '../../dimensions/dimension.js';
import { UNITS, unitsOf } from '../../dimensions/units.js';
import type { ValueType } from '../../properties/property.js';
import { localized } from '../localized.js';
import type { Expectation } from '../place/expectation.js';
import { Kind, type Offer } from './item.js';

function dimensionOf(type: ValueType): Dimension[] {
  return type.kind === 'quantity' || type.kind === 'distribution' ? [type.dimension] : [];
}

/** A number of nodes, peers or blocks has no unit. */
function isCount(type: ValueType): boolean {
  return type.kind === 'quantity' && type.integer === true && !type.bare;
}

/** Units after a number: those that fit the place, the usual one first; all where nothing is known of it. */
export function unitOffers(expectation: Expectation): Offer[] {
  const [dimension] = expectation.types.filter((type) => !isCount(type)).flatMap(dimensionOf);
  if (!dimension && expectation.types.length > 0) return [];
  const usual = dimension && /[A-Za-z].*$/.exec(exampleOf(dimension))?.[0];
  return (dimension ? unitsOf(dimension) : UNITS).map(
    (unit): Offer => ({
      label: unit.name,
      kind: Kind.Unit,
      detail: localized(unit.meaning),
      documentation: `${localized(unit.meaning)}: ${localized(describeDimension(unit.dimension))}.`,
      rank: unit.name === usual ? 0 : 1,
      preselect: unit.name === usual,
    }),
  );
}

/** Whether a number at the place is a quantity that is not complete without its unit. */
export function needsUnit(expectation: Expectation): boolean {
  const [type] = expectation.types.filter(
    (candidate) => candidate.kind === 'quantity' || candidate.kind === 'distribution',
  );
  if (!type || (type.kind !== 'quantity' && type.kind !== 'distribution')) return false;
  const { time, data, transactions } = type.dimension;
  const isNumber = time === 0 && data === 0 && transactions === 0;
  return !isNumber && !(type.kind === 'quantity' && type.bare);
}
