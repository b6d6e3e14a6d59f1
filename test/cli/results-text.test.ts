import { describe, expect, it } from 'vitest';
import { boxStatistics } from '../../engine/measurement/box.js';
import type { Violation } from '../../engine/model/invariants.js';
import { type Results, recordingOf } from '../../engine/model/results.js';
import { axisFor, boxPlotText } from '../../server/cli/results/box-plot-text.js';
import { stackedLengths } from '../../server/cli/results/delay-text.js';
import { resultsText } from '../../server/cli/results/results-text.js';
import { summaryOf } from '../../server/runs/summary.js';
import { runFigures } from '../../server/view/run-figures.js';
import { baselineScenario, syntheticResults } from '../view/synthetic-results.js';
import { plainOutput } from './plain-output.js';

const scenario = baselineScenario({ seconds: 600 });
const results = syntheticResults(scenario);

/** Results as printed on a terminal of this width. */
function shown(results: Results, width?: number, wallSeconds = 1): string {
  const recording = recordingOf(results);
  const summary = summaryOf(recording, scenario);
  return resultsText(runFigures(recording, scenario), summary, scenario, wallSeconds, plainOutput(width));
}

describe('results on a terminal', () => {
  it.each([60, 80, 100])('fit into %d columns', (width) => {
    const lines = shown(results, width).split('\n');
    const widest = Math.max(...lines.map((line) => line.length));
    expect(widest).toBeLessThanOrEqual(Math.max(width, 90));
  });

  it('show delays by phase, block times, throughput and traffic, in this order', () => {
    const text = shown(results);
    const titles = ['Baseline', 'Management delays by phase', 'Block times', 'Primary', 'Traffic'];
    const places = titles.map((title) => text.indexOf(title));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBeGreaterThanOrEqual(0);
  });

  it('draw the phases one after another, and not beyond the total', () => {
    const lines = shown(results).split('\n');
    const bar = (name: string) => lines.find((line) => line.startsWith(`  ${name} `)) ?? '';
    expect(bar('propagation').search(/▓/)).toBe(bar('agreement').lastIndexOf('█') + 1);
    expect(bar('update').search(/░/)).toBe(bar('propagation').lastIndexOf('▓') + 1);
    expect(bar('update').length).toBeLessThanOrEqual(bar('total').length);
    expect(bar('update').length).toBeGreaterThan(0.9 * bar('total').length);
  });

  it.each([
    [[1, 1, 2], 8, [2, 2, 4]],
    [[100, 1, 100], 10, [4, 1, 5]],
    [[0, 3, 0], 10, [0, 10, 0]],
    [[0, 0, 0], 10, [0, 0, 0]],
  ])('give phases of %j in %d characters the lengths %j', (values, width, lengths) => {
    expect(stackedLengths(values, width)).toEqual(lengths);
  });

  it('show violated invariants, with the events that led to each', () => {
    const violation: Violation = {
      kind: 'agreement',
      message: 'Oslo 4 and Oslo 1 committed different blocks 7',
      time: 75,
      chain: 'primary',
      nodes: [1, 4],
      heights: [7],
      because: [{ time: 72, text: 'Oslo 4 committed block 7' }],
    };
    const text = shown({ ...results, violations: Array(7).fill(violation) });
    expect(text).toContain(
      '  agreement, at 1 min 15 s: Oslo 4 and Oslo 1 committed different blocks 7\n    1 min 12 s  Oslo 4',
    );
    expect(text).toContain('  and 2 more, in summary.json');
    expect(text).not.toContain('not kept');
    expect(shown({ ...results, violations: [{ ...violation, more: 11 }] })).toContain(
      '  and 11 more that are not kept',
    );
    expect(shown(results)).not.toContain('Violated');
  });

  it('count failures, one or several', () => {
    const failed = (count: number) =>
      shown({ ...results, counters: { ...results.counters, 'management.intervalsMissed': count } });
    expect(failed(1)).toContain('  1 configuration block interval ended without a decision');
    expect(failed(2)).toContain('  2 configuration block intervals ended without a decision');
  });

  it('say so where nothing was measured', () => {
    const empty = syntheticResults(baselineScenario({ seconds: 0.1 }));
    const text = shown({ ...empty, complete: false }, undefined, 0);
    expect(text).toContain('No configuration block was applied in the measured time.');
    expect(text).toContain('Fewer than two blocks were committed in the measured time.');
    expect(text).not.toMatch(/NaN|undefined|null|Infinity/);
  });
});

describe('a box plot in one line', () => {
  const drawn = (values: number[], width = 21) => {
    const box = boxStatistics([Float64Array.from(values)]);
    return boxPlotText(box, axisFor([box], width));
  };

  it('has whiskers, a box, the median and the mean', () => {
    expect(drawn([0, 5, 10, 15, 20, 0, 5, 10, 15, 20])).toBe('├────╢▒▒▒▒┃▒▒▒▒╟────┤');
    expect(drawn([0, 4, 5, 6, 20, 19, 18, 0])).toContain('◆');
  });

  it('marks outliers, and those beyond the axis', () => {
    const values = [13, 13.5, 14, 14, 14, 14.5, 15, 16];
    expect(drawn([...values, 17.4], 40)).toMatch(/┤ +∘$/);
    expect(drawn([...values, 19], 40)).toMatch(/┤ +›$/);
    expect(drawn([...values, 8], 40)).toMatch(/^‹ +├/);
  });

  it('of equal values is one mark', () => {
    expect(drawn([3, 3, 3]).trim()).toBe('┃');
  });
});

it('equal values are in the middle of an axis of their magnitude', () => {
  const axis = axisFor([boxStatistics([Float64Array.of(0.4)])], 41);
  expect(axis.from).toBeCloseTo(0.36, 9);
  expect(axis.to).toBeCloseTo(0.44, 9);
});
