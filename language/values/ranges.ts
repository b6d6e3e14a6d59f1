import type { Distribution } from '../../engine/model/scenario.js';
import { type Dimension, NUMBER, sameDimension, symbolOf, TIME } from '../dimensions/dimension.js';
import { unitsOf } from '../dimensions/units.js';
import type { Expression } from '../generated/ast.js';
import type { DistributionType, QuantityType, Range } from '../properties/property.js';
import type { Report } from '../validation/report.js';
import { canBeNegative, NOTICEABLE_MASS, probabilityBelow } from './mass.js';

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
      : `between ${write(min)} and ${write(max)}`;
  if (min !== undefined)
    return exclusiveMin ? `greater than ${write(min)}` : `at least ${write(min)}${reason ? ` ${reason}` : ''}`;
  return max === undefined ? 'finite' : `at most ${write(max)}`;
}

/** Times are counted in whole nanoseconds: a shorter one would be none. */
const SHORTEST_TIME = 1e-9;

/** Why a computer cannot hold the value at all, whatever its place allows. */
function faultOfSize(value: number, dimension: Dimension): string | undefined {
  if (!Number.isFinite(value)) return 'is too large a number: they end at about 1.8e308';
  if (value > 0 && value < SHORTEST_TIME && sameDimension(dimension, TIME))
    return 'is less than a nanosecond, the shortest time there is';
  return undefined;
}

/** Undefined where the value is in range, else why it is not. */
function faultOfRange(value: number, text: string, range: Range, dimension: Dimension): string | undefined {
  const fault = faultOfSize(value, dimension);
  if (fault) return `must be ${describeRange(range, dimension)}, and \`${text}\` ${fault}`;
  return inRange(value, range) ? undefined : `must be ${describeRange(range, dimension)}, but found \`${text}\``;
}

/** A quantity must lie in the range of its place, and be whole where it counts something. */
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

/** A constant has no other draw to wait for: it must be in range itself. */
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

/** Where values below zero make no sense, a distribution that can go there is cut at zero; a warning says how much. */
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
      message: `${place} must be positive, and this distribution is cut at zero: ${percent(mass)} of its values lie below and are drawn again.`,
      node,
      details: { mass },
    });
  }
  return { ...distribution, within: { ...distribution.within, lo: 0 } };
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(2))} %`;
}
