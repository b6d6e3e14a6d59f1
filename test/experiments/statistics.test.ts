import { describe, expect, it } from 'vitest';
import { compare } from '../../server/experiments/statistics/comparison.js';
import { estimate } from '../../server/experiments/statistics/interval.js';
import { isPreciseEnough, shareUnseen } from '../../server/experiments/statistics/sequential.js';
import { flatness, trend } from '../../server/experiments/statistics/trend.js';
import { allOf, anyOf, opposite } from '../../server/experiments/statistics/verdict.js';

const TEN = [9.8, 10.4, 10.1, 9.7, 10.2, 10.0, 9.9, 10.3, 9.6, 10.0];

describe('the interval of a mean', () => {
  it("is Student's where values are symmetric: 10 ± 2.262157 · 0.258199 / √10 for these ten, with t of nine degrees of freedom", () => {
    const { n, mean, low, high } = estimate(TEN);
    expect(n).toBe(10);
    expect(mean).toBeCloseTo(10, 12);
    expect(low).toBeCloseTo(9.815296, 5);
    expect(high).toBeCloseTo(10.184704, 5);
  });

  it('has no ends with one replication, and no middle with none', () => {
    expect(estimate([1])).toMatchObject({ n: 1, low: -Infinity, high: Infinity });
    expect(estimate([]).mean).toBeNaN();
  });

  it('has no width where all replications agree, except for rounding', () => {
    expect(estimate([3, 3, 3])).toMatchObject({ low: 3, high: 3 });
    const { mean, low, high } = estimate([0.3, 0.1 + 0.2, 0.3]);
    expect([low, high]).toEqual([mean, mean]);
  });

  it('reaches farther towards the longer tail, and is mirrored with its values', () => {
    const skewed = [1, 1.1, 1.2, 1.3, 4];
    const { mean, low, high } = estimate(skewed);
    expect(high - mean).toBeGreaterThan(1.5 * (mean - low));
    const turned = estimate(skewed.map((value) => -value));
    expect([turned.low, turned.high]).toEqual([expect.closeTo(-high, 12), expect.closeTo(-low, 12)]);
  });

  it('reaches farther by the skewness term in the expansion of Student, and elsewhere as far as that of Student', () => {
    const values = [0.2, 0.5, 0.9, 1.6, 3.1, 0.4];
    const n = values.length;
    const mean = values.reduce((sum, value) => sum + value, 0) / n;
    const moment = (power: number) => values.reduce((sum, value) => sum + (value - mean) ** power, 0) / n;
    const skewness = ((Math.sqrt(n * (n - 1)) / (n - 2)) * moment(3)) / moment(2) ** 1.5;
    const error = Math.sqrt(moment(2) / (n - 1));
    // Student's 97.5 % quantile with five degrees of freedom.
    const student = 2.570582;
    const { low, high } = estimate(values);
    expect(low).toBeCloseTo(mean - student * error, 5);
    expect(high).toBeCloseTo(mean + (student + (skewness * (1 + 2 * student ** 2)) / (6 * Math.sqrt(n))) * error, 5);
  });
});

describe('the stopping rule', () => {
  const rule = { confidence: 0.95, tolerance: 0.02 };

  it('never stops before five replications', () => {
    expect(isPreciseEnough([1, 1.001, 1, 1.001], rule)).toBe(false);
    expect(isPreciseEnough([1, 1.001, 1, 1.001, 1], rule)).toBe(true);
  });

  it('stops where the interval reaches no farther than tolerance / (1 + tolerance) of the mean', () => {
    // Half the interval is 0.184704.
    expect(isPreciseEnough(TEN, { confidence: 0.95, tolerance: 0.0189 })).toBe(true);
    expect(isPreciseEnough(TEN, { confidence: 0.95, tolerance: 0.0186 })).toBe(false);
  });

  it('accepts no sample without spread as precise before rare values would have appeared: the rule of three', () => {
    const ones = (n: number) => new Array<number>(n).fill(1);
    expect(isPreciseEnough(ones(5), { confidence: 0.95, tolerance: 0.25 })).toBe(false);
    expect(isPreciseEnough(ones(13), { confidence: 0.95, tolerance: 0.25 })).toBe(false);
    expect(isPreciseEnough(ones(14), { confidence: 0.95, tolerance: 0.25 })).toBe(true);
    expect(isPreciseEnough(new Array<number>(1000).fill(0), { confidence: 0.95, tolerance: 0.25 })).toBe(false);
    expect(shareUnseen(100, 0.95)).toBeCloseTo(3 / 100, 3);
    // The probability of seeing none in n, at that share, is 1 - confidence.
    expect((1 - shareUnseen(14, 0.95)) ** 14).toBeCloseTo(0.05, 12);
  });
});

describe('a condition at a point', () => {
  const around = (centre: number) => TEN.map((value) => value - 10 + centre);

  it('passes, fails, or is undecided where the interval contains the bound', () => {
    expect(compare(around(-1), '<', 1).outcome).toBe('passed');
    expect(compare(around(1), '<', 1).outcome).toBe('failed');
    expect(compare(around(0.1), '<', 1).outcome).toBe('undecided');
    expect(compare(around(1), '>=', 1).outcome).toBe('passed');
    expect(compare(around(1), '!=', 1).outcome).toBe('passed');
    expect(compare(around(1), '==', 1).outcome).toBe('failed');
    expect(compare([0, 0], '==', 1).outcome).toBe('passed');
  });

  it('is decided where nothing varies and all replications agree', () => {
    const outcomes = (['<', '<=', '>', '>=', '==', '!='] as const).map((op) => compare([0, 0, 0], op, 3).outcome);
    expect(outcomes).toEqual(['failed', 'passed', 'failed', 'passed', 'passed', 'failed']);
  });

  it('needs more evidence to fail where many points could fail it by chance', () => {
    const barely = around(0.2);
    expect(compare(barely, '<=', 1).outcome).toBe('failed');
    expect(compare(barely, '<=', 20).outcome).toBe('undecided');
  });
});

describe('a trend', () => {
  /**
   * Deviations that all points share. Paired differences only show the effect of the varied property, although the
   * deviations are larger.
   */
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
    );
    expect(slope.estimate.mean).toBeCloseTo((2.5 + 2) / 2, 12);
  });

  it('passes if it goes in the expected direction, decided from pairs', () => {
    expect(trend([at(1), at(2), at(3)], 1).outcome).toBe('passed');
    expect(trend([at(3), at(2), at(1)], -1).outcome).toBe('passed');
  });

  it('would not be found without pairing', () => {
    const shuffled = [...at(2)].reverse();
    expect(trend([at(1), shuffled], 1).outcome).toBe('undecided');
  });

  it('fails where one step goes in the other direction, and names it', () => {
    const { outcome, steps } = trend([at(1), at(3), at(2)], 1);
    expect(outcome).toBe('failed');
    expect(steps.map((step) => step.outcome)).toEqual(['passed', 'failed']);
  });

  it('passes if it levels off: neither an insignificant step nor a zero step fails it', () => {
    const wobble = at(2).map((value, i) => value + noise[(i + 1) % noise.length]);
    const { outcome, steps } = trend([at(1), at(2), wobble, wobble], 1);
    expect(outcome).toBe('passed');
    expect(steps.map((step) => step.outcome)).toEqual(['passed', 'undecided', 'passed']);
  });

  it('fails in both directions where nothing changes at all, and is flat', () => {
    const level = [at(1), at(1), at(1)];
    expect([trend(level, 1), trend(level, -1)].map(({ outcome }) => outcome)).toEqual(['failed', 'failed']);
    expect(trend(level, 1).slope.estimate).toMatchObject({ mean: 0, low: 0, high: 0 });
    expect(flatness(level, 0).outcome).toBe('passed');
  });

  it('takes no rounding error for a change', () => {
    const a = [0.3, 0.3, 0.3, 0.3];
    const b = a.map(() => 0.1 + 0.2);
    const residues = [a, b, a.map(() => 0.3 - 2 ** -54), b];
    for (const sign of [1, -1] as const) {
      const { outcome, slope, steps } = trend(residues, sign);
      expect([outcome, slope.estimate.mean]).toEqual(['failed', 0]);
      expect(steps.map((step) => step.outcome)).toEqual(['passed', 'passed', 'passed']);
    }
    expect(flatness(residues, 0).outcome).toBe('passed');
  });

  it('fails where it goes in the other direction as a whole', () => {
    expect(trend([at(3), at(2), at(1)], 1).outcome).toBe('failed');
  });

  it('is undecided if it cannot be distinguished from zero', () => {
    const other = at(1).map((value, i) => value + noise[(i + 1) % noise.length]);
    expect(trend([at(1), other], 1).outcome).toBe('undecided');
  });

  it('compares the replications that both points have', () => {
    expect(trend([at(1), at(2).slice(0, 5)], 1).steps[0].estimate.n).toBe(5);
  });
});

describe('flatness', () => {
  const at = (level: number) => [0.99, 1, 1.01, 1, 0.995, 1.005].map((value) => value * level);

  it('passes where every point is within the tolerance of the mean over points', () => {
    expect(flatness([at(1), at(1.05), at(0.95)], 0.1).outcome).toBe('passed');
  });

  it('fails where a point is outside, and says by how much', () => {
    const { outcome, steps } = flatness([at(1), at(2)], 0.1);
    expect(outcome).toBe('failed');
    expect(steps.map((step) => step.estimate.mean)).toEqual([expect.closeTo(-1 / 3, 6), expect.closeTo(1 / 3, 6)]);
  });

  it('passes where the deviation equals the tolerance despite rounding, and where all values are zero', () => {
    expect(flatness([at(1.1), at(0.9)], 0.1).outcome).toBe('passed');
    const { outcome, steps } = flatness([at(0), at(0)], 0.1);
    expect(outcome).toBe('passed');
    expect(steps[0].estimate).toMatchObject({ mean: 0, low: 0, high: 0 });
  });

  it('is undecided where intervals cross the tolerance: not finding a difference does not show flatness', () => {
    const wild = [0.2, 1.9, 0.4, 1.6, 0.7, 1.2];
    expect(flatness([wild, [...wild].reverse()], 0.1).outcome).toBe('undecided');
  });
});

describe('verdicts combine', () => {
  it('as logic with three values', () => {
    expect(allOf(['passed', 'undecided'])).toBe('undecided');
    expect(allOf(['failed', 'undecided'])).toBe('failed');
    expect(anyOf(['passed', 'undecided'])).toBe('passed');
    expect(anyOf(['failed', 'undecided'])).toBe('undecided');
    expect(opposite('undecided')).toBe('undecided');
    expect(opposite('passed')).toBe('failed');
  });
});
