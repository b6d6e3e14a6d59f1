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

/** `UPDATE_FIGURES=1 npx vitest run test/webview/examples-page` draws the pictures of `docs/examples.md` anew. */
const UPDATE = process.env.UPDATE_FIGURES === '1';
const ROOT = join(import.meta.dirname, '../..');
const FOLDER = join(ROOT, 'docs/examples');

interface Picture {
  name: string;
  example: string;
  scenarios: readonly string[];
  figure: string;
}

/** What the page shows: an example, one or two of its scenarios, and the figure of the panel that shows or compares them. */
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
  { name: 'committee', example: 'byzantine', scenarios: ['LargeCommittee', 'SmallCommittee'], figure: 'throughput' },
];

async function simulated(file: string, name: string): Promise<RunView> {
  const language = createNodeLanguage(ROOT);
  const loaded = await language.load(URI.file(join(ROOT, 'examples', `${file}.twin`)));
  const lowered = language.lower(loaded, name);
  if (!lowered.ok) throw new Error(lowered.diagnostics[0].message);
  const simulation = new Simulation(lowered.scenario);
  simulation.advance(lowered.scenario.duration);
  return runView(simulation.results(), lowered.scenario, { id: name });
}

test.runIf(UPDATE)('the pictures are what the panel draws', { timeout: 120_000 }, async () => {
  await prepare();
  const browser = await launchChromium();
  const served = await servePanel();
  for (const { name, example, scenarios, figure } of PICTURES) {
    const runs = await Promise.all(scenarios.map((scenario) => simulated(example, scenario)));
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
  'the picture of %s is there, and names the systems that it shows',
  (name, scenarios) => {
    expect(readFileSync(join(ROOT, 'docs/examples.md'), 'utf8')).toContain(`](examples/${name}.svg)`);
    const file = join(FOLDER, `${name}.svg`);
    expect(existsSync(file)).toBe(true);
    const picture = readFileSync(file, 'utf8');
    for (const scenario of scenarios) expect(picture).toContain(scenario);
  },
);
