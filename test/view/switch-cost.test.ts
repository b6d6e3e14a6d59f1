import { describe, expect, test } from 'vitest';
import { switchCostText } from '../../server/protocol/switch-cost.js';

const normal = { q1: 0.46, median: 0.48 };

describe('the cost of a switch', () => {
  test('is the difference of medians', () => {
    expect(switchCostText(normal, { q1: 0.5, median: 0.6 })).toMatch(/takes 25\s% longer than the median normal block/);
    expect(switchCostText(normal, { q1: 0.4, median: 0.456 })).toMatch(/takes 5\.0\s% less than/);
    expect(switchCostText(normal, { q1: 0.4, median: 0.48 })).toContain('as long as');
  });

  test('is not derived from block times of 0, which chained HotStuff has if one certificate decides several blocks', () => {
    const text = switchCostText(normal, { q1: 0, median: 0 });
    expect(text).toContain('The block before');
    expect(text).toContain('throughput');
    expect(text).not.toContain('%');
  });

  test('is not shown without blocks', () => {
    expect(switchCostText(normal, { q1: null, median: null })).toBe('');
    expect(switchCostText({ q1: Number.NaN, median: Number.NaN }, { q1: 0.4, median: 0.5 })).toBe('');
    expect(switchCostText(normal, { q1: Number.NaN, median: Number.NaN })).toBe('');
  });
});
