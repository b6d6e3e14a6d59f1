import { NUMBER, TIME, TRANSACTION_RATE } from '../../dimensions/dimension.js';
import { blockNamed } from '../../properties/blocks.js';
import { distributionNamed, parameterDimension } from '../../properties/distributions.js';
import { functionsNamed } from '../../properties/functions.js';
import type { PropertyDescription, QuantityType, ValueType } from '../../properties/property.js';
import { timeDistribution } from '../../properties/types.js';
import { isLocated, type Located } from '../../settings/locate.js';
import { DECIDED_PROPERTIES } from '../../values/decided.js';
import type { Bracket, Place } from './place.js';
import { propertyAt } from './tables.js';

/** The values that are valid at a place: any of these. */
export interface Expectation {
  readonly types: readonly ValueType[];
  /** The property, if the place is its whole value. */
  readonly property?: PropertyDescription;
  /** A distribution of any dimension. */
  readonly anyDistribution?: boolean;
  /** An expression: over what twins observe and decide, over what a run measured, or a single metric. */
  readonly expression?: 'policy' | 'measured' | 'metric';
  /** Keywords that are valid only at this place. */
  readonly words?:
    | 'invariants'
    | 'plots'
    | 'proposals'
    | 'views'
    | 'methods'
    | 'unseen'
    | 'directions'
    | 'families'
    | 'units'
    | 'observations';
}

const NOTHING: Expectation = { types: [] };
const time: QuantityType = { kind: 'quantity', dimension: TIME, min: 0 };
const number: QuantityType = { kind: 'quantity', dimension: NUMBER };
const rate: QuantityType = { kind: 'quantity', dimension: TRANSACTION_RATE, min: 0 };

/** The values that the language expects at a place, whether or not the place is empty. */
export function expectationAt(place: Place, groups: readonly string[]): Expectation {
  return place.brackets.reduce(inside, ofStatement(place, groups));
}

function ofStatement(place: Place, groups: readonly string[]): Expectation {
  const { statement } = place;
  switch (statement?.kind) {
    case 'property':
      return ofProperty(propertyAt(place, statement.path, groups));
    case 'choice':
      return ofProperty(propertyAt(place, statement.path, groups, true));
    case 'axis':
      return ofProperty(propertyAt(place, statement.path, groups, true));
    case 'assignment': {
      const kind = place.blocks.at(-1)?.kind;
      if (kind === 'rule')
        return { ...ofProperty(propertyAt(place, statement.path, groups, true)), expression: 'policy' };
      return kind === 'observe' ? { types: [], expression: 'measured' } : { types: [], anyDistribution: true };
    }
    case 'keyword':
      return ofKeyword(statement.word, place);
    default:
      return NOTHING;
  }
}

function ofProperty(located: ReturnType<typeof propertyAt>): Expectation {
  if (!located || !isLocated(located)) return NOTHING;
  if (located.parameter !== undefined) return { types: parameterTypes(located) };
  const takesExpression = located.property.accepts.some((type) => type.kind === 'expression');
  return {
    types: located.property.accepts,
    property: located.property,
    ...(takesExpression ? { expression: 'measured' as const } : {}),
  };
}

/** Possible types of a parameter of the property's value, over all forms of the value. */
export function parameterTypes({ property, parameter }: Located): ValueType[] {
  const found: ValueType[] = [];
  for (const type of property.accepts) {
    if (type.kind === 'option')
      found.push(...(type.parameters ?? []).filter(({ name }) => name === parameter).map((entry) => entry.type));
    if (type.kind === 'distribution') {
      const ofNumber = parameter === 'shape' || parameter === 'alpha';
      found.push({ kind: 'quantity', dimension: ofNumber ? NUMBER : type.dimension });
    }
  }
  return found;
}

function ofKeyword(word: string, place: Place): Expectation {
  const previous = place.previous?.image ?? '';
  switch (word) {
    case 'when':
    case 'accept': {
      const words = ofComparison(place);
      if (words) return words;
      if (previous === 'within') return { types: [number] };
      return previous === 'for' ? { types: [number] } : { types: [], expression: 'policy' };
    }
    case 'expect':
      return previous === 'always' ? { types: [], words: 'invariants' } : { types: [], expression: 'measured' };
    case 'choose':
      return previous === 'choose' ? { types: [], words: 'directions' } : { types: [], expression: 'measured' };
    case 'plot':
      return { types: [], words: 'plots', expression: 'metric' };
    case 'propose':
      return { types: [], words: 'proposals' };
    case 'observe':
      return previous === 'with' ? { types: [], words: 'views' } : { types: [time] };
    case 'learn':
      return previous === 'learn' ? { types: [], words: 'methods' } : NOTHING;
    case 'simulate':
      return { types: [], words: 'unseen' };
    case 'at':
    case 'from':
      return { types: [time] };
    case 'crash':
    case 'partition':
    case 'byzantine':
      return previous === 'for' ? { types: [time] } : { types: [{ kind: 'nodes' }] };
    case 'slow':
      if (previous === 'by') return { types: [number] };
      return previous === 'for' ? { types: [time] } : { types: [{ kind: 'nodes' }] };
    case 'drop':
    case 'duplicate':
      return previous === 'for' ? { types: [time] } : { types: [number] };
    case 'delay':
      if (previous === 'by') return { types: [timeDistribution] };
      return previous === 'for' ? { types: [time] } : { types: [number] };
    default:
      return NOTHING;
  }
}

/** After `primary.consensus ==` in a condition: the words that the property may be. */
function ofComparison({ statement, previous }: Place): Expectation | undefined {
  if (statement?.kind !== 'keyword' || !previous || !['==', '!='].includes(previous.image)) return undefined;
  const before = statement.behind.filter(({ startOffset }) => startOffset < previous.startOffset);
  const [holder, dot, name] = before.slice(-3).map(({ image }) => image);
  if (dot !== '.' || !['primary', 'proposed'].includes(holder) || !DECIDED_PROPERTIES.includes(name)) return undefined;
  const property = blockNamed('primary').properties.find((candidate) => candidate.name === name);
  const types = property?.accepts.filter(({ kind }) => kind === 'option') ?? [];
  return types.length > 0 ? { types, property } : undefined;
}

/** The expected values inside an open bracket, from those of the value around it. */
function inside(around: Expectation, bracket: Bracket): Expectation {
  if (bracket.open === '[') return ofList(around);
  if (bracket.call === '') return around;
  for (const type of around.types)
    if (type.kind === 'option' && type.name === bracket.call) return ofParameter(type.parameters ?? [], bracket);
  if (around.types.some((type) => type.kind === 'steps' && type.name === bracket.call)) return { types: [rate] };
  const distribution = around.types.find((type) => type.kind === 'distribution');
  if (distribution || around.anyDistribution) return ofDistribution(bracket, around);
  if (around.expression) return ofFunction(bracket, around);
  return around;
}

/** `clamped to [`, or a list of values such as an axis has. */
function ofList(around: Expectation): Expectation {
  const distribution = around.types.find((type) => type.kind === 'distribution');
  const isAxis = around.property !== undefined;
  if (distribution?.kind === 'distribution' && !isAxis)
    return { types: [{ kind: 'quantity', dimension: distribution.dimension }] };
  return around;
}

function ofParameter(parameters: readonly { name: string; type: ValueType }[], bracket: Bracket): Expectation {
  const parameter =
    parameters.find(({ name }) => name === bracket.label) ?? (bracket.label ? undefined : parameters[bracket.index]);
  return parameter ? { types: [parameter.type] } : NOTHING;
}

function ofDistribution(bracket: Bracket, around: Expectation): Expectation {
  const form = distributionNamed(bracket.call);
  if (form?.form === 'mixture')
    return bracket.label === undefined ? { types: [number] } : { ...around, property: undefined };
  if (form?.form === 'empirical') return bracket.index === 2 ? { types: [], words: 'units' } : NOTHING;
  if (form?.form === 'fitted')
    return bracket.index === 3
      ? { types: [], words: 'units' }
      : bracket.index === 0
        ? { types: [], words: 'families' }
        : NOTHING;
  const own = form?.parameters.find(({ name }) => name === bracket.label) ?? form?.parameters[bracket.index];
  if (!own) return NOTHING;
  const types = around.types.flatMap((type): ValueType[] =>
    type.kind === 'distribution' ? [{ kind: 'quantity', dimension: parameterDimension(own, type.dimension) }] : [],
  );
  if (types.length > 0) return { types };
  return own.of === 'number' ? { types: [number] } : NOTHING;
}

function ofFunction(bracket: Bracket, around: Expectation): Expectation {
  const [known] = functionsNamed(bracket.call).filter((entry) => entry.kind !== 'arithmetic' || bracket.index > 0);
  if (known?.kind === 'statistic')
    return { types: [], expression: around.expression === 'policy' ? 'policy' : 'metric' };
  if (known?.kind === 'bins' && bracket.index === 0) return { types: [], words: 'observations' };
  return { ...around, property: undefined };
}
