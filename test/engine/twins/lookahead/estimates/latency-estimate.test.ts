import { expect, test } from 'vitest';
import { sampler } from '../../../../../engine/kernel/sampler.js';
import { streamKey } from '../../../../../engine/kernel/streams.js';
import { WordSource } from '../../../../../engine/kernel/word-source.js';
import { latencyEstimate } from '../../../../../engine/twins/lookahead/estimates/latency-estimate.js';

const NODES = 12;
const OWN = 0;
/** ns */
const LATENCY = 40e6;
const JITTER = 5e6;

/** Votes of every other node, delayed by the latency of their sender and an exponential jitter. */
function votes(count: number, latencyOf: (sender: number) => number, seed: number): number[][] {
  const key = streamKey(seed, 0, 'jitter');
  const source = new WordSource();
  const jitter = sampler({ kind: 'exponential', mean: JITTER });
  return Array.from({ length: NODES }, (_, sender) =>
    Array.from(
      { length: sender === OWN ? 0 : count },
      (__, vote) => latencyOf(sender) + jitter.draw(source.within(key, sender, vote)),
    ),
  );
}

function estimate(heard: number[][], simulated: number[][], sharesUplink = false): number[] | undefined {
  return latencyEstimate(heard, simulated, { own: OWN, ways: new Array(NODES).fill(LATENCY), sharesUplink });
}

test.each([10, 100, 1000, 10_000])('converges to the true latency within the error of %i samples', (count) => {
  const truth = 1.5;
  const simulated = votes(count, () => LATENCY, 1);
  const factors = estimate(
    votes(count, () => truth * LATENCY, 2),
    simulated,
  );
  // The median of this many exponential values has the standard error of their mean, and there are two medians.
  const error = (JITTER * Math.sqrt(2 / count)) / LATENCY;
  for (const factor of factors ?? []) expect(Math.abs(factor - truth)).toBeLessThan(4 * error);
  expect(factors).toHaveLength(NODES);
});

test('distinguishes a slow node from the others, and chance from real differences', () => {
  const count = 400;
  const truth = (sender: number) => (sender === 3 ? 3 : 1);
  const factors =
    estimate(
      votes(count, (sender) => truth(sender) * LATENCY, 2),
      votes(count, () => LATENCY, 1),
    ) ?? [];
  const error = (JITTER * Math.sqrt(2 / count)) / LATENCY;
  for (let sender = 1; sender < NODES; sender++)
    expect(Math.abs(factors[sender] - truth(sender))).toBeLessThan(4 * error);
  const alike =
    estimate(
      votes(count, () => LATENCY, 2),
      votes(count, () => LATENCY, 1),
    ) ?? [];
  // Together they are as many votes as one node would have to send.
  const errors = alike.map((factor) => Math.abs(factor - 1));
  expect(errors.reduce((sum, each) => sum + each, 0) / NODES).toBeLessThan(error);
});

test('is exact for constant latencies', () => {
  const times = (latency: number) => Array.from({ length: NODES }, () => new Array(5).fill(latency));
  for (const factor of estimate(times(100e6), times(40e6)) ?? []) expect(factor).toBeCloseTo(2.5, 9);
});

test('takes the fastest votes where others have waited for an uplink', () => {
  const queued = (latency: number, queue: number) =>
    Array.from({ length: NODES }, () => Array.from({ length: 40 }, (_, vote) => latency + (vote < 8 ? 0 : queue)));
  for (const factor of estimate(queued(80e6, 3e9), queued(40e6, 1e9), true) ?? []) expect(factor).toBeCloseTo(2, 9);
});

test('is the declared latency with fewer than five votes, and undefined if no node has sent more', () => {
  const many = votes(400, () => LATENCY, 1);
  const few = votes(400, () => 2 * LATENCY, 2).map((own, sender) => (sender === 5 ? own.slice(0, 4) : own));
  const factors = estimate(few, many) ?? [];
  expect(factors[5]).toBe(1);
  expect(factors[6]).toBeGreaterThan(1.8);
  expect(factors[OWN]).toBeGreaterThan(1.8);
  expect(
    estimate(
      votes(4, () => 2 * LATENCY, 2),
      many,
    ),
  ).toBeUndefined();
});
