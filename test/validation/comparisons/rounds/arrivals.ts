import seedrandom from 'seedrandom';

/** The delay of a message between two nodes, s; infinite if the message is lost. */
export type Way = (from: number, to: number) => number;

/** Independent delays with the same distribution for every pair of nodes. A node receives its own messages at once. */
export function independentWays(draw: () => number): Way {
  return (from, to) => (from === to ? 0 : draw());
}

/** Normal delays by Box and Muller, s. */
export function normalDelays(mean: number, sd: number, seed: string): () => number {
  const random = seedrandom.alea(seed);
  return () => mean + sd * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Exponential delays, s. */
export function exponentialDelays(mean: number, seed: string): () => number {
  const random = seedrandom.alea(seed);
  return () => -mean * Math.log(1 - random());
}

/** Delays of messages that take `delay` (s) or are lost. */
export function coins(delay: number, loss: number, seed: string): () => number {
  const random = seedrandom.alea(seed);
  return () => (random() < loss ? Number.POSITIVE_INFINITY : delay);
}

/** When each node receives the message that every node sends to all at its time: by receiver, then by sender. */
export function heard(sent: readonly number[], way: Way): number[][] {
  return sent.map((_, to) => sent.map((time, from) => time + way(from, to)));
}

/** The k-th smallest of these times; infinite if there are fewer. */
export function kth(times: readonly number[], k: number): number {
  const sorted = Float64Array.from(times).sort();
  return sorted[k - 1] ?? Number.POSITIVE_INFINITY;
}
