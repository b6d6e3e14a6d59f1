import { describe, expect, test } from 'vitest';
import { mix, type StreamKey, type StreamName, streamKey } from '../../../engine/kernel/streams.js';
import { WordSource } from '../../../engine/kernel/word-source.js';
import { chiSquareTail, correlation } from './goodness-of-fit.js';

const NAMES: StreamName[] = ['places', 'overlay', 'latency', 'bandwidth', 'jitter', 'loss', 'order', 'cbi', 'arrivals'];

/** Significance level. A fixed seed with a smaller probability is rejected. */
const SUSPICIOUS = 1e-4;

function words(key: StreamKey, count: number): number[] {
  return next(new WordSource().for(key), count);
}

function next(source: WordSource, count: number): number[] {
  return Array.from({ length: count }, () => source.word());
}

describe('word sequences do not change, except together with the engine version', () => {
  test('of a stream', () => {
    expect(streamKey(1, 0, 'bandwidth')).toMatchInlineSnapshot(`
      {
        "k0": -1484612199,
        "k1": -1307748016,
      }
    `);
    expect(words(streamKey(1, 0, 'bandwidth'), 4)).toMatchInlineSnapshot(`
      [
        -1081343347,
        -1878539094,
        -1772006095,
        -614904242,
      ]
    `);
  });

  test('of an item within a stream', () => {
    expect(next(new WordSource().within(streamKey(1, 0, 'cbi'), 7), 4)).toMatchInlineSnapshot(`
      [
        -1256339388,
        1893413317,
        -1394695931,
        -91683720,
      ]
    `);
  });
});

test('every seed, replication and name has a stream of its own', () => {
  const keys = new Set<string>();
  for (let seed = 0; seed < 10; seed++) {
    for (let replication = 0; replication < 10; replication++) {
      for (const name of NAMES) {
        const { k0, k1 } = streamKey(seed, replication, name);
        keys.add(`${k0} ${k1}`);
      }
    }
  }
  expect(keys.size).toBe(10 * 10 * NAMES.length);
});

test('adding a draw to one stream changes no other', () => {
  const alone = words(streamKey(3, 0, 'jitter'), 100);
  const source = new WordSource().for(streamKey(3, 0, 'bandwidth'));
  const between: number[] = [];
  const jitter = new WordSource().for(streamKey(3, 0, 'jitter'));
  for (let i = 0; i < 100; i++) {
    for (let extra = 0; extra < i % 5; extra++) source.word();
    between.push(jitter.word());
  }
  expect(between).toEqual(alone);
});

test('draws by key do not depend on the order of the requests', () => {
  const key = streamKey(1, 0, 'arrivals');
  const source = new WordSource();
  const draw = (thing: number) => source.within(key, thing).uniform();
  const forwards = Array.from({ length: 200 }, (_, thing) => draw(thing));
  const backwards = Array.from({ length: 200 }, (_, i) => draw(199 - i)).reverse();
  expect(backwards).toEqual(forwards);
});

test('mixing is a bijection on a sample of words, in which every input bit moves half of the output bits', () => {
  const images = new Set<number>();
  const flips = new Float64Array(32);
  const samples = 20_000;
  for (let word = 0; word < samples; word++) {
    images.add(mix(word));
    for (let bit = 0; bit < 32; bit++) {
      let changed = mix(word) ^ mix(word ^ (1 << bit));
      for (; changed !== 0; changed &= changed - 1) flips[bit]++;
    }
  }
  expect(images.size).toBe(samples);
  for (const flipped of flips) expect(flipped / samples).toBeCloseTo(16, 0);
});

describe('words are random', () => {
  const key = streamKey(11, 0, 'bandwidth');
  const COUNT = 200_000;

  /** Tail probability of the counts of `values` in 256 equally likely cells. */
  const uniformity = (values: number[]) => {
    const counts = new Float64Array(256);
    for (const value of values) counts[value & 255]++;
    return chiSquareTail(counts, new Float64Array(256).fill(values.length / 256));
  };

  test.each([0, 8, 16, 24])('in the byte from bit %i on, within a sequence', (shift) => {
    const bytes = words(key, COUNT).map((word) => word >>> shift);
    expect(uniformity(bytes)).toBeGreaterThan(SUSPICIOUS);
  });

  test.each([0, 8, 16, 24])('in the byte from bit %i on, as first words of neighbouring items', (shift) => {
    const bytes = Array.from({ length: COUNT }, (_, thing) => new WordSource().within(key, thing).word() >>> shift);
    expect(uniformity(bytes)).toBeGreaterThan(SUSPICIOUS);
  });

  test('without correlation between neighbours, in a sequence and among items', () => {
    const sequence = words(key, COUNT);
    const things = Array.from({ length: COUNT }, (_, thing) => new WordSource().within(key, 5, thing).word());
    for (const values of [sequence, things]) {
      for (const lag of [1, 2, 32]) {
        // The standard deviation of a correlation of independent values is 1 / sqrt(count).
        expect(Math.abs(correlation(values, lag)) * Math.sqrt(COUNT)).toBeLessThan(4);
      }
    }
  });

  test('and uniform numbers lie strictly between 0 and 1, integers below their bound', () => {
    const source = new WordSource().for(key);
    const cells = new Float64Array(7);
    let outside = 0;
    for (let i = 0; i < COUNT; i++) {
      const u = source.uniform();
      if (!(u > 0 && u < 1)) outside++;
      cells[source.below(7)]++;
    }
    expect(outside).toBe(0);
    expect(cells.reduce((sum, count) => sum + count)).toBe(COUNT);
    expect(chiSquareTail(cells, new Float64Array(7).fill(COUNT / 7))).toBeGreaterThan(SUSPICIOUS);
  });
});
