import { join } from 'node:path';
import { URI } from 'langium';
import { beforeAll, describe, expect, it } from 'vitest';
import { recordingOf } from '../../engine/model/results.js';
import { prepare, Simulation } from '../../engine/simulation.js';
import { createNodeLanguage } from '../../language/node.js';
import { cellOf } from '../../server/experiments/cell.js';
import { decideRun } from '../../server/experiments/decide-run.js';
import { Reading } from '../../server/experiments/reading.js';
import { summaryOf } from '../../server/runs/summary.js';

const ROOT = join(import.meta.dirname, '../..');
const language = createNodeLanguage(ROOT);

beforeAll(prepare);

/** The outcome of the expectations of an example's scenario, and the part of Byzantine nodes in it. */
async function run(example: string, name: string) {
  const loaded = await language.load(URI.file(join(ROOT, 'examples', `${example}.twin`)));
  const lowered = language.lower(loaded, name);
  if (!lowered.ok) throw new Error(lowered.diagnostics[0].message);
  const { scenario } = lowered;
  const simulation = new Simulation(scenario);
  simulation.advance(scenario.duration);
  const summary = summaryOf(recordingOf(simulation.results()), scenario);
  const decided = language
    .expectations(loaded, name)
    .map(({ expectation }) => decideRun(expectation, summary, scenario));
  return { summary, outcomes: Object.fromEntries(decided.map(({ text, outcome }) => [text, outcome])) };
}

/** The outcome of an example's experiment over all its points and replications. */
async function sweep(example: string, name: string) {
  const loaded = await language.load(URI.file(join(ROOT, 'examples', `${example}.twin`)));
  const lowered = language.lowerExperiment(loaded, name);
  if (!lowered.ok) throw new Error(lowered.diagnostics[0].message);
  const { points, replications } = lowered.experiment;
  const reading = new Reading(lowered.experiment);
  const count = replications.kind === 'fixed' ? replications.count : replications.most;
  for (const [point, { scenario }] of points.entries())
    for (let replication = 0; replication < count; replication++) {
      const simulation = new Simulation(scenario, { replication });
      simulation.advance(scenario.duration);
      reading.add(point, cellOf(simulation.results(), { scenario, replication }).summary);
    }
  return reading.summary().expectations.map(({ text, outcome }) => [text, outcome]);
}

describe('the examples about faults show what their texts claim', () => {
  it.each([
    ['crashes', 'CrashOfF', 3],
    ['crashes', 'CrashOfOneMore', 3],
    ['crashes', 'SplitAndHealed', 3],
    ['byzantine', 'Equivocating', 2],
    ['byzantine', 'Late', 2],
    ['byzantine', 'LargeCommittee', 1],
    ['byzantine', 'SmallCommittee', 2],
  ])('%s: all that %s expects holds', async (example, name, expectations) => {
    const { outcomes } = await run(example, name);
    expect(Object.keys(outcomes)).toHaveLength(expectations);
    expect(new Set(Object.values(outcomes)), JSON.stringify(outcomes)).toEqual(new Set(['passed']));
  });

  it('byzantine: late proposers make the chain crawl under each protocol, and that is decided', async () => {
    expect(await sweep('byzantine', 'LateUnderEachProtocol')).toEqual([
      ['nothing forks', 'passed'],
      ['but it crawls', 'passed'],
    ]);
  });

  it('late proposers make the chain far slower than honest ones, without a single fork', async () => {
    const [honest, late] = await Promise.all([run('byzantine', 'Honest'), run('byzantine', 'Late')]);
    const blockTime = ({ summary }: typeof honest) => summary.metrics['primary.blockTime'].mean ?? 0;
    expect(blockTime(late)).toBeGreaterThan(2 * blockTime(honest));
    expect(late.summary.violations).toEqual([]);
    expect(late.summary.culprits?.every(({ deed }) => deed === 'late')).toBe(true);
  });
});
