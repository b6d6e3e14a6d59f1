import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { prepare } from '../../engine/simulation.js';
import { type PaperExperiment, paperExperiments } from '../../server/paper/experiments.js';
import { digestOf } from '../engine/digest.js';

const EXAMPLES = join(import.meta.dirname, '../../examples');

/** First digits of the digests of four simulated minutes with engine 0.6, in which a quorum was always 2f + 1. */
const ENGINE_0_6 = {
  'defaults-viewChange': '19384d5cd2436436',
  'simulator-viewChange': '3f8dc9069b34caad',
};

let experiments: PaperExperiment[];

beforeAll(async () => {
  await prepare();
  experiments = await paperExperiments(EXAMPLES, {});
});

test('the figures of the paper are simulated with its quorums of 2f + 1 on both chains', () => {
  for (const { experiment } of experiments) {
    for (const { scenario } of experiment.points) {
      expect([scenario.primary.quorum, scenario.management.quorum]).toEqual(['classic', 'classic']);
    }
  }
});

test.each(Object.entries(ENGINE_0_6))('replications of %s keep their bytes', async (setting, digest) => {
  const found = experiments.find(
    ({ setting: { id }, panel }) => id === setting && panel.experiment === 'ManagementNodes',
  );
  if (!found) throw new Error(`there are no settings ${setting}`);
  expect((await digestOf({ ...found.experiment.points[0].scenario, duration: 240 })).slice(0, 16)).toBe(digest);
});
