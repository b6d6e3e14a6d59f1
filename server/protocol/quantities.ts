import * as l10n from '@vscode/l10n';
import { durationText } from '../../engine/model/duration-text.js';

/** Formatting of figures: three significant digits, fitting SI prefixes, and one unit per column of a table. */

export const NO_VALUE = '–';
/** Between number and unit, so that no line break separates them. */
const SPACE = '\u00a0';
const DIGITS = 3;
/** Digits that a change of the unit leaves exact. */
const EXACT_DIGITS = 15;

interface Scale {
  /** From this magnitude on, in the SI unit. */
  from: number;
  factor: number;
  unit: string;
}

const MILLISECONDS: Scale = { from: 1e-3, factor: 1e3, unit: 'ms' };

const SCALES: Record<string, readonly Scale[]> = {
  share: [{ from: 0, factor: 100, unit: '%' }],
  s: [{ from: 0, factor: 1e6, unit: 'µs' }, MILLISECONDS, { from: 1, factor: 1, unit: 's' }],
  B: prefixed('B'),
  'B/s': prefixed('B/s'),
};

function prefixed(unit: string): Scale[] {
  return [
    { from: 0, factor: 1, unit },
    { from: 1e3, factor: 1e-3, unit: `k${unit}` },
    { from: 1e6, factor: 1e-6, unit: `M${unit}` },
    { from: 1e9, factor: 1e-9, unit: `G${unit}` },
    { from: 1e12, factor: 1e-12, unit: `T${unit}` },
  ];
}

function scaleFor(magnitude: number, unit: string): Scale {
  const scales = SCALES[unit] ?? [{ from: 0, factor: 1, unit }];
  // 999.6 ms reads as 1.00 s: the prefix is chosen after rounding.
  const rounded = Number(Math.abs(magnitude).toPrecision(DIGITS));
  return [...scales].reverse().find((scale) => rounded >= scale.from) ?? scales[0];
}

/** Number and unit separately, for callers that set them differently. */
export interface Quantity {
  figure: string;
  unit: string;
}

/** @param value in the SI unit `unit`, one of the engine's: s, B, B/s, tx, tx/s, share (from 0 to 1) or none */
export function quantityParts(value: number | null | undefined, unit: string): Quantity {
  if (value === null || value === undefined || !Number.isFinite(value)) return { figure: NO_VALUE, unit: '' };
  if (value === 0) return { figure: '0', unit: unit === 's' ? 'ms' : scaleFor(0, unit).unit };
  if (SCALES[unit] === undefined && Number.isInteger(value)) return { figure: decimals(value, 0), unit };
  const scale = scaleFor(value, unit);
  return { figure: significant(value * scale.factor), unit: scale.unit };
}

/** For instance `482 ms`, `1.2 GB`, `1,460 tx/s`. */
export function quantity(value: number | null | undefined, unit: string): string {
  const parts = quantityParts(value, unit);
  return parts.unit ? `${parts.figure}${SPACE}${parts.unit}` : parts.figure;
}

/** A value that was set rather than measured, with all its digits: `1 MB`, `5.26316 s`. */
export function setting(value: number, unit: string): string {
  if (value === 0) return quantity(value, unit);
  const scale = scaleFor(value, unit);
  const figure = (value * scale.factor).toLocaleString('en-US', { maximumSignificantDigits: EXACT_DIGITS });
  return scale.unit ? `${figure}${SPACE}${scale.unit}` : figure;
}

/** Two figures in one unit: `214 – 238 ms`. */
export function quantityRange(low: number | null | undefined, high: number | null | undefined, unit: string): string {
  const { format, unit: shown } = columnFormat([low, high], unit);
  return `${format(low)}${SPACE}–${SPACE}${format(high)}${shown ? `${SPACE}${shown}` : ''}`;
}

/** A quantity with its sign: `+12.4 ms`, `−3 ms`. */
export function signedQuantity(value: number | null | undefined, unit: string): string {
  if (value === null || value === undefined) return NO_VALUE;
  return value > 0 ? `+${quantity(value, unit)}` : quantity(value, unit);
}

/** A range in one unit, with signs: `−3.1 to +12.4 ms`. */
export function signedRange(low: number | null | undefined, high: number | null | undefined, unit: string): string {
  const { format, unit: shown } = columnFormat([low, high], unit);
  const signed = (value: number | null | undefined) => `${(value ?? 0) > 0 ? '+' : ''}${format(value)}`;
  const range = l10n.t('{0} to {1}', signed(low), signed(high));
  return shown ? `${range}${SPACE}${shown}` : range;
}

/** A share from 0 to 1 in percent, with the sign on request. */
export function percent(share: number | null | undefined, signed = false): string {
  if (share === null || share === undefined || !Number.isFinite(share)) return NO_VALUE;
  const value = share * 100;
  const digits = value === 0 || Math.abs(value) >= 10 ? 0 : 1;
  if (!signed && value > 0 && value < 0.05) return `<${SPACE}0.1${SPACE}%`;
  const text = `${decimals(value, digits)}${SPACE}%`;
  return signed && value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** A whole number with separators. */
export function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** `1 block`, `2 blocks`, in the language of the editor; `things` is the plural if it does not end in `s` only. */
export function counted(value: number, thing: string, things = `${thing}s`): string {
  return `${count(value)} ${l10n.t(value === 1 ? thing : things)}`;
}

/** Simulated or waiting time in the two largest units that it takes, hours at most: `500 h`, `12 min 30 s`, `0.42 s`. */
export function duration(seconds: number): string {
  return durationText(seconds).replaceAll(' ', SPACE);
}

/** One unit and one number of decimals for all of `values`, so that a column lines up. */
export interface ColumnFormat {
  unit: string;
  /** SI unit × factor = shown unit. */
  factor: number;
  format: (value: number | null | undefined) => string;
}

/** The unit fits the largest value; decimals show three digits of the median. */
export function columnFormat(values: readonly (number | null | undefined)[], unit: string): ColumnFormat {
  const magnitudes = ascendingMagnitudes(values);
  return formatIn(scaleFor(magnitudes.at(-1) ?? 0, unit), values, unit);
}

/**
 * Formats for the columns of one table: those of one unit share one prefix, which fits the median of all their values,
 * so that a mean and an extreme can be compared at a glance.
 */
export function tableFormats(
  columns: readonly { unit: string; values: readonly (number | null | undefined)[] }[],
): ColumnFormat[] {
  return columns.map(({ unit, values }) => {
    const all = ascendingMagnitudes(
      columns.filter((column) => column.unit === unit).flatMap((column) => column.values),
    );
    return formatIn(scaleFor(all[Math.floor(all.length / 2)] ?? 0, unit), values, unit);
  });
}

/** Means with half widths: two digits of the smallest half width, as measurements are given. */
export function measurementFormat(
  means: readonly (number | null)[],
  halfWidths: readonly (number | null)[],
  unit: string,
): ColumnFormat {
  const smallest = ascendingMagnitudes(halfWidths)[0];
  if (smallest === undefined) return columnFormat(means, unit);
  const scale = scaleFor(ascendingMagnitudes(means).at(-1) ?? 0, unit);
  return formatWith(scale, Math.min(4, Math.max(0, 1 - Math.floor(Math.log10(smallest * scale.factor)))), unit);
}

function formatIn(scale: Scale, values: readonly (number | null | undefined)[], unit: string): ColumnFormat {
  const magnitudes = ascendingMagnitudes(values);
  const middle = (magnitudes[Math.floor(magnitudes.length / 2)] ?? 0) * scale.factor;
  const whole = magnitudes.every((value) => Number.isInteger(value * scale.factor));
  const digits = whole || middle === 0 ? 0 : Math.min(4, Math.max(0, DIGITS - 1 - Math.floor(Math.log10(middle))));
  return formatWith(magnitudes.length === 0 && unit === 's' ? MILLISECONDS : scale, digits, unit);
}

function formatWith(scale: Scale, digits: number, unit: string): ColumnFormat {
  return {
    unit: scale.unit || unit,
    factor: scale.factor,
    format: (value) => (isFigure(value) ? decimals(value * scale.factor, digits) : NO_VALUE),
  };
}

/** Magnitudes of the values that have digits, without zeros and gaps. */
function ascendingMagnitudes(values: readonly (number | null | undefined)[]): number[] {
  return values
    .filter((value): value is number => isFigure(value) && value !== 0)
    .map(Math.abs)
    .sort((a, b) => a - b);
}

function isFigure(value: number | null | undefined): value is number {
  return value !== null && value !== undefined && Number.isFinite(value);
}

function significant(value: number): string {
  const magnitude = Math.floor(Math.log10(Math.abs(Number(value.toPrecision(DIGITS)))));
  return decimals(value, Math.max(0, DIGITS - 1 - magnitude));
}

/** A number with a true minus sign, which is as wide as a plus. */
function decimals(value: number, digits: number): string {
  const text = Math.abs(value).toLocaleString('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  const isZero = !/[1-9]/.test(text);
  return value < 0 && !isZero ? `−${text}` : text;
}
