import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ENGINE_VERSION } from '../../engine/simulation.js';
import { withRound } from '../../server/clusters/batches.js';
import { noteFailure } from '../../server/clusters/failures.js';
import { Gathering } from '../../server/clusters/gathering.js';
import { cellsOf, emptyPlan, type Plan, readPlanned } from '../../server/clusters/plan.js';
import { smallExperiment } from '../experiments/small-experiment.js';
import { temporaryFolders } from '../runs/temporary-folder.js';
import { plan, planAgain } from './planned-sweep.js';

const freshFolder = temporaryFolders();
const POINTS = 7;
const experiment = smallExperiment({
  blockSizes: Array.from({ length: POINTS }, (_, place) => (place + 1) * 1e5),
  replications: { kind: 'fixed', count: 9 },
});

describe('a plan', () => {
  it('has every replication in one batch, and enough seconds in each batch except the last', () => {
    const cell = fc.record({ point: fc.nat(POINTS - 1), replication: fc.nat(8) });
    const cells = fc.uniqueArray(cell, {
      selector: ({ point, replication }) => `${point}/${replication}`,
      minLength: 1,
    });
    fc.assert(
      fc.property(cells, fc.double({ min: 0.01, max: 5, noNaN: true }), (wanted, enough) => {
        const { batches, points } = withRound(emptyPlan(experiment), 1, { cells: wanted, alone: [] }, enough);
        expect(batches.flatMap(cellsOf)).toEqual(wanted);
        for (const batch of batches.slice(0, -1)) {
          const seconds = cellsOf(batch).map(({ point }) => points[point].seconds);
          expect(seconds.reduce((sum, second) => sum + second)).toBeGreaterThanOrEqual(enough);
          expect(seconds.slice(0, -1).reduce((sum, second) => sum + second, 0)).toBeLessThan(enough);
        }
      }),
      { seed: 20, numRuns: 200 },
    );
  });

  it('continues the numbers of batches in a later round', () => {
    const cells = [{ point: 0, replication: 0 }];
    const first = withRound(emptyPlan(experiment), 1, { cells, alone: cells }, 60);
    const second = withRound(first, 2, { cells: [], alone: cells }, 60);
    expect(second.batches.map(({ batch, round }) => [batch, round])).toEqual([
      [0, 1],
      [1, 1],
      [2, 2],
    ]);
    expect(second.batches.slice(0, 2)).toEqual(first.batches);
  });

  it('adds replications in advance where their number depends on the results, up to the most allowed', async () => {
    const most = 13;
    const until = smallExperiment({
      replications: {
        kind: 'until',
        confidence: 0.95,
        statistic: { kind: 'statistic', statistic: 'mean', metric: 'primary.blockTime' },
        tolerance: 1e-9,
        most,
      },
    });
    const folder = await freshFolder();
    const planned = await plan(until, folder, 60);
    const replications = planned.batches.flatMap(cellsOf).map(({ replication }) => replication);
    expect(Math.max(...replications)).toBeLessThan(most);
    expect(new Set(replications).size).toBeGreaterThanOrEqual(5);
    // All replications that are needed have failed for good, so later ones would not count.
    const failed = { kind: 'failed', message: 'a block came twice.', batch: 0, host: 'node7', log: 'a.log' } as const;
    const gathering = new Gathering(until, folder);
    for (const place of gathering.missing) await noteFailure(folder, gathering.nameOf(place), { ...failed, ...place });
    expect((await planAgain(until, folder)).batches).toEqual(planned.batches);
  });

  it('starts again where its folder now holds another experiment', async () => {
    const folder = await freshFolder();
    await plan(experiment, folder, 0.2);
    const changed = smallExperiment({ blockSizes: [1e5, 2e5], replications: { kind: 'fixed', count: 1 } });
    const planned = await plan(changed, folder, 1000);
    expect(planned).toMatchObject({ points: { length: 2 }, batches: [{ batch: 0, round: 1 }] });
    expect((await readPlanned(folder)).plan).toEqual(planned);
  });

  it('records what must not change, and can be read back', async () => {
    const folder = await freshFolder();
    const planned = await plan(experiment, folder, 0.2);
    const read = await readPlanned(folder);
    expect(read.plan).toEqual(planned);
    expect(read.experiment).toEqual(experiment);
    expect(planned).toMatchObject({ engineVersion: ENGINE_VERSION, points: { length: POINTS } });
    expect(planned.points[0]).toMatchObject({ values: '100000B', seed: experiment.points[0].scenario.seed });
    expect((await planAgain(experiment, folder)).batches.slice(0, planned.batches.length)).toEqual(planned.batches);
  });
});

describe('a plan that was changed', () => {
  const changes: [what: string, change: (plan: Plan) => unknown, code: string, message: string][] = [
    [
      'another engine',
      (it) => ({ ...it, engineVersion: '0.0.1' }),
      'plan/other-version',
      'with engine 0.0.1; this one',
    ],
    ['another experiment', (it) => ({ ...it, experimentHash: 'a'.repeat(64) }), 'plan/damaged', 'another experiment'],
    ['no points', (it) => ({ ...it, points: [] }), 'plan/damaged', 'it has 0 points and not 7'],
    [
      'batches in another order',
      (it) => ({ ...it, batches: [...it.batches].reverse() }),
      'plan/damaged',
      'batch 0 is called',
    ],
    [
      'a point that does not exist',
      (it) => withCells(it, [{ replication: 0, first: 6, last: 7 }]),
      'plan/damaged',
      'the experiment does not have',
    ],
    [
      'a replication that does not exist',
      (it) => withCells(it, [{ replication: 9, first: 0, last: 0 }]),
      'plan/damaged',
      'the experiment does not have',
    ],
    [
      'a reversed range',
      (it) => withCells(it, [{ replication: 0, first: 3, last: 2 }]),
      'plan/damaged',
      'the experiment does not have',
    ],
    [
      'infinite work',
      (it) =>
        withCells(
          it,
          Array.from({ length: 20_000 }, () => ({ replication: 0, first: 0, last: 6 })),
        ),
      'plan/damaged',
      'more than 100000 replications',
    ],
    ['a name of a file', (it) => ({ ...it, output: '../elsewhere' }), 'plan/damaged', '`output`: nothing was expected'],
    [
      'an invalid number',
      (it) => ({ ...it, batches: [{ ...it.batches[0], seconds: 'many' }] }),
      'plan/damaged',
      'batches.0.seconds',
    ],
  ];

  function withCells(it: Plan, cells: Plan['batches'][number]['cells']): Plan {
    return { ...it, batches: [{ ...it.batches[0], cells }] };
  }

  it.each(changes)('is refused: %s', async (_, change, code, message) => {
    const folder = await freshFolder();
    const planned = await plan(experiment, folder, 1);
    writeFileSync(join(folder, 'plan.json'), JSON.stringify(change(planned)));
    await expect(readPlanned(folder)).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
  });

  it('is refused if it is not JSON, and if it is missing', async () => {
    const folder = await freshFolder();
    await expect(readPlanned(folder)).rejects.toMatchObject({ code: 'plan/missing' });
    await plan(experiment, folder, 1);
    writeFileSync(join(folder, 'plan.json'), readFileSync(join(folder, 'plan.json'), 'utf8').slice(0, 100));
    await expect(readPlanned(folder)).rejects.toMatchObject({ code: 'plan/damaged' });
  });
});
