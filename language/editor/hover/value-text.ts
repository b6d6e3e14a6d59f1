import * as l10n from '@vscode/l10n';
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
      return given.length > 0 ? l10n.t('`{0}` with {1}', value.name, given.join(', ')) : `\`${value.name}\``;
    }
    case 'file':
      return l10n.t('{0} rows of `{1}`', value.table.rows.length, value.name);
    case 'matrix':
      return l10n.t('{0} measured pairs', value.entries.length);
    case 'trace':
      return l10n.t('{0} recorded arrivals', value.recorded.times.length);
    case 'reference':
      return `\`${value.target.name}\``;
    case 'places':
      return value.places.map(placeText).join(', ');
    case 'nodes':
      return value.parts
        .map(({ group, count }) =>
          count === undefined ? l10n.t('all of {0}', group) : l10n.t('{0} of {1}', count, group),
        )
        .join(', ');
    case 'steps':
      return l10n.t('{0} steps', value.steps.length);
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
  return 'share' in argument ? l10n.t('{0} % of {1}', argument.share * 100, argument.of) : argument.kind;
}
