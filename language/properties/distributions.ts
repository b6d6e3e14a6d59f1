import { type Dimension, NUMBER } from '../dimensions/dimension.js';
import type { Range } from './property.js';

/** A parameter of a distribution: a value in the unit of the distribution, or a pure number. */
export interface DistributionParameter extends Range {
  readonly name: string;
  readonly of: 'value' | 'number';
  readonly meaning: string;
}

export interface DistributionForm {
  readonly name: string;
  readonly parameters: readonly DistributionParameter[];
  readonly meaning: string;
  /** An example in the language. */
  readonly example: string;
  /** `call`: plain parameters in order; the others have special forms. */
  readonly form: 'call' | 'empirical' | 'fitted' | 'mixture';
}

function value(name: string, meaning: string, range: Range = {}): DistributionParameter {
  return { name, of: 'value', meaning, ...range };
}

/** Beyond these, draws underflow to zero or overflow. */
export const SMALLEST_SHAPE = 0.1;
export const LARGEST_SHAPE = 1e6;

function shape(name: string, meaning: string): DistributionParameter {
  return { name, of: 'number', meaning, min: SMALLEST_SHAPE, max: LARGEST_SHAPE };
}

const positive: Range = { min: 0, exclusiveMin: true };

/** Every distribution of the language. */
export const DISTRIBUTIONS: readonly DistributionForm[] = [
  {
    name: 'constant',
    form: 'call',
    parameters: [value('value', 'the value')],
    meaning: 'Always the same value; a plain quantity is shorthand for it.',
    example: 'constant(30s)',
  },
  {
    name: 'uniform',
    form: 'call',
    parameters: [value('lo', 'the smallest value'), value('hi', 'the largest value')],
    meaning: 'Every value between two bounds is as likely as any other.',
    example: 'uniform(2MB/s, 8MB/s)',
  },
  {
    name: 'normal',
    form: 'call',
    parameters: [value('mean', 'the mean'), value('sd', 'the standard deviation', { min: 0 })],
    meaning: 'The bell curve.',
    example: 'normal(30s, 5s)',
  },
  {
    name: 'lognormal',
    form: 'call',
    parameters: [
      value('mean', 'the mean of the value, not of its logarithm', positive),
      value('sd', 'the standard deviation of the value, not of its logarithm', { min: 0 }),
    ],
    meaning: 'Positive and skewed: its logarithm is normal.',
    example: 'lognormal(10MB/s, 4MB/s)',
  },
  {
    name: 'exponential',
    form: 'call',
    parameters: [value('mean', 'the mean', positive)],
    meaning: 'Waiting time for something that happens at a constant rate.',
    example: 'exponential(60s)',
  },
  {
    name: 'gamma',
    form: 'call',
    parameters: [value('mean', 'the mean', positive), shape('shape', 'the shape; larger is narrower')],
    meaning: 'Positive, between exponential (shape 1) and normal (large shapes).',
    example: 'gamma(30s, 4)',
  },
  {
    name: 'weibull',
    form: 'call',
    parameters: [value('scale', 'the scale', positive), shape('shape', 'the shape; below 1 the tail is heavy')],
    meaning: 'Lifetimes: how long something lasts before it fails.',
    example: 'weibull(20s, 1.5)',
  },
  {
    name: 'pareto',
    form: 'call',
    parameters: [
      value('min', 'the smallest value', positive),
      shape('alpha', 'the tail index; the mean is infinite up to 1'),
    ],
    meaning: 'A heavy tail: few very large values.',
    example: 'pareto(1kB, 2.5)',
  },
  {
    name: 'triangular',
    form: 'call',
    parameters: [
      value('lo', 'the smallest value'),
      value('mode', 'the most likely value'),
      value('hi', 'the largest value'),
    ],
    meaning: 'Known bounds and a most likely value.',
    example: 'triangular(1s, 2s, 5s)',
  },
  {
    name: 'empirical',
    form: 'empirical',
    parameters: [],
    meaning:
      'Resamples measurements: every number of a column of a CSV file is as likely as any other. The last argument is their unit.',
    example: 'empirical("pings.csv", "ms", ms)',
  },
  {
    name: 'fitted',
    form: 'fitted',
    parameters: [],
    meaning:
      'The normal, lognormal, exponential, gamma, weibull, pareto or uniform distribution under which the numbers of a column of a CSV file are most likely (maximum likelihood). The last argument is their unit. Hover says how well it fits.',
    example: 'fitted(lognormal, "sizes.csv", "bytes", B)',
  },
  {
    name: 'mixture',
    form: 'mixture',
    parameters: [],
    meaning: 'Draws from one of several distributions, by weights that sum to one.',
    example: 'mixture(0.8: normal(20s, 2s), 0.2: exponential(60s))',
  },
];

const BY_NAME = new Map(DISTRIBUTIONS.map((form) => [form.name, form]));

export function distributionNamed(name: string): DistributionForm | undefined {
  return BY_NAME.get(name);
}

/** The dimension of a parameter of a distribution of that dimension. */
export function parameterDimension(parameter: DistributionParameter, dimension: Dimension): Dimension {
  return parameter.of === 'number' ? NUMBER : dimension;
}
