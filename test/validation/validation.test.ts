import { beforeAll, expect, test } from 'vitest';
import { prepare } from '../../engine/simulation.js';
import { chance } from './chance.js';
import { agrees, type Comparison } from './comparison.js';
import { aws } from './comparisons/aws.js';
import { closedForm } from './comparisons/closed-form.js';
import { floods } from './comparisons/floods.js';
import { hotstuffPaper } from './comparisons/hotstuff-paper.js';
import { intervalFit } from './comparisons/interval-fit.js';
import { intervals } from './comparisons/intervals.js';
import { losses } from './comparisons/losses.js';
import { orderStatistics } from './comparisons/order-statistics.js';
import { places } from './comparisons/places.js';
import { protocolDelays } from './comparisons/protocol-delays.js';
import { queues } from './comparisons/queues.js';
import { symbchainsimDirect, symbchainsimGossip } from './comparisons/symbchainsim.js';
import { transactionQueue } from './comparisons/transaction-queue.js';
import { wholeRuns } from './comparisons/whole-runs.js';
import { page } from './page.js';

/** Comparisons in the order of the page. */
const COMPARISONS = {
  'the closed form of one block': closedForm,
  'order statistics of random delays': orderStatistics,
  'order statistics of all protocols': protocolDelays,
  'order statistics of whole runs': wholeRuns,
  'coins tossed for losses': losses,
  'the simulator that the paper used, gossip': symbchainsimGossip,
  'the simulator that the paper used, direct sends': symbchainsimDirect,
  'its places': places,
  'a real system': aws,
  'another real system': hotstuffPaper,
  'queueing theory': queues,
  'bulk service': transactionQueue,
  'first-passage percolation': floods,
  'exact distribution functions': intervalFit,
  'the truth as often as its intervals say': intervals,
};

const compared = new Map<string, Comparison>();

beforeAll(prepare);

test.each(Object.entries(COMPARISONS))(
  'the engine agrees with %s',
  async (name, compare) => {
    const comparison = await compare();
    compared.set(name, comparison);
    expect(comparison.rows.filter((row) => !agrees(row))).toEqual([]);
  },
  180_000,
);

test('the differences are as large as chance makes them', () => {
  const together = chance(Array.from(compared.values()));
  expect(together.rows.filter((row) => !agrees(row))).toEqual([]);
});

test('docs/validation.md shows these figures (write it again with: npx vitest run test/validation -u)', async () => {
  expect(Array.from(compared.keys())).toEqual(Object.keys(COMPARISONS));
  const comparisons = Array.from(compared.values());
  await expect(page([...comparisons, chance(comparisons)])).toMatchFileSnapshot('../../docs/validation.md');
});
