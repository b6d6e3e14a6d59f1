import * as l10n from '@vscode/l10n';
import { describeDimension } from '../../dimensions/dimension.js';
import { unitsOf } from '../../dimensions/units.js';
import { describeAccepted } from '../../properties/describe.js';
import type { PropertyDescription, Range, ValueType } from '../../properties/property.js';
import { writeQuantity } from '../../values/ranges.js';
import { localized } from '../localized.js';

/** The section sign and title of the paper behind a property or metric. */
export function paperSection(section: string): string {
  return l10n.t('Section {0} of the paper', section);
}

/** Meaning, what it takes, default, range and source of a property, as Markdown. */
export function propertyText(property: PropertyDescription): string {
  const lines = [localized(property.meaning), ''];
  const fact = (name: string, text: string | undefined) => {
    if (text) lines.push(`- **${name}:** ${text}`);
  };
  fact(
    l10n.t('Takes'),
    isBlockOnly(property) ? l10n.t('a block of further properties') : localized(describeAccepted(property)),
  );
  fact(l10n.t('Range'), rangeText(property));
  fact(l10n.t('Units'), unitsText(property));
  fact(l10n.t('Default'), defaultText(property));
  fact(l10n.t('Source'), property.section && paperSection(property.section));
  const options = optionLines(property);
  if (options.length > 0) lines.push('', ...options);
  return lines.join('\n');
}

function isBlockOnly(property: PropertyDescription): boolean {
  return property.accepts.every((type) => type.kind === 'block');
}

/** The default as it would be written, and the conditions under which another value applies. */
export function defaultText(property: PropertyDescription): string | undefined {
  const parts = [
    property.default && `\`${property.default}\``,
    property.defaultNote && localized(property.defaultNote),
  ].filter(Boolean);
  if (parts.length > 0) return parts.join('; ');
  return property.required ? l10n.t('none: it is required') : undefined;
}

function rangeText(property: PropertyDescription): string | undefined {
  for (const type of property.accepts) {
    if (type.kind !== 'quantity' && type.kind !== 'distribution') continue;
    const text =
      type.kind === 'distribution' && type.positive ? l10n.t('greater than {0}', 0) : describeRange(type, type);
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
  if (min !== undefined && max !== undefined) {
    if (max === 1 && min === 0) return l10n.t('0 to 1 (0 % to 100 %)');
    return exclusiveMin
      ? l10n.t('greater than {0} and at most {1}', write(min), write(max))
      : l10n.t('{0} to {1}', write(min), write(max));
  }
  if (min !== undefined)
    return exclusiveMin
      ? l10n.t('greater than {0}', write(min))
      : [l10n.t('at least {0}', write(min)), reason && localized(reason)].filter(Boolean).join(' ');
  return max === undefined ? undefined : l10n.t('at most {0}', write(max));
}

function unitsText(property: PropertyDescription): string | undefined {
  for (const type of property.accepts)
    if (type.kind === 'quantity' || type.kind === 'distribution') {
      if (type.kind === 'quantity' && type.integer && !type.bare) return undefined;
      const units = unitsOf(type.dimension).map((unit) => `\`${unit.name}\``);
      return units.length > 0 ? `${units.join(' ')} (${localized(describeDimension(type.dimension))})` : undefined;
    }
  return undefined;
}

function optionLines(property: PropertyDescription): string[] {
  return property.accepts.flatMap((type) => {
    switch (type.kind) {
      case 'option': {
        const call = type.parameters ? `(${type.parameters.map((parameter) => parameter.name).join(', ')})` : '';
        return [
          `- \`${type.name}${call}\`: ${localized(type.meaning)}${type.planned ? ` *${l10n.t('Not simulated yet.')}*` : ''}`,
        ];
      }
      case 'file':
        return [`- \`${type.name} "file.csv"\`: ${localized(type.meaning)}`];
      case 'steps':
        return [`- \`${type.name}([…])\`: ${localized(type.meaning)}`];
      default:
        return [];
    }
  });
}
