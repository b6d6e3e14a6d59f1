import { beforeAll, describe, expect, test } from 'vitest';
import { PROTOCOLS } from '../../../engine/consensus/protocols.js';
import { METRICS, samplesOf } from '../../../engine/measurement/metrics.js';
import { RECEIPT_SHARES } from '../../../engine/model/tables.js';
import { Receipts } from '../../../engine/recording/receipts.js';
import { prepare } from '../../../engine/simulation.js';
import { constant, constantTopology } from '../network/open-network.js';
import { numbers, observe } from '../observed-run.js';
import { baseline, worldwide } from '../scenarios.js';
import { type Entry, finalized, recorded, S, second } from './entries.js';

beforeAll(prepare);

/** Rows of the table as lists of numbers. */
function rows(receipts: Receipts): number[][] {
  const { rows: count, columns } = receipts.table();
  const values = Object.values(columns).map((column) => (column.type === 'number' ? column.values : []));
  return Array.from({ length: count }, (_, row) => values.map((column) => Number(column[row])));
}

const proposed = (seconds: number, block: number, height: number, proposer: number): Entry => [
  seconds,
  { kind: 'blockProposed', block, height, view: 0, proposer, configuration: 0 },
];

const received = (seconds: number, block: number, node: number): Entry => [
  seconds,
  { kind: 'blockReceived', block, node },
];

describe('the receipt of blocks', () => {
  test('is recorded for a share of the nodes once that many have it; the proposer has it at once', () => {
    const eight = [
      proposed(5, 7, 1, 3),
      finalized(6, 1, { block: 7 }),
      ...[0, 1, 2, 4, 5, 6, 7].map((node) => received(6 + node, 7, node)),
    ];
    // 8 of 10 nodes have it: half of them after 3 s, 80 % after 8 s.
    expect(rows(recorded(new Receipts(10, 0), eight))).toEqual([[1, 3, 5, 5, 8, Number.NaN, Number.NaN]]);
    const all = recorded(new Receipts(10, 0), [...eight, ...[8, 9].map((node) => received(6 + node, 7, node))]);
    expect(rows(all)).toEqual([[1, 3, 5, 5, 8, 10, 10]]);
    expect([...all.means()]).toEqual([1, 2, 3, 0, 5, 6, 7, 8, 9, 10]);
  });

  test('counts the first copy, and neither blocks that never became final nor blocks in the warm-up', () => {
    const receipts = recorded(new Receipts(2, 2.5 * S), [
      proposed(0, 0, 1, 0),
      proposed(1, 1, 1, 1),
      received(2, 1, 0),
      finalized(2, 1, { block: 1 }),
      proposed(2, 2, 2, 1),
      received(3, 2, 0),
      finalized(3, 2, { block: 2 }),
      received(4, 2, 0),
    ]);
    expect(rows(receipts)).toEqual([[2, 1, 2, 0, 1, 1, 1]]);
    expect([...receipts.means()]).toEqual([1, 0]);
  });

  test('a block that a node never gets is recorded all the same, once the chain is far ahead', () => {
    const receipts = recorded(
      new Receipts(2, 0),
      Array.from({ length: 600 }, (_, index) => index + 1).flatMap((height) => [
        proposed(height, height, height, 0),
        finalized(height, height),
        ...(height > 1 ? [received(height + 1, height, 1)] : []),
        second(height + 1),
      ]),
    );
    expect(receipts.rows.rows).toBe(600);
    expect([...receipts.means()]).toEqual([0, 1]);
  });
});

describe.each(PROTOCOLS.map(({ name }) => name))('in a run of %s', (consensus) => {
  test('every block has its receipts, and a larger share of the nodes takes longer', () => {
    const scenario = baseline({ duration: 60, warmup: 10, topology: worldwide() });
    scenario.primary.consensus = consensus;
    const results = observe(scenario);
    expect([...numbers(results, 'receipts', 'height')].sort((a, b) => a - b)).toEqual(
      numbers(results, 'blocks', 'height'),
    );
    const shares = RECEIPT_SHARES.map((share) => {
      const metric = METRICS.find(({ name }) => name === `block.received${share}`)!;
      return samplesOf(metric, results);
    });
    shares[0].forEach((half, row) => {
      expect(half).toBeGreaterThan(0);
      expect(shares[1][row]).toBeGreaterThanOrEqual(half);
      if (row < shares[3].length) expect(shares[3][row]).toBeGreaterThanOrEqual(shares[2][row]);
    });
    for (const mean of numbers(results, 'nodes', 'received')) expect(mean).toBeGreaterThan(0);
  });
});

test('sent directly over equal links, all nodes have a block after its transfer and the latency', () => {
  const scenario = baseline({
    duration: 20,
    topology: constantTopology(16, { latency: { kind: 'distribution', distribution: constant(0.05) } }),
  });
  scenario.primary.dissemination = 'direct';
  const results = observe(scenario);
  const rate = scenario.topology.groups[0].bandwidth;
  const transfer = (1e6 + 200) / (rate.kind === 'constant' ? rate.value : Number.NaN);
  for (const share of RECEIPT_SHARES) {
    for (const delay of numbers(results, 'receipts', `received${share}`)) {
      if (!Number.isNaN(delay)) expect(delay).toBeCloseTo(transfer + 0.05, 6);
    }
  }
});
