import { ascending, quantile } from './quantile.js';
import { collected, type Samples } from './samples.js';

/** So many values are sorted in memory; among more, the wanted ones are looked for. */
const MOST_SORTED = 1 << 16;

/**
 * Quantiles of definition R-7, exactly as `quantile` gives them of the sorted sample, in memory that does not grow with
 * it. A radix selection: the samples are read a few times, and each time sixteen more bits of every wanted value are
 * known.
 *
 * @param samples without NaN
 * @param shares in [0, 1]
 * @returns NaN throughout for an empty sample
 */
export function quantiles(samples: Samples, shares: readonly number[], mostSorted = MOST_SORTED): number[] {
  let n = 0;
  for (const piece of samples) n += piece.length;
  if (n <= mostSorted) {
    const sorted = ascending(collected(samples));
    return shares.map((p) => quantile(sorted, p));
  }
  const positions = shares.map((p) => Math.min(Math.max(p, 0), 1) * (n - 1));
  const ranks = new Set(positions.flatMap((position) => [Math.floor(position), Math.ceil(position)]));
  const values = valuesWithRanks(samples, [...ranks], mostSorted);
  return positions.map((position) => {
    const below = Math.floor(position);
    const [low, high] = [below, Math.ceil(position)].map((rank) => values.get(rank) ?? Number.NaN);
    return low + (position - below) * (high - low);
  });
}

/** Values whose ordered bits begin alike, and the ranks that are wanted among them. */
interface Bucket {
  /** The bits that they have in common, read as a number. */
  prefix: number;
  /** How many values come before all of them. */
  before: number;
  size: number;
  ranks: number[];
}

/** Bits of a value that become known at a time. */
const DIGIT = 16;
const DIGITS = 2 ** DIGIT;
/** As many bits as can be looked up as one exact number. */
const LONGEST_PREFIX = 48;

function valuesWithRanks(samples: Samples, ranks: number[], mostSorted: number): Map<number, number> {
  let buckets: Bucket[] = [{ prefix: 0, before: 0, size: Number.POSITIVE_INFINITY, ranks }];
  for (let bits = 0; bits < LONGEST_PREFIX; bits += DIGIT) {
    buckets = divided(samples, buckets, bits).map(({ digit, ...part }) => ({
      ...part,
      prefix: part.prefix * DIGITS + digit,
    }));
    const left = buckets.reduce((sum, { size }) => sum + size, 0);
    if (left <= mostSorted) return sortedOut(samples, buckets, bits + DIGIT);
  }
  const parts = divided(samples, buckets, LONGEST_PREFIX);
  return new Map(parts.flatMap(({ prefix, digit, ranks }) => ranks.map((rank) => [rank, doubleOf(prefix, digit)])));
}

/** Parts of the buckets, by the digit that follows the known bits, in which a wanted rank lies. */
function divided(samples: Samples, buckets: readonly Bucket[], bits: number): (Bucket & { digit: number })[] {
  const counts = new Map(buckets.map(({ prefix }) => [prefix, new Uint32Array(DIGITS)]));
  for (const piece of samples) {
    for (let i = 0; i < piece.length; i++) {
      order(piece[i]);
      const counted = counts.get(leading(bits));
      if (counted) counted[digitAfter(bits)]++;
    }
  }
  return buckets.flatMap(({ prefix, before, ranks }) => {
    const sizes = counts.get(prefix) ?? new Uint32Array(0);
    const parts: (Bucket & { digit: number })[] = [];
    let first = before;
    for (let digit = 0; digit < sizes.length; digit++) {
      const size = sizes[digit];
      const inside = size > 0 ? ranks.filter((rank) => rank >= first && rank < first + size) : [];
      if (inside.length > 0) parts.push({ prefix, digit, before: first, size, ranks: inside });
      first += size;
    }
    return parts;
  });
}

/** Sorts what is left in the buckets, and picks the values with the wanted ranks. */
function sortedOut(samples: Samples, buckets: readonly Bucket[], bits: number): Map<number, number> {
  const rest = new Map(buckets.map(({ prefix, size }) => [prefix, { values: new Float64Array(size), length: 0 }]));
  for (const piece of samples) {
    for (let i = 0; i < piece.length; i++) {
      order(piece[i]);
      const bucket = rest.get(leading(bits));
      if (bucket) bucket.values[bucket.length++] = piece[i];
    }
  }
  return new Map(
    buckets.flatMap(({ prefix, before, ranks }) => {
      const sorted = rest.get(prefix)?.values.sort() ?? new Float64Array(0);
      return ranks.map((rank): [number, number] => [rank, sorted[rank - before]]);
    }),
  );
}

const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);
double[0] = 1;
/** Where the word with sign and exponent is. */
const HIGH = words[0] === 0 ? 1 : 0;
const LOW = 1 - HIGH;

/** Turns the bits of a value into whole numbers that are ordered as values are. */
function order(value: number): void {
  double[0] = value;
  const negative = words[HIGH] >>> 31 === 1;
  words[HIGH] ^= negative ? 0xffffffff : 0x80000000;
  words[LOW] ^= negative ? 0xffffffff : 0;
}

/** The first so many bits of what {@link order} has turned. */
function leading(bits: number): number {
  if (bits === 0) return 0;
  return bits <= 32 ? words[HIGH] >>> (32 - bits) : words[HIGH] * DIGITS + (words[LOW] >>> DIGIT);
}

function digitAfter(bits: number): number {
  return (words[bits < 32 ? HIGH : LOW] >>> (bits % 32 === 0 ? DIGIT : 0)) & (DIGITS - 1);
}

/** The value whose ordered bits these are. */
function doubleOf(prefix: number, digit: number): number {
  const high = Math.floor(prefix / DIGITS);
  const low = (prefix % DIGITS) * DIGITS + digit;
  const negative = high >>> 31 === 0;
  words[HIGH] = high ^ (negative ? 0xffffffff : 0x80000000);
  words[LOW] = low ^ (negative ? 0xffffffff : 0);
  return double[0];
}
