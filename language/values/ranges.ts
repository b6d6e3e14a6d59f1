import { HIGHEST_DATA_RATE, LARGEST_NUMBER, LARGEST_SIZE, LONGEST_TIME } from '../../engine/model/magnitudes.js';
import type { Distribution } from '../../engine/model/scenario.js';
import { DATA, DATA_RATE, type Dimension, NUMBER, sameDimension, symbolOf, TIME } from '../dimensions/dimension.js';
import { unitsOf } from '../dimensions/units.js';
import type { Expression } from '../generated/ast.js';
import type { DistributionType, QuantityType, Range } from '../properties/property.js';
import type { Report } from '../validation/report.js';
import { canBeNegative, NOTICEABLE_MASS, probabilityBelow } from './mass.js';
import { faultOfNumber } from './numbers.js';

/** A number in SI, written with the largest unit that keeps it short: `0.1` s becomes `100ms`. */
export function writeQuantity(value: number, dimension: Dimension): string {
  if (sameDimension(dimension, NUMBER) || value === 0) return `${trim(value)}${value === 0 ? symbolOf(dimension) : ''}`;
  const units = unitsOf(dimension)
    .filter((unit) => !/i|bit/.test(unit.name) || unit.name === 'min')
    .sort((a, b) => b.factor - a.factor);
  const unit = units.find((candidate) => Math.abs(value) >= candidate.factor) ?? units.at(-1);
  return unit ? `${trim(value / unit.factor)}${unit.name}` : `${trim(value)} ${symbolOf(dimension)}`;
}

function trim(value: number): string {
  return Number.isSafeInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
}

/** A range in words: `between 1s and 1h`, `greater than 0s`. */
export function describeRange(range: Range, dimension: Dimension): string {
  const { min, max, exclusiveMin, reason } = range;
  const write = (value: number) => writeQuantity(value, dimension);
  if (min !== undefined && max !== undefined)
    return sameDimension(dimension, NUMBER) && min === 0 && max === 1
      ? 'between 0 and 1 (0 % and 100 %)'
      : exclusiveMin
        ? `greater than ${write(min)} and at most ${write(max)}`
        : `between ${write(min)} and ${write(max)}`;
  if (min !== undefined)
    return exclusiveMin ? `greater than ${write(min)}` : `at least ${write(min)}${reason ? ` ${reason}` : ''}`;
  return `at most ${write(max ?? largest(dimension))}`;
}

/** Times are whole nanoseconds: a shorter time would be zero. */
const SHORTEST_TIME = 1e-9;

/** Upper bounds that apply everywhere. */
export const UPPER_BOUNDS: readonly { readonly dimension: Dimension; readonly most: number; readonly what: string }[] =
  [
    { dimension: TIME, most: LONGEST_TIME, what: 'the longest time' },
    { dimension: DATA, most: LARGEST_SIZE, what: 'the largest size' },
    { dimension: DATA_RATE, most: HIGHEST_DATA_RATE, what: 'the highest data rate' },
  ];

/** The upper bound for a dimension, in SI. */
export function largest(dimension: Dimension): number {
  return UPPER_BOUNDS.find((limit) => sameDimension(limit.dimension, dimension))?.most ?? LARGEST_NUMBER;
}

/** Why the value exceeds what the engine can represent, whatever the property allows. */
export function faultOfSize(value: number, dimension: Dimension): string | undefined {
  const fault = faultOfNumber(value);
  if (fault) return fault;
  if (value !== 0 && Math.abs(value) < SHORTEST_TIME && sameDimension(dimension, TIME))
    return 'is less than a nanosecond, the shortest time possible';
  const limit = UPPER_BOUNDS.find((candidate) => sameDimension(candidate.dimension, dimension));
  if (limit && Math.abs(value) > limit.most)
    return `is more than ${writeQuantity(limit.most, dimension)}, ${limit.what} possible`;
  return undefined;
}

/** Undefined if the value is in range, else why it is not. */
export function faultOfRange(value: number, text: string, range: Range, dimension: Dimension): string | undefined {
  if (!faultOfNumber(value) && !inRange(value, range))
    return `must be ${describeRange(range, dimension)}, but found \`${text}\``;
  const fault = faultOfSize(value, dimension);
  return fault && `must be ${describeRange(range, dimension)}, and \`${text}\` ${fault}`;
}

/** A quantity must be in the range of its property, and a count must be a whole number. */
export function quantityMustBeInRange(
  node: Expression,
  value: number,
  type: QuantityType,
  place: string,
  report: Report,
): boolean {
  const text = node.$cstNode?.text ?? '';
  if (type.integer && Number.isFinite(value) && !Number.isInteger(value)) {
    report({
      code: 'value/integer',
      message: `${place} must be a whole number, but found \`${text}\`.`,
      node,
      suggestions: [String(Math.round(value))],
    });
    return false;
  }
  const fault = faultOfRange(value, text, type, type.dimension);
  if (fault)
    report({ code: 'value/range', message: `${place} ${fault}.`, node, suggestions: nearestCount(value, type) });
  return fault === undefined;
}

/** The nearest count that is allowed. */
function nearestCount(value: number, { integer, min, max }: QuantityType): string[] {
  const nearest = min !== undefined && value < min ? min : max;
  return integer && nearest !== undefined && Number.isSafeInteger(nearest) ? [String(nearest)] : [];
}

function inRange(value: number, { min, max, exclusiveMin }: Range): boolean {
  if (min !== undefined && (exclusiveMin ? value <= min : value < min)) return false;
  return max === undefined || value <= max;
}

/** A constant cannot be redrawn, so it must itself be in range. */
export function constantMustBeInRange(
  node: Expression,
  distribution: Distribution,
  type: DistributionType,
  place: string,
  report: Report,
): boolean {
  if (distribution.kind !== 'constant') return true;
  const range: Range = type.positive ? { min: 0, exclusiveMin: true } : type;
  const fault = faultOfRange(distribution.value, node.$cstNode?.text ?? '', range, type.dimension);
  if (fault) report({ code: 'value/range', message: `${place} ${fault}.`, node });
  return fault === undefined;
}

/** With less than this below zero, redrawing hardly changes the mean. */
const MARGINAL_MASS = 0.01;

/**
 * If values must be positive, a distribution that can be negative is truncated at zero. A remark tells how much is cut
 * off; it is a warning if the share is large.
 */
export function distributionMustBePositive(
  node: Expression,
  distribution: Distribution,
  type: DistributionType,
  place: string,
  report: Report,
): Distribution {
  const bounded = type.positive || type.min === 0;
  if (!bounded || distribution.kind === 'constant' || !canBeNegative(distribution)) return distribution;
  const mass = probabilityBelow(distribution, 0);
  if (mass > 1 - 1e-6) {
    report({
      code: 'distribution/impossible',
      message: `${place} must be positive, and this distribution practically never is.`,
      node,
    });
  } else if (mass >= NOTICEABLE_MASS) {
    report({
      code: 'distribution/truncated',
      severity: mass < MARGINAL_MASS ? 'info' : undefined,
      message: `${place} must be positive, so this distribution is truncated at zero; ${percent(mass)} of draws are negative and redrawn.`,
      node,
      details: { mass },
    });
  }
  return { ...distribution, within: { ...distribution.within, lo: 0 } };
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(2))} %`;
}
