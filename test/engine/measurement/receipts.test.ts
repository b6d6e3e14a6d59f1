import { beforeAll, expect, test } from 'vitest';
import { receiptSummary } from '../../../engine/measurement/receipts.js';
import { recordingOf } from '../../../engine/model/results.js';
import { prepare } from '../../../engine/simulation.js';
import { numbers, observe } from '../observed-run.js';
import { baseline, worldwide } from '../scenarios.js';

beforeAll(prepare);

const city = (name: string) => [{ kind: 'city' as const, name }];
const bandwidth = { kind: 'constant' as const, value: 1e7 };
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

test('the receipt of blocks is given by group, place and proposer, each as the mean over its nodes and blocks', () => {
  const groups = [
    { name: 'Banks', nodes: 4, places: city('Frankfurt'), bandwidth },
    { name: 'Ports', nodes: 2, places: [...city('Rotterdam'), ...city('Singapore')], bandwidth },
  ];
  const results = observe(
    baseline({
      duration: 60,
      topology: { ...worldwide({ peers: { kind: 'full' } }), groups },
      management: { ...baseline().management, nodes: { kind: 'random', count: 4 } },
    }),
  );
  const { groups: byGroup, places, proposers } = receiptSummary(recordingOf(results));
  const received = [...numbers(results, 'nodes', 'received')];
  expect(byGroup.map(({ name, nodes }) => [name, nodes])).toEqual([
    ['Banks', 4],
    ['Ports', 2],
  ]);
  expect(byGroup[0].mean).toBeCloseTo(mean(received.slice(0, 4)), 12);
  expect(places.map(({ name, nodes }) => [name, nodes])).toEqual([
    ['Frankfurt', 4],
    ['Rotterdam', 1],
    ['Singapore', 1],
  ]);
  expect(places[2].mean).toBe(received[5]);
  const proposer = [...numbers(results, 'receipts', 'proposer')];
  const reached = [...numbers(results, 'receipts', 'received80')];
  expect(proposers.map(({ node }) => node)).toEqual([0, 1, 2, 3, 4, 5]);
  for (const { node, blocks, mean: found } of proposers) {
    const own = reached.filter((_, row) => proposer[row] === node);
    expect(blocks).toBe(own.length);
    expect(found).toBeCloseTo(mean(own.filter((value) => !Number.isNaN(value))), 12);
  }
});
