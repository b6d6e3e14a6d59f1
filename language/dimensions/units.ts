import {
  DATA,
  DATA_RATE,
  type Dimension,
  NUMBER,
  sameDimension,
  TIME,
  TRANSACTION_RATE,
  TRANSACTIONS,
} from './dimension.js';

/** A unit of the language: `value in SI = number × factor`. */
export interface Unit {
  readonly name: string;
  readonly dimension: Dimension;
  readonly factor: number;
  readonly meaning: string;
}

const TIMES: readonly Unit[] = [
  { name: 'ms', dimension: TIME, factor: 1e-3, meaning: 'milliseconds' },
  { name: 's', dimension: TIME, factor: 1, meaning: 'seconds' },
  { name: 'min', dimension: TIME, factor: 60, meaning: 'minutes' },
  { name: 'h', dimension: TIME, factor: 3600, meaning: 'hours' },
  { name: 'd', dimension: TIME, factor: 86400, meaning: 'days of 24 hours' },
];

const SIZES: readonly Unit[] = [
  { name: 'B', dimension: DATA, factor: 1, meaning: 'bytes' },
  { name: 'kB', dimension: DATA, factor: 1e3, meaning: 'kilobytes of 1000 bytes' },
  { name: 'MB', dimension: DATA, factor: 1e6, meaning: 'megabytes of 10⁶ bytes' },
  { name: 'GB', dimension: DATA, factor: 1e9, meaning: 'gigabytes of 10⁹ bytes' },
  { name: 'KiB', dimension: DATA, factor: 1024, meaning: 'kibibytes of 1024 bytes' },
  { name: 'MiB', dimension: DATA, factor: 1024 ** 2, meaning: 'mebibytes of 1024² bytes' },
  { name: 'GiB', dimension: DATA, factor: 1024 ** 3, meaning: 'gibibytes of 1024³ bytes' },
];

const RATES: readonly Unit[] = [
  { name: 'B/s', dimension: DATA_RATE, factor: 1, meaning: 'bytes per second' },
  { name: 'kB/s', dimension: DATA_RATE, factor: 1e3, meaning: 'kilobytes per second' },
  { name: 'MB/s', dimension: DATA_RATE, factor: 1e6, meaning: 'megabytes per second' },
  { name: 'GB/s', dimension: DATA_RATE, factor: 1e9, meaning: 'gigabytes per second' },
  { name: 'kbit/s', dimension: DATA_RATE, factor: 125, meaning: 'kilobits per second, 125 bytes per second' },
  { name: 'Mbit/s', dimension: DATA_RATE, factor: 125e3, meaning: 'megabits per second, 125 kB/s' },
  { name: 'Gbit/s', dimension: DATA_RATE, factor: 125e6, meaning: 'gigabits per second, 125 MB/s' },
];

const OTHERS: readonly Unit[] = [
  { name: 'tx', dimension: TRANSACTIONS, factor: 1, meaning: 'transactions' },
  { name: 'tx/s', dimension: TRANSACTION_RATE, factor: 1, meaning: 'transactions per second' },
  { name: '%', dimension: NUMBER, factor: 0.01, meaning: 'hundredths' },
];

/** Every unit, in the order in which completion and the reference show them. */
export const UNITS: readonly Unit[] = [...TIMES, ...SIZES, ...RATES, ...OTHERS];

const BY_NAME = new Map(UNITS.map((unit) => [unit.name, unit]));

/**
 * A number with a unit, in SI. Decimal factors shift the decimal point of the number as written, so that `0.35ms` is
 * exactly the double nearest to 0.00035, which a multiplication would miss.
 */
export function toSi(value: number, unit: Unit): number {
  const exponent = Math.round(Math.log10(unit.factor));
  const decimal = Number(`1e${exponent}`) === unit.factor;
  const text = String(value);
  return decimal && !text.includes('e') ? Number(`${text}e${exponent}`) : value * unit.factor;
}

export function unitNamed(name: string): Unit | undefined {
  return BY_NAME.get(name);
}

/** Units in which a value of that dimension can be written. */
export function unitsOf(dimension: Dimension): Unit[] {
  return UNITS.filter((unit) => sameDimension(unit.dimension, dimension));
}

/** The unit that is an argument of its own (`empirical("a.csv", "b", ms)`). Spaces inside are allowed: `kB / s`. */
export function unitFromText(text: string): Unit | undefined {
  return unitNamed(text.replace(/\s+/g, ''));
}
