import * as l10n from '@vscode/l10n';
import { DIMENSIONS, sameDimension } from '../../dimensions/dimension.js';
import { UNITS, type Unit, unitNamed, unitsOf } from '../../dimensions/units.js';
import { type Fix, type FixSource, replace } from './fix.js';

/** Fixes a number without a unit, or with a unit of another dimension. */
export const fittingUnit: FixSource = (fault) => {
  const [, number, own] = /^(-?[\d.]+(?:e[+-]?\d+)?)\s*(\S*)$/i.exec(fault.text) ?? [];
  if (number === undefined) return [];
  const expected = DIMENSIONS.find(({ name }) => name === fault.data.expected);
  if (!expected) return [];
  if (expected.unit === '')
    return [{ title: l10n.t('Change to `{0}`', number), edits: [replace(fault.range, number)], preferred: true }];
  const related = own ? relatedUnit(own, unitsOf(expected.dimension)) : undefined;
  const usual = /[\d.]+(.*)$/.exec(expected.example)?.[1] ?? expected.unit;
  const names = [...new Set([related?.name ?? usual, usual, ...unitsOf(expected.dimension).map(({ name }) => name)])];
  return names.slice(0, 4).map(
    (name, index): Fix => ({
      title: l10n.t('Change to `{0}`', `${number}${name}`),
      edits: [replace(fault.range, `${number}${name}`)],
      preferred: index === 0,
    }),
  );
};

/** `MB` for `MB/s` and vice versa. */
function relatedUnit(own: string, units: readonly Unit[]): Unit | undefined {
  return units.find(({ name }) => name === `${own}/s` || `${name}/s` === own);
}

/** Rewrites a quantity in its other units, if that gives a number that people would write. */
export const otherUnits: FixSource = (fault) => {
  const found = /^(\d+(?:\.\d+)?)\s*([^\s\d]+)$/.exec(fault.text);
  const unit = found && unitNamed(found[2]);
  if (!found || !unit) return [];
  const value = Number(found[1]) * unit.factor;
  return UNITS.filter((other) => other !== unit && sameDimension(other.dimension, unit.dimension)).flatMap(
    (other): Fix[] => {
      const converted = Number((value / other.factor).toPrecision(12));
      const written = String(converted);
      if (written.length > 6 || written.includes('e') || converted < 0.001) return [];
      return [
        {
          title: l10n.t('Write as `{0}`', `${written}${other.name}`),
          edits: [replace(fault.range, `${written}${other.name}`)],
        },
      ];
    },
  );
};
