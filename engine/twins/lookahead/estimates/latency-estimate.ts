import { quantile } from '../../../measurement/quantile.js';
import { MIN_SAMPLES } from './samples.js';

/** How long votes were under way, ns, by the node that sent them. */
export type Delays = readonly (readonly number[])[];

/** What one node's own votes say: a multiple of the declared latency, and its variance. */
interface Sample {
  sender: number;
  factor: number;
  variance: number;
}

/** What is measured without any spread is not known better than to one in a million. */
const MIN_VARIANCE = 1e-12;

/** No latency is believed to be smaller than this share of the declared one. */
const LEAST_FACTOR = 0.05;

/**
 * The latency of the links from each node, as a multiple of what the topology declares. Its votes bear time stamps: what they
 * took beyond what they take in the twin's own simulator, by the median of both, is what latency has changed by.
 *
 * Where copies wait for an uplink, the fastest tenth stands for the median: it has met the shortest queues, as the clock
 * filter of NTP takes the sample of least delay for the one that tells of the network (RFC 5905, Section 10).
 *
 * What single nodes seem to differ by beyond the errors of their samples is taken for true, the rest for noise: a
 * random-effects estimate (DerSimonian and Laird 1986), without which the noise on a link of a millisecond would spoil those
 * of a hundred. Who has sent fewer than five votes is believed to be as declared; a node does not hear itself, and believes
 * itself to be as the others are on the mean.
 *
 * @param own the node that has heard them
 * @param ways declared latency of the ways from each node to it, ns
 * @returns undefined where nothing is known that was not declared
 */
export function latencyEstimate(
  heard: Delays,
  simulated: Delays,
  { own, ways, sharesUplink }: { own: number; ways: readonly number[]; sharesUplink: boolean },
): number[] | undefined {
  const share = sharesUplink ? 0.1 : 0.5;
  const samples = heard.flatMap((delays, sender): Sample[] => {
    const expected = simulated[sender];
    const way = ways[sender];
    const isKnown = delays.length >= MIN_SAMPLES && expected.length >= MIN_SAMPLES;
    if (sender === own || !isKnown || !(way > 0) || way === Number.POSITIVE_INFINITY) return [];
    const [found, declared] = [typical(delays, share), typical(expected, share)];
    const variance = (found.error ** 2 + declared.error ** 2) / way ** 2;
    return [{ sender, factor: 1 + (found.value - declared.value) / way, variance: Math.max(MIN_VARIANCE, variance) }];
  });
  if (samples.length === 0) return undefined;
  const between = varianceBetween(samples);
  const mean = weightedMean(samples, between);
  const factors = heard.map(() => 1);
  factors[own] = Math.max(LEAST_FACTOR, mean);
  for (const { sender, factor, variance } of samples) {
    const believed = (between * factor + variance * mean) / (between + variance);
    factors[sender] = Math.max(LEAST_FACTOR, believed);
  }
  return factors;
}

/** By how much nodes differ beyond the errors of their samples: the estimate of moments. */
function varianceBetween(samples: readonly Sample[]): number {
  const mean = weightedMean(samples, 0);
  let weights = 0;
  let squares = 0;
  let spread = 0;
  for (const { factor, variance } of samples) {
    const weight = 1 / variance;
    weights += weight;
    squares += weight * weight;
    spread += weight * (factor - mean) ** 2;
  }
  const scale = weights - squares / weights;
  return scale > 0 ? Math.max(0, (spread - (samples.length - 1)) / scale) : 0;
}

function weightedMean(samples: readonly Sample[], between: number): number {
  let sum = 0;
  let weights = 0;
  for (const { factor, variance } of samples) {
    sum += factor / (variance + between);
    weights += 1 / (variance + between);
  }
  return sum / weights;
}

/** A quantile and its standard error, by the order statistics about it (Woodruff 1952). */
function typical(values: readonly number[], share: number): { value: number; error: number } {
  const sorted = Float64Array.from(values).sort();
  const reach = Math.sqrt((share * (1 - share)) / values.length);
  const [low, value, high] = [share - reach, share, share + reach].map((at) =>
    quantile(sorted, Math.min(1, Math.max(0, at))),
  );
  return { value, error: (high - low) / 2 };
}
