import { quantile } from '../../../measurement/quantile.js';
import type { Configuration } from '../../../model/configuration.js';
import { MIN_SAMPLES } from './samples.js';

/** A block that a node has received: its height, and its delay per byte, s. */
export interface ReceivedBlock {
  height: number;
  secondsPerByte: number;
}

/**
 * Estimates the rate of links, as a multiple of what the topology declares: the delay per byte of full blocks in the twin's own
 * simulator, divided by the observed one; the median over blocks. Blocks are compared with simulated ones of the same
 * proposers, so that queues and relays cancel out. 1 with fewer than five such blocks.
 *
 * @param expected gives the delay per byte of the block at a height in the simulator, s; NaN if it has not seen the block
 */
export function rateEstimate(blocks: readonly ReceivedBlock[], expected: (height: number) => number): number {
  if (blocks.length < MIN_SAMPLES) return 1;
  const ratios = blocks
    .map(({ height, secondsPerByte }) => expected(height) / secondsPerByte)
    .filter((ratio) => !Number.isNaN(ratio));
  return ratios.length < MIN_SAMPLES ? 1 : quantile(Float64Array.from(ratios).sort(), 0.5);
}

/** Whether a block is large enough to estimate a rate from: the delay of small ones is mostly latency and queues. */
export function revealsRate(bytes: number, { blockSize }: Configuration): boolean {
  return bytes >= blockSize / 2;
}
