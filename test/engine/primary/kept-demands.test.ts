import { expect, test } from 'vitest';
import { streamKey } from '../../../engine/kernel/streams.js';
import type { Arrivals } from '../../../engine/model/scenario.js';
import { type Demand, DrawnDemand } from '../../../engine/primary/demand.js';
import { KeptDemands } from '../../../engine/primary/kept-demands.js';
import { constant } from '../network/open-network.js';

function drawn(seed: number): DrawnDemand {
  const workload = {
    arrivals: { kind: 'poisson', rate: 50 },
    size: { kind: 'uniform', lo: 100, hi: 900 },
  } as const;
  return new DrawnDemand(workload, streamKey(seed, 0, 'arrivals'), streamKey(seed, 0, 'sizes'));
}

/** The first transactions. Only every third has a size, as if the pool had rejected the others. */
function first(count: number, demand: Demand): [number, number][] {
  return Array.from({ length: count }, (_, i) => [demand.next(), i % 3 === 0 ? demand.bytes(i + 1) : 0]);
}

test('runs with the same random numbers get the same transactions, which are drawn once', () => {
  const demands = new KeptDemands();
  let draws = 0;
  const counted = (seed: number) => () => {
    draws++;
    return drawn(seed);
  };
  expect(first(10, demands.of('1', counted(1)))).toEqual(first(10, drawn(1)));
  expect(first(10, demands.of('2', counted(2)))).toEqual(first(10, drawn(2)));
  // Farther than any node so far, beside a node that lags behind.
  const behind = demands.of('1', counted(1));
  expect(first(30, demands.of('1', counted(1)))).toEqual(first(30, drawn(1)));
  expect(first(20, behind)).toEqual(first(20, drawn(1)));
  expect(draws).toBe(2);
});

test('the number of kept demands is bounded', () => {
  const demands = new KeptDemands();
  const arrivals: Arrivals = { kind: 'trace', times: [0], period: 1 };
  let draws = 0;
  const of = (name: string) =>
    demands.of(name, () => {
      draws++;
      return new DrawnDemand({ arrivals, size: constant(1) }, streamKey(1, 0, 'arrivals'), streamKey(1, 0, 'sizes'));
    });
  const many = of('a');
  for (let i = 0; i < 2 ** 21 + 1; i++) many.next();
  of('a');
  expect(draws).toBe(1);
  of('b');
  expect(of('a').next()).toBe(0);
  expect(draws).toBe(3);
});
