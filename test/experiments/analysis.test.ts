import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { conclude, type ExperimentSummary, sweepCells } from '../../server/experiments/index.js';
import { temporaryFolders } from '../runs/temporary-folder.js';
import { duckDbWith } from './duckdb.js';
import { smallExperiment } from './small-experiment.js';

const freshFolder = temporaryFolders();

/** The SQL code blocks of the page, in order. */
const QUERIES = [...readFileSync('docs/analysis.md', 'utf8').matchAll(/```sql\n([\s\S]*?)```/g)].map(([, sql]) => sql);

/** Results of the queries on one small experiment, with its property instead of the page's. */
let results: Record<string, unknown>[][] = [];
let summary: ExperimentSummary;

beforeAll(async () => {
  const experiment = smallExperiment({ seconds: 120 });
  const folder = await freshFolder();
  const bundle = pathToFileURL(resolve('dist/cell-worker.cjs'));
  const { replications } = await sweepCells(experiment, { folder, jobs: 2, bundle });
  summary = await conclude(experiment, folder, replications);
  const query = await duckDbWith(folder, 'results.parquet', 'replications.parquet');
  results = QUERIES.map((sql) => query(sql.replaceAll('topology.bandwidth.mean', 'primary.blockSize')));
});

describe('docs/analysis.md', () => {
  it('contains queries, and DuckDB answers each', () => {
    expect(QUERIES.length).toBeGreaterThanOrEqual(4);
    for (const [index, rows] of results.entries()) expect(rows.length, QUERIES[index]).toBeGreaterThan(0);
  });

  it('shows the columns that the table has', () => {
    expect(results[0].map(({ column_name: name, column_type: type }) => `${name} ${type}`)).toEqual([
      'point INTEGER',
      'primary.blockSize DOUBLE',
      'replication INTEGER',
      'block INTEGER',
      'nodeQuantile DOUBLE',
      'phase VARCHAR',
      'seconds DOUBLE',
    ]);
  });

  it('gives the box plots of summary.json, which are within 0.05 % of the exact quantiles', () => {
    expect(results[2].length).toBe(2 * 6);
    for (const { point, phase, samples, box } of results[2]) {
      const family = phase === 'normal' || phase === 'switch' ? 'blockTime' : 'delay';
      const metric = summary.points[Number(point)].metrics[`${family}.${phase}`];
      const { p5, p25, median, p75, p95 } = metric.box;
      expect(Number(samples)).toBe(metric.samples);
      const exact = Array.from(box as Iterable<number>);
      [p5, p25, median, p75, p95].forEach((kept, i) => {
        expect(Math.abs(Number(kept) - exact[i])).toBeLessThanOrEqual(0.0005 * exact[i]);
      });
    }
  });

  it('gives phases whose sum is no less than each, at both points', () => {
    const phases = new Set(results[1].map(({ phase }) => phase));
    expect(phases).toEqual(new Set(['agreement', 'propagation', 'update']));
    expect(new Set(results[1].map((row) => row['primary.blockSize'])).size).toBe(2);
    for (const { mean, low, high } of results[1]) {
      expect(Number(low)).toBeLessThanOrEqual(Number(mean));
      expect(Number(high)).toBeGreaterThanOrEqual(Number(mean));
    }
  });

  it('gives the figures of summary.json from the values of every replication', () => {
    const rows = results.at(-1) ?? [];
    expect(rows.length).toBe(2);
    for (const { point, replications, p95 } of rows) {
      const { replications: n, metrics } = summary.points[Number(point)];
      expect(Number(replications)).toBe(n);
      expect(Number(p95)).toBeCloseTo(metrics['primary.blockTime'].p95.value ?? Number.NaN, 9);
    }
  });
});
