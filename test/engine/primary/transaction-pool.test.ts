import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectedArrivals } from '../../../engine/kernel/expected-arrivals.js';
import { streamKey } from '../../../engine/kernel/streams.js';
import type { Workload } from '../../../engine/model/scenario.js';
import { DrawnDemand } from '../../../engine/primary/demand.js';
import { TransactionPool } from '../../../engine/primary/transaction-pool.js';
import { kolmogorovSmirnovTail } from '../kernel/goodness-of-fit.js';
import { Algorithm2 } from './algorithm-2.js';

const kilobyte = { kind: 'constant' as const, value: 1000 };

function pool(changes: Partial<Workload> = {}, seed = 1): TransactionPool {
  const workload: Workload = {
    name: 'Work',
    arrivals: { kind: 'poisson', rate: 100 },
    size: kilobyte,
    pool: 1000,
    ...changes,
  };
  const demand = new DrawnDemand(workload, streamKey(seed, 0, 'arrivals'), streamKey(seed, 0, 'sizes'));
  return new TransactionPool(demand, workload.pool);
}

/** Submission times of the transactions that the block at a height takes. */
function taken(open: TransactionPool, height: number, transactions: number): Float64Array {
  open.take(transactions);
  return open.submissions.of(height);
}

describe('a record', () => {
  const arrivals = { kind: 'trace' as const, times: [1, 2, 4], sizes: [100, 900, 500] };

  test('keeps the sizes with the arrivals, also of those that a full pool drops', () => {
    const open = pool({ arrivals, pool: 2 });
    open.advance(3e9);
    expect(open.batch(10_000)).toEqual({ transactions: 2, bytes: 1000 });
    open.take(1);
    open.advance(5e9);
    expect(open.batch(10_000)).toEqual({ transactions: 2, bytes: 1400 });
  });

  test('starts again after its period', () => {
    const open = pool({ arrivals: { ...arrivals, period: 5 }, pool: 100 });
    open.advance(12e9);
    expect([...taken(open, 1, open.waiting)].map((time) => time / 1e9)).toEqual([1, 2, 4, 6, 7, 9, 11, 12]);
  });

  test('brings as many transactions as expected', () => {
    for (const period of [undefined, 5]) {
      const open = pool({ arrivals: { ...arrivals, period }, pool: 100 });
      open.advance(12e9);
      expect(expectedArrivals({ ...arrivals, period }, 12)).toBe(open.arrivals);
    }
  });
});

describe('arrivals', () => {
  test('are Poisson: exponential gaps at their rate', () => {
    const open = pool({ pool: 1e6 });
    open.advance(500e9);
    const submitted = taken(open, 1, open.waiting);
    const gaps = submitted.map((time, i) => (time - (i > 0 ? submitted[i - 1] : 0)) / 1e9);
    // 50,000 expected; four standard deviations are 894.
    expect(Math.abs(open.arrivals - 50_000)).toBeLessThan(894);
    expect(kolmogorovSmirnovTail(gaps, (gap) => 1 - Math.exp(-100 * gap))).toBeGreaterThan(1e-3);
  });

  test('do not depend on how often the pool is read', () => {
    const once = pool();
    once.advance(5e9);
    const often = pool();
    for (let time = 0; time <= 5e9; time += 1e7) often.advance(time);
    expect(taken(often, 1, often.waiting)).toEqual(taken(once, 1, once.waiting));
  });

  test('beyond what the pool holds are dropped and counted', () => {
    const full = pool({ pool: 50 });
    full.advance(10e9);
    expect(full.waiting).toBe(50);
    expect(full.arrivals).toBeGreaterThan(900);
    expect(full.dropped).toBe(full.arrivals - 50);
    full.take(20);
    full.advance(20e9);
    expect(full.waiting).toBe(50);
  });
});

describe('a batch', () => {
  test('is the longest head of the queue that fits, and leaves it in the pool', () => {
    const open = pool();
    open.advance(1e9);
    const waiting = open.waiting;
    expect(open.batch(20_500)).toEqual({ transactions: 20, bytes: 20_000 });
    expect(open.waiting).toBe(waiting);
    expect(open.batch(1e9)).toEqual({ transactions: waiting, bytes: waiting * 1000 });
  });

  test('is a single transaction where that is larger than a block', () => {
    const open = pool();
    open.advance(1e9);
    expect(open.batch(10)).toEqual({ transactions: 1, bytes: 1000 });
  });

  test('of an empty pool is empty', () => {
    expect(pool().batch(1e6)).toEqual({ transactions: 0, bytes: 0 });
  });
});

test('first come, first served, and every transaction once, however it is taken', () => {
  const steps = fc.array(
    fc.record({ wait: fc.integer({ min: 1, max: 500 }), bytes: fc.integer({ min: 1000, max: 60_000 }) }),
  );
  fc.assert(
    fc.property(steps, fc.integer({ min: 5, max: 80 }), (drawn, capacity) => {
      const open = pool({ pool: capacity, size: { kind: 'uniform', lo: 100, hi: 5000 } });
      let now = 0;
      let height = 0;
      let served = 0;
      let last = 0;
      for (const { wait, bytes } of drawn) {
        now += wait * 1e6;
        open.advance(now);
        const batch = open.batch(bytes);
        expect(batch.bytes <= bytes || batch.transactions === 1).toBe(true);
        for (const submitted of taken(open, ++height, batch.transactions)) {
          expect(submitted).toBeGreaterThan(last);
          expect(submitted).toBeLessThanOrEqual(now);
          last = submitted;
          served++;
        }
      }
      expect(open.arrivals).toBe(served + open.dropped + open.waiting);
    }),
    { seed: 1, numRuns: 100 },
  );
});

describe('a round that fails', () => {
  test('loses nothing: the next proposal holds the same transactions', () => {
    const open = pool();
    const nodes = new Algorithm2({ pool: open });
    nodes.network.now = 1e9;
    const first = nodes.propose(0);
    const waiting = open.waiting;
    nodes.primary.abandoned(0, 1, 0);
    const second = nodes.primary.propose(1, 1, 1);
    expect(nodes.primary.size(second)).toBe(nodes.primary.size(first));
    expect(open.waiting).toBe(waiting);
    nodes.decide(1, second);
    expect(open.waiting).toBe(0);
    expect(nodes.primary.block(1).transactions).toBe(waiting);
  });

  test('and one that is decided twice takes its transactions once', () => {
    const open = pool();
    const nodes = new Algorithm2({ pool: open });
    nodes.network.now = 1e9;
    const content = nodes.propose(0);
    nodes.network.now = 2e9;
    open.advance(2e9);
    const later = open.waiting - nodes.primary.size(content) / 1000;
    for (const node of [0, 1, 2, 3]) nodes.decide(node, content);
    expect(open.waiting).toBe(later);
  });
});
