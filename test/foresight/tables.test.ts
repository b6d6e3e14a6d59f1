import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { URI } from 'langium';
import { describe, expect, test } from 'vitest';
import { createNodeLanguage } from '../../language/node.js';
import { type Case, COMPARISONS, casesOf, experimentOf } from '../../server/foresight/cases.js';
import type { Figures } from '../../server/foresight/figures.js';
import { withTables } from '../../server/foresight/tables.js';

const PAGE = readFileSync(resolve('docs/twins.md'), 'utf8');

/** Two replications of a case. */
function figures(latencies: readonly number[]): Figures[] {
  return latencies.map((latency) => ({ latency, blockSize: 1e6, proposals: 10, alike: 9, runs: 40 }));
}

describe('the tables on the gains of looking ahead and learning', () => {
  test('have a row for every point that the examples compare', async () => {
    const language = createNodeLanguage(resolve('.'));
    for (const comparison of COMPARISONS) {
      const loaded = await language.load(URI.file(join(resolve('examples'), comparison.file)));
      const lowered = language.lowerExperiment(loaded, comparison.experiment);
      if (!lowered.ok) throw new Error(lowered.diagnostics[0].message);
      const experiment = experimentOf(comparison, lowered.experiment, 2);
      const cases = casesOf(comparison);
      expect(experiment.points.map(({ values }) => values[0].text)).toEqual(comparison.points.map(([value]) => value));
      expect(PAGE).toContain(`| **${comparison.title}** |`);
      for (const { name } of cases) expect(PAGE).toContain(`| ${name} | `);
    }
  });

  test('compare with the first row, and count proposals that would have been the same', () => {
    const [first] = COMPARISONS;
    const cases = ['first', 'looking ahead, `mirrored`'].map((name, i): Case => ({ id: `E-P${i}`, name }));
    const found = new Map([
      ['E-P0', figures([10, 10])],
      ['E-P1', figures([2, 2])],
    ]);
    const page = withTables(PAGE, [{ comparison: first, cases }], found);
    expect(page).toContain('| first | 10.0 | 1.00 | 40 | 1.00 × |');
    expect(page).toContain('| looking ahead, `mirrored` | 2.00 | 1.00 | 40 | 5.00 × |');
    expect(page).toContain('| `P1` | 18 of 20 | 90.0 % |');
    // Text written by people stays.
    expect(page.slice(0, PAGE.indexOf('<!-- Written by'))).toBe(PAGE.slice(0, PAGE.indexOf('<!-- Written by')));
    expect(() => withTables('nothing', [], found)).toThrow('no place for its tables');
  });
});
