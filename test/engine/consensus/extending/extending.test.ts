import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { constant, constantTopology } from '../../network/open-network.js';
import { NumberChain } from '../number-chain.js';
import { createRollCall } from './roll-call.js';

const four = { topology: constantTopology(4, { latency: { kind: 'distribution', distribution: constant(0.1) } }) };
const rollCall = { protocol: { create: createRollCall } };

describe('the example protocol of docs/extending.md', () => {
  test('is what the page prints', () => {
    const source = readFileSync(new URL('roll-call.ts', import.meta.url), 'utf8');
    const inItsFolder = source
      .replaceAll('../../../../engine/consensus/', '../')
      .replaceAll('../../../../engine/', '../../');
    const page = readFileSync(new URL('../../../../docs/extending.md', import.meta.url), 'utf8');
    expect(page).toContain(`\`\`\`ts\n${inItsFolder}\`\`\``);
  });

  test('decides on every node after two messages', () => {
    const chain = new NumberChain({ ...four, ...rollCall }).run(100, 5);
    for (let height = 1; height <= 5; height++) {
      expect(chain.latency(height, 4)).toBeCloseTo(0.2, 9);
      expect(chain.latency(height, 1)).toBeCloseTo(0.2, 9);
    }
    expect(chain.proposals.slice(0, 5).map(({ node }) => node)).toEqual([0, 1, 2, 3, 0]);
    expect(Array.from(chain.network.traffic.messages.subarray(0, 2))).toEqual([5 * 3, 5 * 4 * 3]);
  });

  test('stops at the first silent node, as the page says', () => {
    const chain = new NumberChain({ ...four, ...rollCall, drops: ({ sender }) => sender === 3 }).run(1000, 1);
    // The silent node hears everyone, and is alone with what it decides.
    expect(chain.decisions.map(({ contents }) => Array.from(contents))).toEqual([[-1, -1, -1, 0]]);
  });
});
