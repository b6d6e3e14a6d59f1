import { describeDimension } from '../../dimensions/dimension.js';
import { unitsOf } from '../../dimensions/units.js';
import { describeAccepted } from '../../properties/describe.js';
import type { PropertyDescription, Range, ValueType } from '../../properties/property.js';
import { writeQuantity } from '../../values/ranges.js';

/** The section sign and title of the paper behind a property or metric. */
export function paperSection(section: string): string {
  return `Section ${section} of the paper`;
}

/** Meaning, what it takes, default, range and source of a property, as Markdown. */
export function propertyText(property: PropertyDescription): string {
  const lines = [property.meaning, ''];
  const fact = (name: string, text: string | undefined) => {
    if (text) lines.push(`- **${name}:** ${text}`);
  };
  fact('Takes', isBlockOnly(property) ? 'a block of further properties' : describeAccepted(property));
  fact('Range', rangeText(property));
  fact('Units', unitsText(property));
  fact('Default', defaultText(property));
  fact('Source', property.section && paperSection(property.section));
  const options = optionLines(property);
  if (options.length > 0) lines.push('', ...options);
  return lines.join('\n');
}

function isBlockOnly(property: PropertyDescription): boolean {
  return property.accepts.every((type) => type.kind === 'block');
}

/** The default as it would be written, and the conditions under which another value applies. */
export function defaultText(property: PropertyDescription): string | undefined {
  const parts = [property.default && `\`${property.default}\``, property.defaultNote].filter(Boolean);
  if (parts.length > 0) return parts.join('; ');
  return property.required ? 'none: it is required' : undefined;
}

function rangeText(property: PropertyDescription): string | undefined {
  for (const type of property.accepts) {
    if (type.kind !== 'quantity' && type.kind !== 'distribution') continue;
    const text = type.kind === 'distribution' && type.positive ? 'greater than 0' : describeRange(type, type);
    if (text) return text;
  }
  return undefined;
}

function describeRange(
  range: Range,
  type: Extract<ValueType, { kind: 'quantity' | 'distribution' }>,
): string | undefined {
  const write = (value: number) => (value === 0 ? '0' : writeQuantity(value, type.dimension));
  const { min, max, exclusiveMin, reason } = range;
  if (min !== undefined && max !== undefined)
    return max === 1 && min === 0 ? '0 to 1 (0 % to 100 %)' : `${write(min)} to ${write(max)}`;
  if (min !== undefined)
    return exclusiveMin ? `greater than ${write(min)}` : `at least ${write(min)}${reason ? ` ${reason}` : ''}`;
  return max === undefined ? undefined : `at most ${write(max)}`;
}

function unitsText(property: PropertyDescription): string | undefined {
  for (const type of property.accepts)
    if (type.kind === 'quantity' || type.kind === 'distribution') {
      if (type.kind === 'quantity' && type.integer && !type.bare) return undefined;
      const units = unitsOf(type.dimension).map((unit) => `\`${unit.name}\``);
      return units.length > 0 ? `${units.join(' ')} (${describeDimension(type.dimension)})` : undefined;
    }
  return undefined;
}

function optionLines(property: PropertyDescription): string[] {
  return property.accepts.flatMap((type) => {
    switch (type.kind) {
      case 'option': {
        const call = type.parameters ? `(${type.parameters.map((parameter) => parameter.name).join(', ')})` : '';
        return [`- \`${type.name}${call}\`: ${type.meaning}${type.planned ? ' *Not simulated yet.*' : ''}`];
      }
      case 'file':
        return [`- \`${type.name} "file.csv"\`: ${type.meaning}`];
      case 'steps':
        return [`- \`${type.name}([…])\`: ${type.meaning}`];
      default:
        return [];
    }
  });
}
