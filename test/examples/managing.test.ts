import { join } from 'node:path';
import { URI } from 'langium';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Experiment } from '../../engine/model/experiment.js';
import { prepare, Simulation } from '../../engine/simulation.js';
import { createNodeLanguage } from '../../language/node.js';
import type { CellSummary } from '../../server/experiments/cell.js';
import { cellOf } from '../../server/experiments/cell.js';
import { Reading } from '../../server/experiments/reading.js';
import { estimate } from '../../server/experiments/statistics/interval.js';

const ROOT = join(import.meta.dirname, '../..');
const language = createNodeLanguage(ROOT);

beforeAll(() => prepare());

/** An experiment whose runs end after this many simulated seconds. */
async function experimentOf(file: string, name: string, duration: number): Promise<Experiment> {
  const loaded = await language.load(URI.file(join(ROOT, 'examples', file)));
  expect(loaded.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const lowered = language.lowerExperiment(loaded, name);
  if (!lowered.ok) throw new Error(lowered.diagnostics.map(({ message }) => message).join('\n'));
  const { experiment } = lowered;
  return {
    ...experiment,
    points: experiment.points.map((point) => ({ ...point, scenario: { ...point.scenario, duration } })),
  };
}

/** The first replications of an experiment: by point, then by replication. */
function simulated({ points }: Experiment, replications: number): CellSummary[][] {
  return points.map(({ scenario }) =>
    Array.from({ length: replications }, (_, replication) => {
      const simulation = new Simulation(scenario, { replication });
      simulation.advance(scenario.duration);
      return cellOf(simulation.results(), { scenario, replication }).summary;
    }),
  );
}

describe('the examples in which managing beats a fixed configuration', () => {
  // As long, and as many replications, as it takes to decide. What happens in the first half of a run, such as a rush,
  // happens in the second half once more.
  it.each([
    ['widen-blocks.twin', 'WhatWideningBuys', 'primary.latency', 'mean', 0.2, 450, 5],
    ['grow-patience.twin', 'OnBadLinks', 'primary.throughput', 'mean', 1.7, 300, 6],
    ['grow-patience.twin', 'OnGoodLinks', 'primary.throughput', 'mean', 1.05, 300, 8],
    ['switch-protocol.twin', 'AgainstTheFastPath', 'primary.latency', 'median', 0.75, 450, 4],
    ['switch-protocol.twin', 'AgainstTheSlowPath', 'primary.blockTime', 'median', 0.8, 450, 4],
  ] as const)(
    '%s, %s: its expectations hold, and %s (%s) is %d times that of a fixed configuration, or better',
    async (file, name, metric, statistic, ratio, duration, replications) => {
      const experiment = await experimentOf(file, name, duration);
      const cells = simulated(experiment, replications);
      const reading = new Reading(experiment);
      cells.forEach((replications, point) => {
        for (const cell of replications) reading.add(point, cell);
      });
      const { expectations } = reading.summary();
      expect(expectations.map(({ text, outcome }) => [text, outcome])).toEqual(
        experiment.expectations.map(({ text }) => [text, 'passed']),
      );
      expect(cells.flat().flatMap(({ violations }) => violations)).toEqual([]);
      // Replications with the same number share their random streams, so the ratio of managing to not managing is
      // paired.
      const [standing, managed] = cells.map((replications) =>
        replications.map(({ metrics }) => metrics[metric][statistic] ?? Number.NaN),
      );
      const { low, high } = estimate(managed.map((value, i) => value - ratio * standing[i]));
      if (ratio < 1) expect(high).toBeLessThan(0);
      else expect(low).toBeGreaterThan(0);
    },
  );

  it.each([
    ['widen-blocks.twin', 'WideningBlocks', 'SmallBlocks'],
    ['grow-patience.twin', 'GrowingPatience', 'Hasty'],
    ['switch-protocol.twin', 'Switching', 'FastPath'],
  ])('%s runs %s beside %s, which it extends by its policy alone', async (file, managed, standing) => {
    const loaded = await language.load(URI.file(join(ROOT, 'examples', file)));
    const [a, b] = [managed, standing].map((name) => {
      const lowered = language.lower(loaded, name);
      if (!lowered.ok) throw new Error(lowered.diagnostics[0].message);
      const { management, ...rest } = lowered.scenario;
      return { ...rest, name: '', management: { ...management, policy: undefined } };
    });
    expect(a).toEqual(b);
  });
});
