import * as l10n from '@vscode/l10n';
import { CITIES, REGIONS } from '../../../engine/model/cities.js';
import { describeDimension, exampleOf } from '../../dimensions/dimension.js';
import { isSiteDeclaration } from '../../generated/ast.js';
import { DISTRIBUTIONS } from '../../properties/distributions.js';
import type { OptionType, Parameter, PropertyDescription, ValueType } from '../../properties/property.js';
import { writeQuantity } from '../../values/ranges.js';
import { localized } from '../localized.js';
import type { Expectation } from '../place/expectation.js';
import type { Surroundings } from '../place/surroundings.js';
import { distributionOffers, exampleParameter } from './distributions.js';
import { escaped, Kind, type Offer } from './item.js';

/** A value that a property could have, for a snippet. */
export function exampleValue(property: PropertyDescription): string {
  const [type] = property.accepts;
  switch (type?.kind) {
    case 'quantity':
      if (property.name === 'nodes') return '32';
      return property.name === 'duration' ? '1h' : exampleOf(type.dimension);
    case 'option':
      return type.parameters ? optionCall(type) : type.name;
    case 'reference':
      return 'Name';
    case 'expression':
      return 'mean(primary.throughput)';
    default:
      return '';
  }
}

function optionCall({ name, parameters }: OptionType): string {
  return `${name}(${(parameters ?? []).map(exampleOfParameter).join(', ')})`;
}

function exampleOfParameter({ name, type }: Parameter): string {
  if (type.kind === 'distribution') return `exponential(${exampleOf(type.dimension)})`;
  if (type.max === 1) return '0.1';
  return name === 'k' ? '16' : exampleOf(type.dimension);
}

/** Replications until an interval is narrow enough. */
const UNTIL = (): Offer => ({
  label: 'until 95% confidence of …',
  kind: Kind.Keyword,
  detail: l10n.t('until an interval is narrow enough'),
  documentation: l10n.t('Replications are added at each point until the confidence interval is as narrow as wanted.'),
  snippet: 'until ${1:95}% confidence of ${2:mean(delay.total)} within ${3:2}%, at most ${4:40}',
  filter: 'until',
});

/** Values that fit a place, except names of declarations. */
export function valueOffers(expectation: Expectation, around: Surroundings): Offer[] {
  const { property } = expectation;
  const offers = expectation.types.flatMap((type) => offersOf(type, around));
  const written = property?.default ?? (property?.required && offers.length > 0 ? exampleValue(property) : undefined);
  if (property?.name === 'replications') offers.push(UNTIL());
  if (!property || !written) return offers;
  const known = offers.find((offer) => offer.label === written);
  if (known)
    return [
      {
        ...known,
        detail: known.detail ? l10n.t('{0} (default)', known.detail) : l10n.t('(default)'),
        preselect: true,
        rank: 0,
      },
      ...offers.filter((offer) => offer !== known),
    ];
  return [
    {
      label: written,
      kind: Kind.Value,
      detail: property.default ? l10n.t('default') : l10n.t('for instance'),
      documentation: localized(property.meaning),
      rank: 0,
      preselect: true,
    },
    ...offers,
  ];
}

function offersOf(type: ValueType, around: Surroundings): Offer[] {
  switch (type.kind) {
    case 'quantity':
      return quantityOffers(type);
    case 'distribution':
      return distributionOffers(type.dimension);
    case 'option':
      return [optionOffer(type)];
    case 'file':
      return [
        {
          label: `${type.name} "…"`,
          kind: Kind.File,
          detail: l10n.t('CSV with {0}', type.columns.join(', ')),
          documentation: localized(type.meaning),
          snippet: `${type.name} "$1"`,
          filter: type.name,
          continues: true,
        },
      ];
    case 'steps':
      return [
        {
          label: type.name,
          kind: Kind.Function,
          detail: l10n.t('successive rates'),
          documentation: localized(type.meaning),
          snippet: `${type.name}([\${1:100tx/s} for \${2:10min}, \${3:400tx/s} for \${4:5min}])`,
        },
      ];
    case 'place':
      return placeOffers(around);
    case 'nodes':
      return nodesOffers(around);
    default:
      return [];
  }
}

function quantityOffers(type: Extract<ValueType, { kind: 'quantity' }>): Offer[] {
  const example = exampleOf(type.dimension);
  const value = /^([\d.]+)(.*)$/.exec(example);
  if (type.integer && !type.bare) return [];
  const dimension = localized(describeDimension(type.dimension));
  return [
    {
      label: type.max === 1 ? '10%' : example,
      kind: Kind.Value,
      detail:
        type.max === undefined
          ? dimension
          : l10n.t('{0}, at most {1}', dimension, writeQuantity(type.max, type.dimension)),
      snippet: type.max === 1 ? '${1:10}%' : value ? `\${1:${value[1]}}${escaped(value[2])}` : undefined,
    },
  ];
}

function optionOffer(type: OptionType): Offer {
  const parameters = (type.parameters ?? []).filter((parameter) => parameter.default === undefined);
  const call = parameters
    .map((parameter, index) => `\${${index + 1}:${escaped(exampleOfParameter(parameter))}}`)
    .join(', ');
  const list = parameters.map(({ name, meaning }) => `- \`${name}\`: ${localized(meaning)}`).join('\n');
  return {
    label: type.name,
    kind: parameters.length > 0 ? Kind.Function : Kind.EnumMember,
    detail: type.planned
      ? l10n.t('not simulated yet')
      : parameters.length > 0
        ? `(${parameters.map(({ name }) => name).join(', ')})`
        : undefined,
    documentation: list ? `${localized(type.meaning)}\n\n${list}` : localized(type.meaning),
    ...(parameters.length > 0 ? { snippet: `${type.name}(${call})` } : {}),
    rank: type.planned ? 7 : 3,
  };
}

function placeOffers({ declarations }: Surroundings): Offer[] {
  return [
    {
      label: 'worldwide',
      kind: Kind.EnumMember,
      documentation: l10n.t('Each node is in a city drawn from the table.'),
      rank: 2,
    },
    ...declarations.filter(isSiteDeclaration).map(
      ({ name }): Offer => ({
        label: `"${name}"`,
        kind: Kind.Constant,
        detail: l10n.t('a site of this file or its imports'),
        filter: name,
        rank: 1,
      }),
    ),
    ...REGIONS.map(
      (region): Offer => ({
        label: `region "${region}"`,
        kind: Kind.Constant,
        detail: l10n.t('each node in a city of the continent'),
        rank: 4,
      }),
    ),
    ...CITIES.map(
      ({ name, region }): Offer => ({ label: `"${name}"`, kind: Kind.Constant, detail: region, filter: name }),
    ),
    {
      label: '(latitude, longitude)',
      kind: Kind.Snippet,
      detail: l10n.t('any place on earth'),
      snippet: '(${1:52.52}, ${2:13.41})',
      filter: '(latitude',
      rank: 6,
    },
  ];
}

function nodesOffers(around: Surroundings): Offer[] {
  return around.groups.flatMap((group): Offer[] => [
    { label: group.name, kind: Kind.Module, detail: l10n.t('the whole group'), rank: 2 },
    {
      label: `4 of ${group.name}`,
      kind: Kind.Module,
      detail: l10n.t('some of the group, drawn at random'),
      snippet: `\${1:4} of ${group.name}`,
      filter: group.name,
      rank: 4,
    },
  ]);
}

/** Words that have a meaning only at a certain place. */
export function anyDistributionOffers(): Offer[] {
  return DISTRIBUTIONS.map((form): Offer => {
    const call = form.parameters
      .map((parameter, index) => `\${${index + 1}:${exampleParameter(form.name, parameter.name)}}`)
      .join(', ');
    return {
      label: form.name,
      kind: Kind.Function,
      detail: form.parameters.length > 0 ? `(${form.parameters.map(({ name }) => name).join(', ')})` : undefined,
      documentation: `${localized(form.meaning)}\n\n\`${form.example}\``,
      snippet: form.form === 'call' ? `${form.name}(${call})` : escaped(form.example),
    };
  });
}
