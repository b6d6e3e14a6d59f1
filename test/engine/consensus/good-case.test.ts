import { describe, expect, test } from 'vitest';
import { PROTOCOLS } from '../../../engine/consensus/protocols.js';
import { Topic } from '../../../engine/network/message.js';
import { constant, constantTopology } from '../network/open-network.js';
import { NumberChain } from './number-chain.js';

const LATENCY = 0.1;
const latency = { kind: 'distribution' as const, distribution: constant(LATENCY) };

describe.each(PROTOCOLS)('the table of good cases: $name', ({ name, goodCase }) => {
  test.each([4, 7, 10])('gives the cost of a decision among %i nodes', (n) => {
    const heights = 5;
    const chain = new NumberChain({ protocol: name, topology: constantTopology(n, { latency }) }).run(200, heights);
    const { steps, broadcasts, sends } = goodCase(n);
    const { messages } = chain.network.traffic;
    const copies = messages.reduce((sum, count) => sum + count, 0);
    expect(copies).toBe(heights * (broadcasts * (n - 1) + sends));
    expect(messages.subarray(16 * (Topic.primary + 1)).every((count) => count === 0)).toBe(true);
    for (let height = 1; height <= heights; height++)
      expect(chain.latency(height, n)).toBeCloseTo(steps.length * LATENCY, 9);
  });
});

describe.each(PROTOCOLS.filter(({ overlapping }) => overlapping))('the table where heights overlap: $name', (row) => {
  test.each([4, 7, 10])('gives the cost of a block among %i nodes', (n) => {
    const { steps, broadcasts, sends } = row.overlapping?.(n) ?? row.goodCase(n);
    const pause = 0.5;
    const step = pause + steps.length * LATENCY;
    const topology = constantTopology(n, { latency });
    const chain = new NumberChain({ protocol: row.name, topology, overlaps: true, interval: pause });
    // The pause before the eleventh block has not ended.
    const { messages } = chain.run(pause + 10 * step - LATENCY).network.traffic;
    expect(messages.reduce((sum, count) => sum + count, 0)).toBe(10 * (broadcasts * (n - 1) + sends));
    chain.proposals.forEach(({ time }, index) => {
      expect(time / 1e9).toBeCloseTo(pause + index * step, 9);
    });
  });
});
