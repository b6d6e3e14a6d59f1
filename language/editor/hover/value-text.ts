import type { Place } from '../../../engine/model/scenario.js';
import { type Dimension, NUMBER } from '../../dimensions/dimension.js';
import type { PropertyDescription } from '../../properties/property.js';
import { quantityText } from '../../values/quantity-text.js';
import type { OptionArgument, Value } from '../../values/value.js';
import { distributionText } from './distribution-text.js';

/** The dimension of the quantities that a property takes. */
export function dimensionOf(property: PropertyDescription): Dimension {
  for (const type of property.accepts)
    if (type.kind === 'quantity' || type.kind === 'distribution') return type.dimension;
  return NUMBER;
}

/** The meaning of a value in readable units; for a distribution, its key figures and picture. */
export function valueText(value: Value, property: PropertyDescription): string {
  const dimension = dimensionOf(property);
  switch (value.kind) {
    case 'quantity':
      return quantityText(value.value, dimension);
    case 'distribution':
      return distributionText(value.distribution, dimension);
    case 'option': {
      const given = Object.entries(value.arguments).map(([name, argument]) => `${name} ${argumentText(argument)}`);
      return given.length > 0 ? `\`${value.name}\` with ${given.join(', ')}` : `\`${value.name}\``;
    }
    case 'file':
      return `${value.table.rows.length} rows of \`${value.name}\``;
    case 'matrix':
      return `${value.entries.length} measured pairs`;
    case 'trace':
      return `${value.recorded.times.length} recorded arrivals`;
    case 'reference':
      return `\`${value.target.name}\``;
    case 'places':
      return value.places.map(placeText).join(', ');
    case 'nodes':
      return value.parts
        .map(({ group, count }) => (count === undefined ? `all of ${group}` : `${count} of ${group}`))
        .join(', ');
    case 'steps':
      return `${value.steps.length} steps`;
    case 'expressions':
      return '';
  }
}

function placeText(place: Place): string {
  switch (place.kind) {
    case 'worldwide':
      return 'worldwide';
    case 'region':
      return place.region;
    case 'city':
    case 'site':
      return place.name;
    case 'coordinates':
      return `${place.latitude}°, ${place.longitude}°`;
  }
}

function argumentText(argument: OptionArgument): string {
  if (typeof argument === 'number') return String(argument);
  return 'share' in argument ? `${argument.share * 100} % of ${argument.of}` : argument.kind;
}
