import { beforeAll, describe, expect, test } from 'vitest';
import type { Scenario } from '../../../engine/model/scenario.js';
import { prepare } from '../../../engine/simulation.js';
import { numbers, observe } from '../observed-run.js';
import { baseline } from '../scenarios.js';

beforeAll(prepare);

function proposers(proposer: 'hash' | 'turns', blockSize: number): number[] {
  const scenario: Scenario = baseline({ duration: 300 });
  scenario.management.proposer = proposer;
  scenario.primary.blockSize = blockSize;
  return numbers(observe(scenario), 'configurationBlocks', 'proposer');
}

describe('the proposer of a configuration block', () => {
  test('depends on the latest hash, which any property of the configuration changes', () => {
    expect(proposers('hash', 1e6)).not.toEqual(proposers('hash', 0.5e6));
  });

  test('does not depend on what varies where members take turns, and each member gets its turn', () => {
    const wide = proposers('turns', 1e6);
    expect(proposers('turns', 0.5e6).slice(0, 8)).toEqual(wide.slice(0, 8));
    expect(wide.length).toBeGreaterThanOrEqual(8);
    expect(new Set(wide.slice(0, 8)).size).toBe(Math.min(8, wide.length));
    expect(wide).toEqual(wide.slice().sort((a, b) => a - b));
  });
});
