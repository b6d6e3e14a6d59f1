import { beforeAll, expect, test } from 'vitest';
import { prepare } from '../../engine/simulation.js';
import { agrees, type Comparison } from './comparison.js';
import { aws } from './comparisons/aws.js';
import { closedForm } from './comparisons/closed-form.js';
import { floods } from './comparisons/floods.js';
import { intervals } from './comparisons/intervals.js';
import { losses } from './comparisons/losses.js';
import { orderStatistics } from './comparisons/order-statistics.js';
import { places } from './comparisons/places.js';
import { queues } from './comparisons/queues.js';
import { symbchainsimDirect, symbchainsimGossip } from './comparisons/symbchainsim.js';
import { page } from './page.js';

/** In the order of the page. */
const COMPARISONS = {
  'the closed form of one block': closedForm,
  'order statistics of random delays': orderStatistics,
  'coins tossed for losses': losses,
  'the simulator that the paper used, gossip': symbchainsimGossip,
  'the simulator that the paper used, direct sends': symbchainsimDirect,
  'its places': places,
  'a real system': aws,
  'queueing theory': queues,
  'first-passage percolation': floods,
  'the truth as often as its intervals say': intervals,
};

const compared = new Map<string, Comparison>();

beforeAll(prepare);

test.each(Object.entries(COMPARISONS))(
  'the engine agrees with %s',
  (name, compare) => {
    const comparison = compare();
    compared.set(name, comparison);
    expect(comparison.rows.filter((row) => !agrees(row))).toEqual([]);
  },
  180_000,
);

test('docs/validation.md shows these figures (write it again with: npx vitest run test/validation -u)', async () => {
  expect(Array.from(compared.keys())).toEqual(Object.keys(COMPARISONS));
  await expect(page(Array.from(compared.values()))).toMatchFileSnapshot('../../docs/validation.md');
});
