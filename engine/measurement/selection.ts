import { ascending, quantile } from './quantile.js';
import { type Samples, toArray } from './samples.js';

/** Up to this many values are sorted in memory; larger samples use a selection. */
const MAX_SORTED = 1 << 16;

/**
 * Quantiles of definition R-7, exactly as `quantile` gives them of the sorted sample, in memory that does not grow with
 * it. A radix selection: the samples are read a few times, and each time sixteen more bits of every wanted value are
 * known.
 *
 * @param samples without NaN
 * @param shares in [0, 1]
 * @returns NaN throughout for an empty sample
 */
export function quantiles(samples: Samples, shares: readonly number[], mostSorted = MAX_SORTED): number[] {
  let n = 0;
  for (const piece of samples) n += piece.length;
  if (n <= mostSorted) {
    const sorted = ascending(toArray(samples));
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
  /** Their common prefix of bits, read as a number. */
  prefix: number;
  /** Number of values before all of them. */
  before: number;
  size: number;
  ranks: number[];
}

/** Bits of a value that each pass determines. */
const DIGIT = 16;
const DIGITS = 2 ** DIGIT;
/** The number of bits that can be used as one exact key. */
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

/** The parts of the buckets, by their next digit, that contain a wanted rank. */
function divided(samples: Samples, buckets: readonly Bucket[], bits: number): (Bucket & { digit: number })[] {
  const counts = buckets.map(() => new Uint32Array(DIGITS));
  const find = finder(buckets, bits);
  for (const piece of samples) {
    const words = wordsOf(piece);
    for (let i = 0; i < words.length; i += 2) {
      const high = orderedHigh(words[i + HIGH]);
      const low = orderedLow(words[i + HIGH], words[i + LOW]);
      const at = find(high, low);
      if (at >= 0) counts[at][digitAfter(bits, high, low)]++;
    }
  }
  return buckets.flatMap(({ prefix, before, ranks }, at) => {
    const parts: (Bucket & { digit: number })[] = [];
    let first = before;
    counts[at].forEach((size, digit) => {
      const inside = size > 0 ? ranks.filter((rank) => rank >= first && rank < first + size) : [];
      if (inside.length > 0) parts.push({ prefix, digit, before: first, size, ranks: inside });
      first += size;
    });
    return parts;
  });
}

/** Sorts the values that remain in the buckets, and picks those with the wanted ranks. */
function sortedOut(samples: Samples, buckets: readonly Bucket[], bits: number): Map<number, number> {
  const rest = buckets.map(({ size }) => ({ values: new Float64Array(size), length: 0 }));
  const find = finder(buckets, bits);
  for (const piece of samples) {
    const words = wordsOf(piece);
    for (let i = 0; i < piece.length; i++) {
      const high = words[2 * i + HIGH];
      const at = find(orderedHigh(high), orderedLow(high, words[2 * i + LOW]));
      if (at >= 0) rest[at].values[rest[at].length++] = piece[i];
    }
  }
  return new Map(
    buckets.flatMap(({ before, ranks }, at) => {
      const sorted = rest[at].values.sort();
      return ranks.map((rank): [number, number] => [rank, sorted[rank - before]]);
    }),
  );
}

/**
 * Finds the bucket of a value by its ordered words; -1 if it is in none, which the first digit nearly always decides.
 * @param buckets by ascending prefix
 */
function finder(buckets: readonly Bucket[], bits: number): (high: number, low: number) => number {
  if (bits === 0) return () => 0;
  const prefixes = Float64Array.from(buckets, ({ prefix }) => prefix);
  const firstWith = new Int16Array(DIGITS).fill(-1);
  for (let at = prefixes.length - 1; at >= 0; at--) firstWith[Math.floor(prefixes[at] / 2 ** (bits - DIGIT))] = at;
  return (high, low) => {
    let at = firstWith[high >>> DIGIT];
    if (at < 0 || bits === DIGIT) return at;
    const prefix = bits <= 32 ? high >>> (32 - bits) : high * DIGITS + (low >>> DIGIT);
    while (at < prefixes.length && prefixes[at] < prefix) at++;
    return prefixes[at] === prefix ? at : -1;
  };
}

/** Index of the word that contains sign and exponent. */
const HIGH = new Uint32Array(Float64Array.of(1).buffer)[0] === 0 ? 1 : 0;
const LOW = 1 - HIGH;

/** The bits of the values, two words each. */
function wordsOf(values: Float64Array): Uint32Array {
  return new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
}

/** The first word of a value as a whole number, so that such numbers are ordered as values are. */
function orderedHigh(high: number): number {
  return (high ^ ((high >> 31) | 0x80000000)) >>> 0;
}

/** The second word, to follow the first. */
function orderedLow(high: number, low: number): number {
  return (low ^ (high >> 31)) >>> 0;
}

function digitAfter(bits: number, high: number, low: number): number {
  return ((bits < 32 ? high : low) >>> (bits % 32 === 0 ? DIGIT : 0)) & (DIGITS - 1);
}

/** The value whose ordered bits these are. */
function doubleOf(prefix: number, digit: number): number {
  const high = Math.floor(prefix / DIGITS);
  const low = (prefix % DIGITS) * DIGITS + digit;
  const negative = high >>> 31 === 0;
  const value = new Float64Array(1);
  const words = wordsOf(value);
  words[HIGH] = high ^ (negative ? 0xffffffff : 0x80000000);
  words[LOW] = low ^ (negative ? 0xffffffff : 0);
  return value[0];
}
