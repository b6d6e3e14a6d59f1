import { expect, test } from 'vitest';
import { type Equivocation, Equivocations } from '../../../engine/faults/byzantine/equivocations.js';
import type { Chain } from '../../../engine/model/faults.js';

function equivocation(chain: Chain, topic: number, height: number): Equivocation {
  return {
    topic,
    chain,
    culprit: 0,
    height,
    view: 0,
    subjects: [2 * height, 2 * height + 1],
    halves: [new Uint8Array(4), new Uint8Array(4)],
    heard: new Map(),
    evidence: new Set(),
    votes: new Map(),
  };
}

test('an equivocation is remembered for some heights of its own chain, whatever the height of the other chain', () => {
  const equivocations = new Equivocations();
  equivocations.add(equivocation('management', 1, 3));
  equivocations.add(equivocation('primary', 0, 5000));
  expect(equivocations.in(1, 3, 0)).toBeDefined();
  expect(equivocations.about(1, 7)).toBeDefined();
  equivocations.add(equivocation('primary', 0, 5100));
  expect(equivocations.in(0, 5000, 0)).toBeUndefined();
  expect(equivocations.about(0, 10_000)).toBeUndefined();
  expect(equivocations.in(1, 3, 0)).toBeDefined();
});
