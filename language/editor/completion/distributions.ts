import { type Dimension, exampleOf } from '../../dimensions/dimension.js';
import { DISTRIBUTIONS, type DistributionForm } from '../../properties/distributions.js';
import { FAMILIES } from '../../values/fitting.js';
import { localized } from '../localized.js';
import { escaped, Kind, type Offer } from './item.js';

/** Numbers that make sense for a parameter, as multiples of an example of its dimension. */
const MULTIPLES: Readonly<Record<string, number>> = {
  mean: 1,
  sd: 0.2,
  lo: 0.5,
  mode: 1,
  hi: 2,
  scale: 1,
  min: 1,
  value: 1,
};
const SHAPES: Readonly<Record<string, string>> = { shape: '2', alpha: '2.5' };

/** The argument that a snippet proposes if the dimension is unknown: the one of the table's example. */
export function exampleParameter(form: string, parameter: string): string {
  const known = DISTRIBUTIONS.find((candidate) => candidate.name === form);
  const values =
    /\((.*)\)/
      .exec(known?.example ?? '')?.[1]
      ?.split(',')
      .map((value) => value.trim()) ?? [];
  const index = known?.parameters.findIndex(({ name }) => name === parameter) ?? -1;
  return values[index] ?? '1s';
}

/** Distributions of a quantity of that dimension, with arguments that fit it. */
export function distributionOffers(dimension: Dimension): Offer[] {
  return DISTRIBUTIONS.map(
    (form): Offer => ({
      label: form.name,
      kind: Kind.Function,
      detail: form.parameters.length > 0 ? `(${form.parameters.map(({ name }) => name).join(', ')})` : undefined,
      documentation:
        `${localized(form.meaning)}\n\n${form.parameters.map(({ name, meaning }) => `- \`${name}\`: ${localized(meaning)}`).join('\n')}`.trim(),
      snippet: callOf(form, dimension),
    }),
  );
}

function callOf(form: DistributionForm, dimension: Dimension): string {
  const example = exampleOf(dimension);
  const [, number = '1', unit = ''] = /^([\d.]+)\s*(.*)$/.exec(example) ?? [];
  const scaled = (factor: number) => `${Number((Number(number) * factor).toPrecision(3))}${unit}`;
  switch (form.form) {
    case 'call':
      return `${form.name}(${form.parameters
        .map(
          ({ name, of }, index) =>
            `\${${index + 1}:${escaped(of === 'number' ? (SHAPES[name] ?? '2') : scaled(MULTIPLES[name] ?? 1))}}`,
        )
        .join(', ')})`;
    case 'empirical':
      return `empirical("\${1:file.csv}", "\${2:column}", ${escaped(unit) || '%'})`;
    case 'fitted':
      return `fitted(\${1|${FAMILIES.join(',')}|}, "\${2:file.csv}", "\${3:column}", ${escaped(unit) || '%'})`;
    case 'mixture':
      return `mixture(\${1:0.8}: \${2:${escaped(scaled(1))}}, \${3:0.2}: \${4:exponential(${escaped(scaled(2))})})`;
  }
}
