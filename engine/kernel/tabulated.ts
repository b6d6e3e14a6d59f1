import type { Sampler } from './sampler.js';
import type { StreamKey } from './streams.js';
import { WordSource } from './word-source.js';

/** A power of two, so that a few bits of one random word are a place in the table. */
const ENTRIES = 4096;
const BITS = 12;

/**
 * Draws from a table of draws (a bootstrap of so many): one random word and no logarithm, for who draws millions of times and
 * does not need the tails beyond one in four thousand.
 */
export function tabulatedSampler(sampler: Sampler, key: StreamKey): Sampler {
  const table = drawsOf(sampler, key);
  return { draw: (words) => table[words.word() >>> (32 - BITS)] };
}

/** As many draws as such a table holds. */
export function drawsOf(sampler: Sampler, key: StreamKey): Float64Array {
  const source = new WordSource();
  return Float64Array.from({ length: ENTRIES }, (_, entry) => sampler.draw(source.within(key, entry, ENTRIES)));
}

/** Draws that are so many times as large. */
export function scaledSampler(sampler: Sampler, factor: number): Sampler {
  return factor === 1 ? sampler : { draw: (source) => factor * sampler.draw(source) };
}

/** The mean of as many draws. */
export function meanDraw(sampler: Sampler, key: StreamKey): number {
  const draws = drawsOf(sampler, key);
  return draws.reduce((sum, value) => sum + value, 0) / draws.length;
}
