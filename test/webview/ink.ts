import type { PNG } from 'pngjs';

const TILE = 20;

/**
 * Mean colour of every tile of 20 × 20 pixels, as one list of red, green and blue from 0 to 1. Differences in
 * antialiasing hardly change it; a missing line, bar or label does.
 */
export function tileColours({ width, height, data }: PNG, tile = TILE): Float64Array {
  const columns = Math.ceil(width / tile);
  const sums = new Float64Array(3 * columns * Math.ceil(height / tile));
  for (let y = 0, at = 0; y < height; y++) {
    const row = 3 * columns * Math.floor(y / tile);
    for (let x = 0; x < width; x++, at += 4) {
      const to = row + 3 * Math.floor(x / tile);
      sums[to] += data[at];
      sums[to + 1] += data[at + 1];
      sums[to + 2] += data[at + 2];
    }
  }
  return sums.map((sum) => sum / (255 * tile * tile));
}

/** The largest difference of any tile in any colour, from 0 to 1; 1 for pictures of different size. */
export function largestDifference(a: PNG, b: PNG, tile = TILE): number {
  if (a.width !== b.width || a.height !== b.height) return 1;
  const [first, second] = [tileColours(a, tile), tileColours(b, tile)];
  return first.reduce((largest, value, i) => Math.max(largest, Math.abs(value - second[i])), 0);
}
