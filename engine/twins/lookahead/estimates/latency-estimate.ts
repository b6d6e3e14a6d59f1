import { quantile } from '../../../measurement/quantile.js';
import { MIN_SAMPLES } from './samples.js';

/** Delays of votes, ns, by the node that sent them. */
export type Delays = readonly (readonly number[])[];

/** The estimate from one node's votes: a multiple of the declared latency, and its variance. */
interface Sample {
  sender: number;
  factor: number;
  variance: number;
}

/** Lower bound of a variance, for samples without any spread. */
const MIN_VARIANCE = 1e-12;

/** Lower bound of an estimate, as a multiple of the declared latency. */
const LEAST_FACTOR = 0.05;

/**
 * Estimates the latency of the links from each node, as a multiple of what the topology declares. Votes bear time stamps: the
 * median of their delays, minus the median in the twin's own simulator, is the change of latency.
 *
 * If copies wait for an uplink, the tenth percentile replaces the median: the fastest copies have met the shortest queues.
 * The clock filter of NTP takes the sample of least delay for the same reason (RFC 5905, Section 10).
 *
 * Differences between nodes count as far as they exceed the errors of their samples: a random-effects estimate (DerSimonian
 * and Laird 1986). Without it, the noise on a link of a millisecond would spoil the estimates of links of a hundred. A node
 * that has sent fewer than five votes counts as declared. A node does not hear itself: it assumes the mean of the others.
 *
 * @param own the node that has heard the votes
 * @param ways declared latency of the paths from each node to it, ns
 * @returns undefined if all latencies are as declared
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

/** The variance between nodes beyond the errors of their samples, by the method of moments. */
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

/** A quantile and its standard error, from the order statistics around it (Woodruff 1952). */
function typical(values: readonly number[], share: number): { value: number; error: number } {
  const sorted = Float64Array.from(values).sort();
  const reach = Math.sqrt((share * (1 - share)) / values.length);
  const [low, value, high] = [share - reach, share, share + reach].map((at) =>
    quantile(sorted, Math.min(1, Math.max(0, at))),
  );
  return { value, error: (high - low) / 2 };
}
