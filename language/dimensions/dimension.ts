import { Text, text } from '../text.js';

/** Exponents over the three base quantities of the language. A pure number has none. */
export interface Dimension {
  readonly time: number;
  readonly data: number;
  readonly transactions: number;
}

export const NUMBER: Dimension = { time: 0, data: 0, transactions: 0 };
export const TIME: Dimension = { time: 1, data: 0, transactions: 0 };
export const DATA: Dimension = { time: 0, data: 1, transactions: 0 };
export const DATA_RATE: Dimension = { time: -1, data: 1, transactions: 0 };
export const TRANSACTIONS: Dimension = { time: 0, data: 0, transactions: 1 };
export const TRANSACTION_RATE: Dimension = { time: -1, data: 0, transactions: 1 };

/** The common name of a dimension, its unit in messages, and an example of a value. */
export interface DimensionName {
  readonly dimension: Dimension;
  readonly name: string;
  readonly unit: string;
  readonly example: string;
}

export const DIMENSIONS: readonly DimensionName[] = [
  { dimension: NUMBER, name: 'a plain number', unit: '', example: '16' },
  { dimension: TIME, name: 'a time', unit: 's', example: '30s' },
  { dimension: DATA, name: 'an amount of data', unit: 'B', example: '1MB' },
  { dimension: DATA_RATE, name: 'a data rate', unit: 'B/s', example: '10MB/s' },
  { dimension: TRANSACTIONS, name: 'a number of transactions', unit: 'tx', example: '1000tx' },
  { dimension: TRANSACTION_RATE, name: 'a transaction rate', unit: 'tx/s', example: '400tx/s' },
];

export function sameDimension(a: Dimension, b: Dimension): boolean {
  return a.time === b.time && a.data === b.data && a.transactions === b.transactions;
}

/** Dimension of a product (`sign` 1) or a quotient (`sign` -1). */
export function combine(a: Dimension, b: Dimension, sign: 1 | -1): Dimension {
  // Adding 0 turns -0 into 0. toEqual and JSON would otherwise distinguish them.
  return {
    time: a.time + sign * b.time + 0,
    data: a.data + sign * b.data + 0,
    transactions: a.transactions + sign * b.transactions + 0,
  };
}

const SUPERSCRIPTS: Record<string, string> = {
  '2': '²',
  '3': '³',
  '4': '⁴',
  '5': '⁵',
  '6': '⁶',
  '7': '⁷',
  '8': '⁸',
  '9': '⁹',
};

function power(symbol: string, exponent: number): string {
  const digits = exponent === 1 ? '' : [...String(exponent)].map((digit) => SUPERSCRIPTS[digit] ?? digit).join('');
  return symbol + digits;
}

/** SI symbol of a dimension: `B/s`, `tx/s`, `1/s`, or the empty text for a plain number. */
export function symbolOf(dimension: Dimension): string {
  const parts: [string, number][] = [
    ['B', dimension.data],
    ['tx', dimension.transactions],
    ['s', dimension.time],
  ];
  const above = parts.filter(([, exponent]) => exponent > 0).map(([symbol, exponent]) => power(symbol, exponent));
  const below = parts.filter(([, exponent]) => exponent < 0).map(([symbol, exponent]) => power(symbol, -exponent));
  if (below.length === 0) return above.join('·');
  return `${above.length > 0 ? above.join('·') : '1'}/${below.join('/')}`;
}

/** The dimension in words: `a time`, `a data rate`, or `a quantity in B·s` if there is no word for it. */
export function describeDimension(dimension: Dimension): Text {
  const known = DIMENSIONS.find((entry) => sameDimension(entry.dimension, dimension));
  return known ? new Text(known.name) : text`a quantity in ${symbolOf(dimension)}`;
}

/** An example of a value of that dimension, for messages. */
export function exampleOf(dimension: Dimension): string {
  return DIMENSIONS.find((entry) => sameDimension(entry.dimension, dimension))?.example ?? `1 ${symbolOf(dimension)}`;
}
