import { applyOperator } from '../../engine/model/evaluation.js';
import {
  combine,
  type Dimension,
  describeDimension,
  exampleOf,
  NUMBER,
  sameDimension,
  TIME,
} from '../dimensions/dimension.js';
import { toSi, UNITS, unitNamed, unitsOf } from '../dimensions/units.js';
import type { Binary, Expression, NameExpression, Quantity, Unary } from '../generated/ast.js';
import { didYouMean, nearest } from '../names/nearest.js';
import type { Report } from '../validation/report.js';
import { numberMustBeCountable } from './numbers.js';

/**
 * The type of an expression. Constants carry their value in SI; `unknown` means that an error was reported, or is
 * reported elsewhere.
 */
export type Type =
  | { readonly kind: 'quantity'; readonly dimension: Dimension; readonly value?: number }
  | { readonly kind: 'condition' }
  /** A word of an enumeration, or a property that holds one. */
  | { readonly kind: 'word' }
  | { readonly kind: 'unknown' };

export const UNKNOWN: Type = { kind: 'unknown' };
export const CONDITION: Type = { kind: 'condition' };

/** Resolves names and calls to types, and reports errors. */
export type Names = (expression: NameExpression, report: Report) => Type;

/**
 * Type of an arithmetic or logical expression, folding constants. Every error is reported once, at its place. An
 * expression with an error inside is `unknown`, so that one error does not cause others.
 */
export function typeOf(expression: Expression | undefined, names: Names, report: Report): Type {
  switch (expression?.$type) {
    case 'Quantity':
      return typeOfQuantity(expression, report);
    case 'Unary':
      return typeOfUnary(expression, names, report);
    case 'Binary':
      return typeOfBinary(expression, names, report);
    case 'NameExpression':
      return names(expression, report);
    default:
      return UNKNOWN;
  }
}

/** A report in which an unknown unit of a quantity is listed with the units of the expected dimension. */
export function expectingUnitsOf(dimension: Dimension, expression: Expression, report: Report): Report {
  if (expression.$type !== 'Quantity') return report;
  return (finding) => {
    if (finding.code === 'unit/unknown' && finding.node === expression) unitMustBeKnown(expression, report, dimension);
    else report(finding);
  };
}

/** The unit of a quantity must be one of the table. */
export function unitMustBeKnown(quantity: Quantity, report: Report, dimension?: Dimension): void {
  if (quantity.unit === undefined || unitNamed(quantity.unit)) return;
  const rewritten = inSmallestOrLargestUnit(quantity.value, quantity.unit);
  if (rewritten) {
    report({
      code: 'unit/unknown',
      message: `\`${quantity.unit}\` is not a unit. Write \`${rewritten}\`.`,
      node: quantity,
      suggestions: [rewritten],
    });
    return;
  }
  const names = (dimension ? unitsOf(dimension) : UNITS).map((unit) => unit.name);
  const suggestions = suggestUnits(quantity.unit, names);
  const known = dimension ? `Units of ${describeDimension(dimension)} are` : 'Known units are';
  const listed =
    dimension && sameDimension(dimension, NUMBER)
      ? ' A plain number is expected here, without a unit.'
      : ` ${known} ${names.join(', ')}.`;
  const hint = didYouMean(suggestions) || listed;
  const divides = /^(\w+)\/\w+$/.exec(quantity.unit);
  const spaces = divides && unitNamed(divides[1]) ? ' To divide by something, put spaces around the `/`.' : '';
  report({
    code: 'unit/unknown',
    message: `\`${quantity.unit}\` is not a unit.${hint}${spaces}`,
    node: quantity,
    property: 'unit',
    suggestions,
  });
}

/** Units beyond the ends of our scales: the nearest one that exists, and the conversion factor. */
const BEYOND_SCALE: Readonly<Record<string, readonly [unit: string, factor: number]>> = {
  us: ['ms', 1e-3],
  µs: ['ms', 1e-3],
  μs: ['ms', 1e-3],
  ns: ['ms', 1e-6],
  week: ['d', 7],
  weeks: ['d', 7],
  TB: ['GB', 1e3],
  TiB: ['GiB', 1024],
  'TB/s': ['GB/s', 1e3],
  'Tbit/s': ['Gbit/s', 1e3],
};

/**
 * A quantity whose unit is too small or too large for us, converted to a unit that exists: replacing only the name
 * would change the value.
 */
function inSmallestOrLargestUnit(value: number, unit: string): string | undefined {
  if (!Object.hasOwn(BEYOND_SCALE, unit)) return undefined;
  const [known, factor] = BEYOND_SCALE[unit];
  return `${Number((value * factor).toPrecision(12))}${known}`;
}

/** Units written out or in the plural, for which no edit distance finds the unit. */
const WRITTEN_OUT: Readonly<Record<string, string>> = {
  sec: 's',
  secs: 's',
  second: 's',
  seconds: 's',
  m: 'min',
  mins: 'min',
  minit: 'min',
  minits: 'min',
  minute: 'min',
  minutes: 'min',
  hr: 'h',
  hrs: 'h',
  hour: 'h',
  hours: 'h',
  day: 'd',
  days: 'd',
  millis: 'ms',
  millisecond: 'ms',
  milliseconds: 'ms',
  byte: 'B',
  bytes: 'B',
  transaction: 'tx',
  transactions: 'tx',
  txs: 'tx',
  tps: 'tx/s',
  percent: '%',
};

/** Rates as data sheets write them: a capital B is a byte, a small b a bit. */
const RATE = /^([kmg])(b|bit|bits)(ps|\/s|\/sec|\/second)$/i;

function dataRate(found: string): string | undefined {
  const [, prefix, amount] = RATE.exec(found) ?? [];
  if (!prefix) return undefined;
  const scale = prefix.toLowerCase() === 'k' ? 'k' : prefix.toUpperCase();
  return `${scale}${amount === 'B' ? 'B' : 'bit'}/s`;
}

function suggestUnits(found: string, names: readonly string[]): string[] {
  const rate = dataRate(found);
  if (rate && names.includes(rate)) return [rate];
  const written = WRITTEN_OUT[found.toLowerCase()];
  if (written && names.includes(written)) return [written];
  const [above, below] = found.split('/');
  if (below !== undefined) {
    const unit = `${WRITTEN_OUT[above.toLowerCase()] ?? above}/${WRITTEN_OUT[below.toLowerCase()] ?? below}`;
    if (names.includes(unit)) return [unit];
  }
  return nearest(found, names);
}

function typeOfQuantity(quantity: Quantity, report: Report): Type {
  unitMustBeKnown(quantity, report);
  const unit = quantity.unit === undefined ? undefined : unitNamed(quantity.unit);
  if (quantity.unit !== undefined && !unit) return UNKNOWN;
  if (!numberMustBeCountable(quantity, quantity.value, report)) return UNKNOWN;
  const value = unit ? toSi(quantity.value, unit) : quantity.value;
  if (!numberMustBeCountable(quantity, value, report)) return UNKNOWN;
  return { kind: 'quantity', dimension: unit?.dimension ?? NUMBER, value };
}

function typeOfUnary(node: Unary, names: Names, report: Report): Type {
  const operand = typeOf(node.operand, names, report);
  if (operand.kind === 'unknown') return UNKNOWN;
  if (node.operator === 'not')
    return operandMustBe('condition', operand, node.operand, 'not', report) ? CONDITION : UNKNOWN;
  if (!operandMustBe('quantity', operand, node.operand, '-', report) || operand.kind !== 'quantity') return UNKNOWN;
  return { ...operand, value: operand.value === undefined ? undefined : -operand.value };
}

function typeOfBinary(node: Binary, names: Names, report: Report): Type {
  const left = typeOf(node.left, names, report);
  const right = typeOf(node.right, names, report);
  if (left.kind === 'unknown' || right.kind === 'unknown') return UNKNOWN;
  const { operator } = node;
  if (operator === 'and' || operator === 'or') {
    const bothHold =
      operandMustBe('condition', left, node.left, operator, report) &&
      operandMustBe('condition', right, node.right, operator, report);
    return bothHold ? CONDITION : UNKNOWN;
  }
  if (isComparison(operator) && (left.kind === 'word' || right.kind === 'word'))
    return wordsMustBeComparable(node, left, right, report) ? CONDITION : UNKNOWN;
  if (
    !operandMustBe('quantity', left, node.left, operator, report) ||
    !operandMustBe('quantity', right, node.right, operator, report) ||
    left.kind !== 'quantity' ||
    right.kind !== 'quantity'
  )
    return UNKNOWN;
  if (operator === '/' && right.value === 0) {
    report({ code: 'expression/zero', message: 'Nothing can be divided by zero.', node: node.right });
    return UNKNOWN;
  }
  if (operator === '*' || operator === '/') {
    const dimension = combine(left.dimension, right.dimension, operator === '*' ? 1 : -1);
    return folded(node, operator, dimension, [left.value, right.value], report);
  }
  if (!sidesMustAgree(node, left.dimension, right.dimension, report)) return UNKNOWN;
  if (operator !== '+' && operator !== '-') return CONDITION;
  return folded(node, operator, left.dimension, [left.value, right.value], report);
}

function isComparison(operator: Binary['operator']): boolean {
  return ['==', '!=', '<', '<=', '>', '>='].includes(operator);
}

/** Words can only be compared for equality, and only with words. */
function wordsMustBeComparable(node: Binary, left: Type, right: Type, report: Report): boolean {
  const word = (left.kind === 'word' ? node.left : node.right).$cstNode?.text ?? '';
  const other = left.kind === 'word' ? right : left;
  if (other.kind === 'word' && (node.operator === '==' || node.operator === '!=')) return true;
  const fault =
    other.kind === 'word'
      ? 'words have no order: compare them with `==` or `!=`'
      : `cannot be compared with ${other.kind === 'quantity' ? describeDimension(other.dimension) : 'a condition'}`;
  report({
    code: 'expression/condition',
    message: `\`${word}\` is a word, and ${fault}.`,
    node,
  });
  return false;
}

function folded(
  node: Binary,
  operator: '+' | '-' | '*' | '/',
  dimension: Dimension,
  [left, right]: readonly [number | undefined, number | undefined],
  report: Report,
): Type {
  if (left === undefined || right === undefined) return { kind: 'quantity', dimension };
  const value = applyOperator(operator, left, right);
  return numberMustBeCountable(node, value, report) ? { kind: 'quantity', dimension, value } : UNKNOWN;
}

/** Sums, differences and comparisons need two sides of one dimension. */
export function sidesMustAgree(node: Binary, left: Dimension, right: Dimension, report: Report): boolean {
  if (sameDimension(left, right)) return true;
  const verb = node.operator === '+' ? 'add' : node.operator === '-' ? 'subtract' : 'compare';
  report({
    code: 'dimension/mismatch',
    message: `Cannot ${verb} ${describeDimension(left)} and ${describeDimension(right)}.`,
    node,
    details: { expected: String(describeDimension(left)), found: String(describeDimension(right)) },
  });
  return false;
}

/** `and`, `or` and `not` take conditions; all other operators take quantities. */
export function operandMustBe(
  kind: 'condition' | 'quantity',
  found: Type,
  node: Expression,
  operator: string,
  report: Report,
): boolean {
  if (found.kind === kind) return true;
  const expected = kind === 'condition' ? 'a condition, such as `a < b`' : 'a quantity';
  const got =
    found.kind === 'quantity' ? describeDimension(found.dimension) : found.kind === 'word' ? 'a word' : 'a condition';
  report({ code: 'expression/condition', message: `\`${operator}\` expects ${expected}, but this is ${got}.`, node });
  return false;
}

/** A value must have the expected dimension. `bare`: a plain number is accepted as well. */
export function dimensionMustFit(
  node: Expression,
  found: Dimension,
  expected: Dimension,
  place: string,
  report: Report,
  bare = false,
): boolean {
  if (sameDimension(found, expected) || (bare && sameDimension(found, NUMBER))) return true;
  report({
    code: 'dimension/mismatch',
    message: `${place} expects ${describeDimension(expected)}, such as ${exampleOf(expected)}, but \`${node.$cstNode?.text ?? ''}\` is ${describeDimension(found)}.`,
    node,
    details: { expected: String(describeDimension(expected)), found: String(describeDimension(found)) },
  });
  return false;
}

/** The dimension divided by time. */
export function perSecond(dimension: Dimension): Dimension {
  return combine(dimension, TIME, -1);
}
