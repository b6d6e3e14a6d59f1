import type { Sampler } from './sampler.js';
import type { StreamKey } from './streams.js';
import { WordSource } from './word-source.js';

/** Draws in a table. A power of two, so that a few bits of a random word select one. */
const ENTRIES = 4096;
const BITS = 12;

/**
 * Draws from a table of {@link ENTRIES} draws of `sampler` (a bootstrap). A draw takes one random word and no logarithm. For
 * callers that draw millions of times and can do without the tails beyond one in four thousand.
 */
export function tabulatedSampler(sampler: Sampler, key: StreamKey): Sampler {
  const table = drawsOf(sampler, key);
  return { draw: (words) => table[words.word() >>> (32 - BITS)] };
}

/** The draws of such a table. */
export function drawsOf(sampler: Sampler, key: StreamKey): Float64Array {
  const source = new WordSource();
  return Float64Array.from({ length: ENTRIES }, (_, entry) => sampler.draw(source.within(key, entry, ENTRIES)));
}

/** A sampler whose draws are multiplied by a factor. */
export function scaledSampler(sampler: Sampler, factor: number): Sampler {
  return factor === 1 ? sampler : { draw: (source) => factor * sampler.draw(source) };
}

/** The mean of the draws of such a table. */
export function meanDraw(sampler: Sampler, key: StreamKey): number {
  const draws = drawsOf(sampler, key);
  return draws.reduce((sum, value) => sum + value, 0) / draws.length;
}
