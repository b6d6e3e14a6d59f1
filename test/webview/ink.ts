import { PNG } from 'pngjs';

const TILE = 20;

/**
 * Mean colour of every tile of 20 × 20 pixels, in one list of red, green and blue from 0 to 1. Smoothing letters and
 * edges differently hardly changes it; a line, a bar or a label that is missing does.
 */
export function tileColours({ width, height, data }: PNG, tile = TILE): Float64Array {
  const columns = Math.ceil(width / tile);
  const colours = new Float64Array(3 * columns * Math.ceil(height / tile));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = 4 * (y * width + x);
      const to = 3 * (Math.floor(y / tile) * columns + Math.floor(x / tile));
      for (let channel = 0; channel < 3; channel++) colours[to + channel] += data[at + channel] / (255 * tile * tile);
    }
  }
  return colours;
}

/** The largest difference of any tile in any colour, from 0 to 1; 1 for pictures of different size. */
export function largestDifference(a: PNG, b: PNG, tile = TILE): number {
  if (a.width !== b.width || a.height !== b.height) return 1;
  const [first, second] = [tileColours(a, tile), tileColours(b, tile)];
  return first.reduce((largest, value, i) => Math.max(largest, Math.abs(value - second[i])), 0);
}

/** Half as wide and high: a quarter of the bytes, and still to be read by eye. */
export function halved(picture: PNG): PNG {
  const half = new PNG({ width: Math.floor(picture.width / 2), height: Math.floor(picture.height / 2) });
  for (let y = 0; y < half.height; y++) {
    for (let x = 0; x < half.width; x++) {
      for (let channel = 0; channel < 4; channel++) {
        const from = 4 * (2 * y * picture.width + 2 * x) + channel;
        const below = from + 4 * picture.width;
        const { data } = picture;
        half.data[4 * (y * half.width + x) + channel] =
          (data[from] + data[from + 4] + data[below] + data[below + 4]) >> 2;
      }
    }
  }
  return half;
}
