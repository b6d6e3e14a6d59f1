import { beforeAll, describe, expect, test } from 'vitest';
import { NO_HASH } from '../../../engine/kernel/hash.js';
import { genesisBlock } from '../../../engine/management/configuration-block.js';
import type { Scenario } from '../../../engine/model/scenario.js';
import { brokenLink, type TransactionBlock, transactionBlock } from '../../../engine/primary/transaction-blocks.js';
import { prepare } from '../../../engine/simulation.js';
import { numbers, observe } from '../observed-run.js';
import { baseline } from '../scenarios.js';
import { CONFIGURATION } from './algorithm-2.js';

beforeAll(prepare);

const genesis = genesisBlock(CONFIGURATION);
const content = {
  proposer: 3,
  view: 0,
  configurationHeight: 0,
  configurationHash: genesis.hash,
  transactions: 1000,
  bytes: 1e6,
};
const first = transactionBlock({ ...content, parent: -1, height: 1 });
const second = transactionBlock({ ...content, parent: 0, height: 2, proposer: 4 }, first);

describe('the links of a block', () => {
  test('hold for the first block, which has no predecessor, and for the next one', () => {
    expect(first.parentHash).toEqual(NO_HASH);
    expect(brokenLink(first, undefined, genesis.hash)).toBeUndefined();
    expect(brokenLink(second, first, genesis.hash)).toBeUndefined();
  });

  const tampered: [string, Partial<TransactionBlock>][] = [
    ['its proposer', { proposer: 5 }],
    ['its view', { view: 1 }],
    ['its height', { height: 3 }],
    ['its transactions', { transactions: 999 }],
    ['its size', { bytes: 2e6 }],
    ['its parent', { parentHash: NO_HASH }],
    ['its configuration', { configurationHash: NO_HASH }],
    ['the height of its configuration', { configurationHeight: 1 }],
  ];
  test.each(tampered)('break where %s was changed afterwards', (_, change) => {
    expect(brokenLink({ ...second, ...change }, first, genesis.hash)).toBe('its hash is not that of its content');
  });

  test('break where the parent is another block', () => {
    const other = transactionBlock({ ...content, parent: -1, height: 1, proposer: 9 });
    expect(brokenLink(second, other, genesis.hash)).toMatch('parent link');
    expect(brokenLink(first, second, genesis.hash)).toMatch('parent link');
  });

  test('break where the configuration block is another one, or none', () => {
    const other = genesisBlock({ ...CONFIGURATION, blockSize: 2e6 });
    expect(brokenLink(second, first, other.hash)).toMatch('configuration block 0');
    expect(brokenLink(second, first, undefined)).toMatch('configuration block 0');
  });

  test('break where a block goes back to an older configuration', () => {
    const newer = transactionBlock({ ...content, parent: -1, height: 1, configurationHeight: 1 });
    const older = transactionBlock({ ...content, parent: 0, height: 2 }, newer);
    expect(brokenLink(older, newer, genesis.hash)).toMatch('older configuration');
  });

  test('break where a height is left out', () => {
    const gap = transactionBlock({ ...content, parent: 0, height: 3 }, first);
    expect(brokenLink(gap, first, genesis.hash)).toMatch('height does not follow');
  });
});

describe('activation after n blocks', () => {
  const scenario: Scenario = baseline({ duration: 240 });
  scenario.management = {
    ...scenario.management,
    interval: { kind: 'constant', value: 30 },
    activation: { kind: 'afterBlocks', blocks: 12 },
  };

  test('switches n heights after the round in which the configuration block was proposed', () => {
    const results = observe(scenario);
    const time = numbers(results, 'blocks', 'time');
    const switched = numbers(results, 'blocks', 'switch');
    const heights = numbers(results, 'blocks', 'height').filter((_, row) => switched[row] === 1);
    const due = numbers(results, 'configurationBlocks', 'due');
    expect(heights.length).toBeGreaterThan(4);
    heights.forEach((height, i) => {
      const decidedBefore = time.filter((at) => at <= due[i]).length;
      // The proposer may be one block behind the quorum or ahead of it.
      expect(Math.abs(height - (decidedBefore + 1 + 12))).toBeLessThanOrEqual(1);
    });
    expect(results.violations).toEqual([]);
  });

  test('lets all nodes switch at one height, so that no round fails because of it', () => {
    const results = observe(scenario);
    expect(results.counters['primary.roundsFailed']).toBe(0);
    expect(new Set(numbers(results, 'blocks', 'view'))).toEqual(new Set([0]));
  });
});
