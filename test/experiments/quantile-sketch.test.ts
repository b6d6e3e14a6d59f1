import fc from 'fast-check';
import seedrandom from 'seedrandom';
import { describe, expect, it } from 'vitest';
import { ascending, quantile } from '../../engine/measurement/quantile.js';
import { QuantileSketch, SKETCH_ERROR } from '../../server/experiments/statistics/quantile-sketch.js';

const SHARES = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1];

/** Samples of times, sizes or counts. */
const samples = fc.array(fc.oneof(fc.double({ min: 1e-9, max: 1e12, noNaN: true }), fc.constant(0)), {
  minLength: 1,
  maxLength: 300,
});

function exact(values: readonly number[]): number[] {
  const sorted = ascending(Float64Array.from(values));
  return SHARES.map((share) => quantile(sorted, share));
}

describe('a sketch of a sample', () => {
  it('has every quantile within the error that it states, of any sample', () => {
    fc.assert(
      fc.property(samples, (values) => {
        const sketched = new QuantileSketch().add(values).quantiles(SHARES);
        exact(values).forEach((value, i) => {
          expect(Math.abs(sketched[i] - value)).toBeLessThanOrEqual(SKETCH_ERROR * value * (1 + 1e-12));
        });
      }),
      { seed: 20261130 },
    );
  });

  it('states an error of 0.05 %', () => {
    expect(SKETCH_ERROR).toBeLessThan(0.0005);
  });

  it('is exact for zero and for whole numbers up to 2048, of either sign', () => {
    const counts = Array.from({ length: 2049 }, (_, count) => count);
    const sketch = (values: number[]) => new QuantileSketch().add(values);
    for (const count of counts) expect(sketch([count]).quantiles([0.5])).toEqual([count]);
    expect(sketch(counts).quantiles(SHARES)).toEqual(exact(counts));
    const negative = counts.map((count) => -count);
    expect(sketch(negative).quantiles([0, 1])).toEqual([-2048, 0]);
  });

  it('of parts, adds up to that of the whole, in any order', () => {
    fc.assert(
      fc.property(samples, samples, (a, b) => {
        const [first, second] = [a, b].map((values) => new QuantileSketch().add(values).written());
        const whole = new QuantileSketch().add([...a, ...b]);
        expect(new QuantileSketch().merge(first).merge(second).written()).toEqual(whole.written());
        expect(new QuantileSketch().merge(second).merge(first).written()).toEqual(whole.written());
        expect(whole.size).toBe(a.length + b.length);
      }),
      { seed: 20261130 },
    );
  });

  it('leaves NaN out, and has no quantiles without values', () => {
    const sketch = new QuantileSketch().add([Number.NaN]);
    expect(sketch.size).toBe(0);
    expect(sketch.quantiles([0, 0.5])).toEqual([Number.NaN, Number.NaN]);
  });

  it('does not grow with the number of values, only with their range', () => {
    const random = seedrandom('range');
    const sketch = new QuantileSketch();
    for (let i = 0; i < 200_000; i++) sketch.add([0.25 + 0.75 * random()]);
    const binsOfAnOctave = 1024;
    expect(sketch.written().length / 2).toBeLessThanOrEqual(2 * binsOfAnOctave + 1);
  });
});
