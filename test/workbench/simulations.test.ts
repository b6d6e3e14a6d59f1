import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect } from 'vitest';
import { ENGINE_VERSION } from '../../engine/simulation.js';
import { noteFailure } from '../../server/clusters/failures.js';
import { logOfBatch } from '../../server/clusters/logs.js';
import { cellName, experimentsFolder, listExperiments } from '../../server/experiments/index.js';
import { pathWith, writeParallelStandIn } from '../clusters/parallel-stand-in.js';
import { ENDLESS, MANY, SIZES } from './scenarios.js';
import {
  editor,
  historyRows,
  notification,
  openActivity,
  openFile,
  quickPickRow,
  runCommand,
  webview,
} from './window.js';
import { workbenchTest } from './workbench.js';

const { PATH, VSCODE_CLI } = process.env;
const engine = mkdtempSync(path.join(os.tmpdir(), 'twinchain-engine-'));
writeParallelStandIn(engine);
// VS Code started from a command line takes the environment as it is. Otherwise it would take the environment of a
// login shell.
Object.assign(process.env, { PATH: pathWith(engine), VSCODE_CLI: '1' });
afterAll(() => {
  Object.assign(process.env, { PATH });
  if (VSCODE_CLI === undefined) delete process.env.VSCODE_CLI;
  rmSync(engine, { recursive: true });
});

// A file with settings has its own VS Code, which finds the engine on its path, and whose language server can be told from
// those of other windows.
const test = workbenchTest({
  files: { 'many.twin': MANY, 'sizes.twin': SIZES, 'endless.twin': ENDLESS },
  settings: { 'twinchain.cluster': { atOnce: 1 } },
});

type Page = Parameters<typeof editor>[0];

const lens = (page: Page, text: string | RegExp) =>
  editor(page).locator('.codelens-decoration a', { hasText: text }).first();

async function runOnCluster(page: Page, file: string): Promise<void> {
  await openFile(page, file);
  await lens(page, 'Run experiment').waitFor();
  await runCommand(page, 'Twinchain: Run Experiment on Cluster…');
  await quickPickRow(page, 'GNU parallel').click();
}

describe('an experiment on a cluster', () => {
  test('is shown like a local one: figures while replications come in, stop, and resume', async ({
    workbench: { page },
  }) => {
    await runOnCluster(page, 'many.twin');
    await lens(page, 'running').waitFor();
    await webview(page)
      .getByText(/Many: [1-9]\d* of 90 replications/)
      .waitFor();
    await webview(page).locator('figure').first().waitFor();
    await webview(page).getByRole('button', { name: 'Stop' }).click();
    await lens(page, /stopped after \d+ of 90 replications/).waitFor();
    expect(await webview(page).locator('.failures').count()).toBe(0);
    await webview(page).getByRole('button', { name: 'Resume' }).click();
    await openActivity(page, 'Twinchain');
    await historyRows(page)
      .filter({ hasText: /^Many\s*\d+ passed.* 90 replications/ })
      .waitFor({ timeout: 150_000 });
  });

  test('shows in its panel which replications failed, where and why, and opens their log', async ({
    workbench: { page, folder },
  }) => {
    // Jobs end without having done anything.
    writeParallelStandIn(engine, 'exec cat > /dev/null');
    await openActivity(page, 'Explorer');
    await runOnCluster(page, 'sizes.twin');
    await notification(page, 'jobs ended, and replications are missing').waitFor({ timeout: 90_000 });
    await failIn(folder);
    await webview(page).getByRole('button', { name: 'Resume' }).click();
    const failed = webview(page).locator('.failures');
    await expect.poll(() => failed.locator('.finding').textContent()).toMatch(/^12 replications failed/);
    await expect
      .poll(() => failed.locator('tbody tr').first().innerText())
      .toMatch(/0\.5.MB\s+1\s+node7\s+A block came twice\./);
    await failed.getByRole('button', { name: 'Show Log of batch 0' }).first().click();
    await page.locator('.tab', { hasText: 'batch-0.log' }).waitFor();
    await expect.poll(() => editor(page).innerText()).toContain('came');
  });
});

describe('a run', () => {
  test('continues when the language server is killed, and is stopped and kept by the next', async ({
    workbench: { page, extension },
  }) => {
    await expect.poll(() => languageServers(extension)).toHaveLength(1);
    await openActivity(page, 'Explorer');
    await openFile(page, 'endless.twin');
    await runCommand(page, 'Twinchain: Run Scenario');
    const state = webview(page).getByText(/^Endless: .*events\/s/);
    await state.waitFor();
    const [killed] = languageServers(extension);
    process.kill(killed, 'SIGKILL');
    await expect.poll(() => languageServers(extension)).toEqual([expect.not.toBeOneOf([killed])]);
    const before = await state.innerText();
    await expect.poll(() => state.innerText()).not.toBe(before);
    await webview(page).getByRole('button', { name: 'Stop' }).click();
    await webview(page).getByText('Figures cover that part.').waitFor();
    await openActivity(page, 'Twinchain');
    await expect.poll(() => historyRows(page).allInnerTexts()).toContainEqual(expect.stringContaining('Endless'));
  });
});

/** Processes of the language servers: that of this window and, for a moment, the killed one. */
function languageServers(extension: string): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).split('\n');
  const own = lines.filter((line) => line.includes(path.join(extension, 'dist', 'server.cjs')));
  return own.map((line) => Number.parseInt(line, 10));
}

/** Writes the reports of jobs on other machines that failed with every replication. */
async function failIn(workspace: string): Promise<void> {
  const { experiments } = await listExperiments(experimentsFolder(workspace));
  const sizes = experiments.find(({ experiment }) => experiment.name === 'Sizes');
  if (!sizes) throw new Error('There is no sweep of Sizes.');
  const { folder, experiment } = sizes;
  for (const [point, { scenario }] of experiment.points.entries())
    for (let replication = 0; replication < 4; replication++)
      await noteFailure(folder, cellName({ scenario, replication }, ENGINE_VERSION), {
        point,
        replication,
        kind: 'failed',
        message: 'A block came twice.',
        batch: 0,
        host: 'node7',
        log: logOfBatch(0),
      });
  writeFileSync(path.join(folder, logOfBatch(0)), 'batch 0 on node7: a block came twice\n');
}
