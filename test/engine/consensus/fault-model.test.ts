import { describe, expect, test } from 'vitest';
import {
  byzantineFaults,
  byzantineTolerated,
  crashesTolerated,
  doubleVotersToFork,
} from '../../../engine/consensus/fault-model.js';
import { PROTOCOLS } from '../../../engine/consensus/protocols.js';

const safe = (n: number) => byzantineFaults(n, 'safe');
const classic = (n: number) => byzantineFaults(n, 'classic');
const UP_TO = Array.from({ length: 2000 }, (_, index) => index + 1);

describe('of n voters', () => {
  test('f = floor((n - 1) / 3) may be Byzantine, whichever quorum decides', () => {
    for (const faults of [safe, classic]) {
      expect([1, 4, 7, 16, 32, 64, 100].map((n) => faults(n).tolerated)).toEqual([0, 1, 2, 5, 10, 21, 33]);
    }
  });

  test('a safe quorum is ceil((n + f + 1) / 2), which from four on is the ceil(2n / 3) of Besu', () => {
    const sizes = [4, 5, 8, 10, 11, 12, 14, 15, 16, 20, 32, 64, 100];
    expect(sizes.map((n) => safe(n).quorum)).toEqual([3, 4, 6, 7, 8, 8, 10, 10, 11, 14, 22, 43, 67]);
    for (const n of UP_TO.slice(3)) expect(safe(n).quorum).toBe(Math.ceil((2 * n) / 3));
  });

  test('a classic quorum is 2f + 1, and more than half', () => {
    const sizes = [1, 2, 3, 4, 5, 6, 8, 16, 32];
    expect(sizes.map((n) => classic(n).quorum)).toEqual([1, 2, 2, 3, 3, 4, 5, 11, 21]);
    for (const n of UP_TO) expect(2 * classic(n).quorum).toBeGreaterThan(n);
  });

  test('where n = 3f + 1 both quorums are equal', () => {
    for (let f = 0; f < 600; f++) expect(safe(3 * f + 1)).toEqual(classic(3 * f + 1));
  });
});

describe('a safe quorum', () => {
  test('shares an honest voter with every other safe quorum, and exists without the f faulty voters', () => {
    for (const n of UP_TO) {
      const { quorum, tolerated, blocking } = safe(n);
      expect(2 * quorum - n).toBeGreaterThan(tolerated);
      expect(quorum).toBeLessThanOrEqual(n - tolerated);
      expect(blocking).toBeGreaterThan(tolerated);
      expect(n - blocking).toBe(quorum - 1);
    }
  });

  test('tolerates f Byzantine voters, and f or f + 1 crashed ones', () => {
    for (const n of UP_TO) {
      expect(byzantineTolerated(safe(n))).toBe(safe(n).tolerated);
      expect(crashesTolerated(safe(n)) - safe(n).tolerated).toBeOneOf([0, 1]);
    }
  });
});

test('ten of 32 that vote twice can fork a chain with classic quorums; with safe quorums it takes twelve', () => {
  expect([doubleVotersToFork(classic(32)), doubleVotersToFork(safe(32))]).toEqual([10, 12]);
  expect([crashesTolerated(classic(32)), crashesTolerated(safe(32))]).toEqual([11, 10]);
  expect([byzantineTolerated(classic(32)), byzantineTolerated(safe(32))]).toEqual([9, 10]);
});

test.each(PROTOCOLS)('$title is Byzantine fault tolerant', ({ faults }) => {
  expect(faults(32, 'safe')).toEqual(safe(32));
  expect(faults(32, 'classic')).toEqual(classic(32));
});
