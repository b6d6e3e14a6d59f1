import { exp, log } from './elementary.js';
import type { WordSource } from './word-source.js';

/**
 * Standard normal by the ziggurat of Marsaglia and Tsang (2000), 256 layers. Layer and position use different bits of
 * the word, which removes the correlation that Doornik (2005) found in the original.
 */
const LAYERS = 256;
const TAIL = 3.654152885361009;
const AREA = 0.00492867323399;
const POSITIONS = 8388608;

/**
 * The largest possible draw, in standard deviations: in the tail a draw is -log(u) / TAIL beyond its start, and the smallest
 * uniform number is 2^-53.
 */
export const MAX_DEVIATIONS = 13.8;

interface Ziggurat {
  /** Width of a layer per unit of position. */
  width: Float64Array;
  /** Positions below this lie wholly under the curve. */
  inside: Float64Array;
  /** Height of the curve at the edge of a layer. */
  height: Float64Array;
}

function build(): Ziggurat {
  const width = new Float64Array(LAYERS);
  const inside = new Float64Array(LAYERS);
  const height = new Float64Array(LAYERS);
  const density = (x: number) => exp(-0.5 * x * x);
  let edge = TAIL;
  let previous = TAIL;
  const base = AREA / density(TAIL);
  inside[0] = (edge / base) * POSITIONS;
  inside[1] = 0;
  width[0] = base / POSITIONS;
  width[LAYERS - 1] = edge / POSITIONS;
  height[0] = 1;
  height[LAYERS - 1] = density(edge);
  for (let i = LAYERS - 2; i >= 1; i--) {
    edge = Math.sqrt(-2 * log(AREA / edge + density(edge)));
    inside[i + 1] = (edge / previous) * POSITIONS;
    previous = edge;
    height[i] = density(edge);
    width[i] = edge / POSITIONS;
  }
  return { width, inside, height };
}

const { width: WIDTH, inside: INSIDE, height: HEIGHT } = build();

/** One draw from the standard normal distribution. */
export function standardNormal(source: WordSource): number {
  const word = source.word();
  const layer = word & 255;
  const position = word >> 8;
  if (Math.abs(position) < INSIDE[layer]) return position * WIDTH[layer];
  // The plus tells V8 that this is also a number. Otherwise the common case would be allocated on the heap as an
  // object.
  return +rest(source, layer, position);
}

/** The one draw in a hundred that falls at the edge of its layer or in the tail. */
function rest(source: WordSource, firstLayer: number, firstPosition: number): number {
  let layer = firstLayer;
  let position = firstPosition;
  for (;;) {
    const x = position * WIDTH[layer];
    if (Math.abs(position) < INSIDE[layer]) return x;
    if (layer === 0) {
      for (;;) {
        const beyond = -log(source.uniform()) / TAIL;
        const weight = -log(source.uniform());
        if (weight + weight > beyond * beyond) return position > 0 ? TAIL + beyond : -TAIL - beyond;
      }
    }
    if (HEIGHT[layer] + source.uniform() * (HEIGHT[layer - 1] - HEIGHT[layer]) < exp(-0.5 * x * x)) return x;
    const word = source.word();
    layer = word & 255;
    position = word >> 8;
  }
}
