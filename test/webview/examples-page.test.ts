import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { URI } from 'langium';
import { expect, test } from 'vitest';
import { prepare, Simulation } from '../../engine/simulation.js';
import { createNodeLanguage } from '../../language/node.js';
import type { RunView } from '../../server/protocol/run-view.js';
import { comparisonView } from '../../server/view/comparison-view.js';
import { runView } from '../../server/view/run-view.js';
import { launchChromium } from '../browser/chromium.js';
import { openPanel, servePanel } from './panel-page.js';

/** `UPDATE_FIGURES=1 npx vitest run test/webview/examples-page` redraws the pictures of `docs/examples.md`. */
const UPDATE = process.env.UPDATE_FIGURES === '1';
const ROOT = join(import.meta.dirname, '../..');
const FOLDER = join(ROOT, 'docs/examples');

interface Picture {
  name: string;
  example: string;
  /** Scenarios, or the points of an experiment over one property, named by their values. */
  scenarios: readonly string[];
  experiment?: string;
  figure: string;
}

/**
 * A picture of the page: an example, some of its scenarios, and the figure of the panel that shows or compares them.
 */
const PICTURES: readonly Picture[] = [
  { name: 'widen-blocks', example: 'widen-blocks', scenarios: ['SmallBlocks', 'WideningBlocks'], figure: 'pool' },
  { name: 'grow-patience', example: 'grow-patience', scenarios: ['Hasty', 'GrowingPatience'], figure: 'throughput' },
  { name: 'switch-protocol', example: 'switch-protocol', scenarios: ['FastPath', 'Switching'], figure: 'pool' },
  { name: 'look-ahead', example: 'look-ahead', scenarios: ['FollowingRules', 'LookingAhead'], figure: 'pool' },
  { name: 'stale-mirror', example: 'look-ahead', scenarios: ['Fresh', 'Stale'], figure: 'pool' },
  { name: 'learning', example: 'learn', scenarios: ['Small', 'Learning'], figure: 'pool' },
  { name: 'unseen', example: 'learn', scenarios: ['Trying', 'Simulating'], figure: 'pool' },
  { name: 'crash-of-f', example: 'crashes', scenarios: ['CrashOfF'], figure: 'throughput' },
  { name: 'crash-of-one-more', example: 'crashes', scenarios: ['CrashOfOneMore'], figure: 'throughput' },
  { name: 'split-and-healed', example: 'crashes', scenarios: ['SplitAndHealed'], figure: 'throughput' },
  { name: 'equivocating', example: 'byzantine', scenarios: ['Honest', 'Equivocating'], figure: 'throughput' },
  { name: 'late', example: 'byzantine', scenarios: ['Honest', 'Late'], figure: 'throughput' },
  {
    name: 'late-under-each-protocol',
    example: 'byzantine',
    scenarios: ['pbft', 'bigfoot', 'tendermint', 'hotstuff'],
    experiment: 'LateUnderEachProtocol',
    figure: 'throughput',
  },
  { name: 'committee', example: 'byzantine', scenarios: ['LargeCommittee', 'SmallCommittee'], figure: 'throughput' },
];

/** The runs of a picture, named by their scenarios or by the points of the experiment. */
async function simulated({ example, scenarios, experiment }: Picture): Promise<RunView[]> {
  const language = createNodeLanguage(ROOT);
  const loaded = await language.load(URI.file(join(ROOT, 'examples', `${example}.twin`)));
  const lowered = experiment === undefined ? undefined : language.lowerExperiment(loaded, experiment);
  return scenarios.map((name) => {
    const alone = lowered ?? language.lower(loaded, name);
    if (!alone.ok) throw new Error(alone.diagnostics[0].message);
    const point = 'experiment' in alone && alone.experiment.points.find(({ values }) => values[0].text === name);
    const scenario = 'scenario' in alone ? alone.scenario : point && { ...point.scenario, name };
    if (!scenario) throw new Error(`${experiment} has no point ${name}`);
    const simulation = new Simulation(scenario);
    simulation.advance(scenario.duration);
    return runView(simulation.results(), scenario, { id: name });
  });
}

test.runIf(UPDATE)('the pictures match the drawings of the panel', { timeout: 120_000 }, async () => {
  await prepare();
  const browser = await launchChromium();
  const served = await servePanel();
  for (const picture of PICTURES) {
    const { name, scenarios, figure } = picture;
    const runs = await simulated(picture);
    const panel = await openPanel(browser, served.address, { theme: 'light', width: 900 });
    await panel.send({ type: 'runs', runs, comparison: runs.length > 1 ? comparisonView(runs) : undefined });
    await panel.page
      .locator(`#figure-${figure}`)
      .getByRole('button', { name: /^More about/ })
      .click();
    await panel.page.getByRole('menuitem', { name: 'Save as SVG…' }).click();
    await expect.poll(async () => (await panel.sent()).at(-1)?.type, { timeout: 20_000 }).toBe('saveFigure');
    const last = (await panel.sent()).at(-1);
    if (last?.type === 'saveFigure')
      writeFileSync(
        join(FOLDER, `${name}.svg`),
        last.data.replace('>', `><title>${scenarios.join(' against ')}</title>`),
      );
    await panel.page.close();
  }
  await browser.close();
  served.server.close();
});

test.each(PICTURES.map(({ name, scenarios }) => [name, scenarios] as const))(
  'the picture of %s exists, and names the systems that it shows',
  (name, scenarios) => {
    expect(readFileSync(join(ROOT, 'docs/examples.md'), 'utf8')).toContain(`](examples/${name}.svg)`);
    const file = join(FOLDER, `${name}.svg`);
    expect(existsSync(file)).toBe(true);
    const picture = readFileSync(file, 'utf8');
    for (const scenario of scenarios) expect(picture).toContain(scenario);
  },
);
