import { quantile } from '../../../measurement/quantile.js';
import type { Configuration } from '../../../model/configuration.js';
import { MIN_SAMPLES } from './samples.js';

/** A block that a node has received: its height, and how long each of its bytes was under way, s. */
export interface ReceivedBlock {
  height: number;
  secondsPerByte: number;
}

/**
 * The rate of links, as a multiple of what the topology declares: what a byte of full blocks takes in the twin's own simulator
 * over what it took, the median over blocks of the same proposers. Comparing like with like leaves out what queues and relays
 * add. As declared, 1, with fewer than five such blocks.
 *
 * @param expected what a byte of the block at a height takes in the simulator, s; NaN where it has not seen it
 */
export function rateEstimate(blocks: readonly ReceivedBlock[], expected: (height: number) => number): number {
  if (blocks.length < MIN_SAMPLES) return 1;
  const ratios = blocks
    .map(({ height, secondsPerByte }) => expected(height) / secondsPerByte)
    .filter((ratio) => !Number.isNaN(ratio));
  return ratios.length < MIN_SAMPLES ? 1 : quantile(Float64Array.from(ratios).sort(), 0.5);
}

/** Latency and queues make up most of the time that a small block takes. */
export function revealsRate(bytes: number, { blockSize }: Configuration): boolean {
  return bytes >= blockSize / 2;
}
