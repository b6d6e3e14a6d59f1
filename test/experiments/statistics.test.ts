import seedrandom from 'seedrandom';
import { describe, expect, it } from 'vitest';
import { bootstrapInterval, expandedTail } from '../../server/experiments/statistics/bootstrap.js';
import { compare } from '../../server/experiments/statistics/comparison.js';
import { estimate } from '../../server/experiments/statistics/interval.js';
import { isPreciseEnough } from '../../server/experiments/statistics/sequential.js';
import { flatness, trend } from '../../server/experiments/statistics/trend.js';
import { all, any, opposite } from '../../server/experiments/statistics/verdict.js';

const TEN = [9.8, 10.4, 10.1, 9.7, 10.2, 10.0, 9.9, 10.3, 9.6, 10.0];

/** Draws of a standard normal distribution, by Box and Muller. */
function normals(name: string): () => number {
  const random = seedrandom(name);
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

describe('the interval of a mean', () => {
  it("is Student's: 10 ± 2.262157 · 0.258199 / √10 for these ten, with t of nine degrees of freedom", () => {
    const { n, mean, low, high } = estimate(TEN, 'student');
    expect(n).toBe(10);
    expect(mean).toBeCloseTo(10, 12);
    expect(low).toBeCloseTo(9.815296, 5);
    expect(high).toBeCloseTo(10.184704, 5);
  });

  it('has no ends where there is one replication, and for a bootstrap where there are fewer than five', () => {
    expect(estimate([1], 'student')).toMatchObject({ n: 1, low: -Infinity, high: Infinity });
    expect(estimate([1, 2, 3, 4], 'bootstrap')).toMatchObject({ n: 4, low: -Infinity, high: Infinity });
    expect(estimate([], 'student').mean).toBeNaN();
  });

  it('has no width where all replications agree', () => {
    expect(estimate([3, 3, 3], 'student')).toMatchObject({ low: 3, high: 3 });
  });

  it.each(['student', 'bootstrap'] as const)('covers the true mean about 95 times in 100: %s', (method) => {
    const draw = normals(`coverage ${method}`);
    const samples = 400;
    let covered = 0;
    for (let sample = 0; sample < samples; sample++) {
      const values = Array.from({ length: 10 }, () => 5 + draw());
      const { low, high } = estimate(values, method);
      if (low <= 5 && 5 <= high) covered++;
    }
    expect(covered / samples).toBeGreaterThan(0.92);
    expect(covered / samples).toBeLessThan(0.98);
  });
});

describe('the bootstrap', () => {
  it('gives equal values equal intervals', () => {
    expect(bootstrapInterval(TEN, 0.95)).toEqual(bootstrapInterval([...TEN], 0.95));
  });

  it('cuts less off the ends than 2.5 % where there are few values, and nearly that where there are many', () => {
    expect(expandedTail(10, 0.95)).toBeCloseTo(0.00855, 4);
    expect(expandedTail(10_000, 0.95)).toBeCloseTo(0.025, 4);
  });
});

describe('the stopping rule', () => {
  const rule = { confidence: 0.95, tolerance: 0.02 };

  it('never stops before five replications', () => {
    expect(isPreciseEnough([1, 1, 1, 1], rule, 'student')).toBe(false);
    expect(isPreciseEnough([1, 1, 1, 1, 1], rule, 'student')).toBe(true);
  });

  it('stops where half the interval is within tolerance / (1 + tolerance) of the mean', () => {
    // Half the interval is 0.184704.
    expect(isPreciseEnough(TEN, { confidence: 0.95, tolerance: 0.0189 }, 'student')).toBe(true);
    expect(isPreciseEnough(TEN, { confidence: 0.95, tolerance: 0.0186 }, 'student')).toBe(false);
  });
});

describe('a condition at a point', () => {
  const around = (centre: number) => TEN.map((value) => value - 10 + centre);

  it('passes, fails, or is undecided where the interval reaches across', () => {
    expect(compare(around(-1), '<', 'student', 1).outcome).toBe('passed');
    expect(compare(around(1), '<', 'student', 1).outcome).toBe('failed');
    expect(compare(around(0.1), '<', 'student', 1).outcome).toBe('undecided');
    expect(compare(around(1), '>=', 'student', 1).outcome).toBe('passed');
    expect(compare(around(1), '!=', 'student', 1).outcome).toBe('passed');
    expect(compare(around(1), '==', 'student', 1).outcome).toBe('failed');
    expect(compare([0, 0], '==', 'student', 1).outcome).toBe('passed');
  });

  it('needs more to fail where many places could fail it by bad luck', () => {
    const barely = around(0.2);
    expect(compare(barely, '<=', 'student', 1).outcome).toBe('failed');
    expect(compare(barely, '<=', 'student', 20).outcome).toBe('undecided');
  });
});

describe('a trend', () => {
  /** The same luck at every point: pairs differ by what varies, though the luck is larger than that. */
  const luck = [0, 5, -4, 3, -6, 7];
  const noise = [0.01, -0.02, 0.015, 0, -0.01, 0.02];
  const at = (level: number) => luck.map((value, i) => level + value + noise[(i + level) % noise.length]);

  it('has the slope of the least-squares line, mean over replications', () => {
    const { slope } = trend(
      [
        [1, 2],
        [2, 4],
        [6, 6],
      ],
      1,
      'student',
    );
    expect(slope.estimate.mean).toBeCloseTo((2.5 + 2) / 2, 12);
  });

  it('passes where it goes its way, told from pairs', () => {
    expect(trend([at(1), at(2), at(3)], 1, 'student').outcome).toBe('passed');
    expect(trend([at(3), at(2), at(1)], -1, 'student').outcome).toBe('passed');
  });

  it('would not be seen without pairing', () => {
    const shuffled = [...at(2)].reverse();
    expect(trend([at(1), shuffled], 1, 'student').outcome).toBe('undecided');
  });

  it('fails where one step goes the other way, and says which', () => {
    const { outcome, steps } = trend([at(1), at(3), at(2)], 1, 'student');
    expect(outcome).toBe('failed');
    expect(steps.map((step) => step.outcome)).toEqual(['passed', 'failed']);
  });

  it('passes where it levels off, and says that this step shows nothing', () => {
    const { outcome, steps } = trend([at(1), at(2), at(2)], 1, 'student');
    expect(outcome).toBe('passed');
    expect(steps.map((step) => step.outcome)).toEqual(['passed', 'undecided']);
  });

  it('fails where it goes the other way altogether', () => {
    expect(trend([at(3), at(2), at(1)], 1, 'student').outcome).toBe('failed');
  });

  it('is undecided where it cannot be told from none', () => {
    expect(trend([at(1), at(1), at(1)], 1, 'student').outcome).toBe('undecided');
  });

  it('compares the replications that both points have', () => {
    expect(trend([at(1), at(2).slice(0, 5)], 1, 'student').steps[0].estimate.n).toBe(5);
  });
});

describe('flatness', () => {
  const at = (level: number) => [0.99, 1, 1.01, 1, 0.995, 1.005].map((value) => value * level);

  it('passes where every point is within the tolerance of the mean over points', () => {
    expect(flatness([at(1), at(1.05), at(0.95)], 0.1, 'student').outcome).toBe('passed');
  });

  it('fails where a point is outside, by how much it says', () => {
    const { outcome, steps } = flatness([at(1), at(2)], 0.1, 'student');
    expect(outcome).toBe('failed');
    expect(steps.map((step) => step.estimate.mean)).toEqual([expect.closeTo(-1 / 3, 6), expect.closeTo(1 / 3, 6)]);
  });

  it('is undecided where intervals reach across the tolerance: no difference found is not flatness shown', () => {
    const wild = [0.2, 1.9, 0.4, 1.6, 0.7, 1.2];
    expect(flatness([wild, [...wild].reverse()], 0.1, 'student').outcome).toBe('undecided');
  });
});

describe('verdicts combine', () => {
  it('as logic with three values', () => {
    expect(all(['passed', 'undecided'])).toBe('undecided');
    expect(all(['failed', 'undecided'])).toBe('failed');
    expect(any(['passed', 'undecided'])).toBe('passed');
    expect(any(['failed', 'undecided'])).toBe('undecided');
    expect(opposite('undecided')).toBe('undecided');
    expect(opposite('passed')).toBe('failed');
  });
});
