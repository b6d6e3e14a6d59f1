import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { ensureStudioPackages } from '../../client/studio/packages.js';
import { startHost } from './host.js';
import { openWorkbench, type Workbench } from './session.js';
import {
  chooseFromContextMenu,
  editor,
  historyRows,
  openActivity,
  openFile,
  quickInput,
  runCommand,
  trustWorkspace,
  webview,
} from './window.js';

// `npm run screenshots` takes the pictures of the README from the packaged extension in a real VS Code: those named
// after `--`, or all of them.

const IMAGES = path.resolve('docs/images');
const THEMES = { dark: 'Default Dark Modern', light: 'Default Light Modern' } as const;
const SIZE = { width: 1440, height: 900 };

const SETTINGS = {
  'breadcrumbs.enabled': false,
  'editor.minimap.enabled': false,
  'editor.fontSize': 13,
  'editor.hover.above': false,
  'window.commandCenter': false,
  'workbench.layoutControl.enabled': false,
  'testing.automaticallyOpenTestResults': 'neverOpen',
};

/** Finishes in a minute and has something to show: the delays grow, and one expectation is not met. */
const BLOCK_SIZE = `// How large may configuration blocks be?
import "baseline.twin"

scenario Short extends Baseline {
    duration: 10min
    expect "blocks come quickly" median(primary.blockTime) < 1s
    expect "switching is cheap"  mean(blockTime.switch) <= 1.1 * mean(blockTime.normal)
}

experiment BlockSize {
    scenario: Short
    vary management.configurationBlockSize over [0.25MB, 0.5MB, 1MB, 2MB, 4MB]
    replications: 8
    plot delays, overhead
    expect "larger blocks agree later" rising(mean(delay.agreement))
    expect "and are applied as soon"   flat(mean(delay.update), 10%)
}
`;

/** The pictures, in an order in which one window can show them. */
const PICTURES: Readonly<Record<string, (workbench: Workbench) => Promise<void>>> = {
  help: async ({ page }) => {
    await openFile(page, 'baseline.twin');
    await editor(page).locator('.codelens-decoration a', { hasText: 'Run' }).first().waitFor();
    await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
    const word = editor(page).locator('.view-line', { hasText: 'distribution Cadence' });
    await word
      .locator('span', { hasText: /^Cadence$/ })
      .last()
      .hover();
    await page.locator('.monaco-hover:not(.hidden) img').first().waitFor();
    await settle(page);
  },
  results: async ({ page }) => {
    await page.mouse.move(700, 880);
    await runCommand(page, 'Twinchain: Run Scenario');
    await webview(page).getByRole('button', { name: 'Run Again' }).waitFor({ timeout: 120_000 });
    await settle(page);
  },
  topology: async ({ page }) => {
    await runCommand(page, 'Twinchain: Show Topology');
    await webview(page).getByText('Live preview').waitFor();
    await settle(page);
  },
  compare: async ({ page }) => {
    await closeTab(page, 'Baseline Topology');
    const interval = editor(page).locator('.view-line', { hasText: 'distribution Cadence' });
    await interval.click();
    await page.keyboard.press('Home');
    for (let step = 0; step < 'distribution Cadence = normal(30'.length; step++)
      await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Backspace');
    await page.keyboard.type('60');
    await editor(page).locator('.codelens-decoration a', { hasText: 'Compare with last' }).first().click();
    await webview(page).getByRole('heading', { name: '2 runs compared' }).waitFor({ timeout: 120_000 });
    await runCommand(page, 'File: Save');
    // The table of differences appears beside the history only if there is room for both.
    await page.setViewportSize({ width: 1720, height: 940 });
    await openActivity(page, 'Twinchain');
    await rename(page, 1, 'Every 30\u00a0s');
    await rename(page, 0, 'Every 60\u00a0s');
    await webview(page).getByRole('heading', { name: 'Differences from Every 30' }).waitFor();
    for (let step = 0; step < 4; step++) await runCommand(page, 'Decrease Editor Width');
    await page.mouse.move(700, 880);
    await settle(page);
  },
  experiment: async ({ page }) => {
    await page.setViewportSize(SIZE);
    await openActivity(page, 'Explorer');
    await openFile(page, 'block-size.twin');
    const lens = (text: string | RegExp) => editor(page).locator('.codelens-decoration a', { hasText: text }).first();
    await lens('Run experiment').waitFor();
    await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
    await lens('Run experiment').click();
    await lens(/passed/).waitFor({ timeout: 300_000 });
    await webview(page).getByRole('heading', { name: 'BlockSize', level: 1 }).waitFor();
    await page.mouse.move(700, 880);
    await settle(page);
  },
  expectations: async ({ page }) => {
    await closeTab(page, 'BlockSize');
    await openActivity(page, 'Explorer');
    await openFile(page, 'block-size.twin');
    await openActivity(page, 'Testing');
    await editor(page).click();
    await runCommand(page, 'Test: Run Tests in Current File');
    const row = (name: string) => page.locator(`.test-explorer .monaco-list-row[aria-label^="${name}"]`).first();
    await row('block-size.twin').waitFor();
    for (const name of ['block-size.twin', 'experiment BlockSize']) await row(name).click();
    // Waits for the final results, not for intermediate ones.
    await row('experiment BlockSize (Failed)').waitFor({ timeout: 300_000 });
    await row('scenario Short').click();
    await page.locator('.test-error-content-widget').first().waitFor();
    await page.mouse.move(700, 880);
    await settle(page);
  },
  decisions: async ({ page }) => {
    await page.setViewportSize(SIZE);
    await openActivity(page, 'Explorer');
    await openFile(page, 'switch-protocol.twin');
    await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
    await runCommand(page, 'Go to Line/Column...');
    await quickInput(page).fill(':50');
    await page.keyboard.press('Enter');
    await runCommand(page, 'Twinchain: Run Scenario');
    const panel = webview(page);
    await panel.getByRole('button', { name: 'Run Again' }).waitFor({ timeout: 120_000 });
    const decisions = panel.getByRole('list', { name: 'Decisions about a change' });
    await decisions.getByRole('listitem').first().click();
    await panel.getByRole('heading', { name: 'Decisions' }).evaluate((heading) => heading.scrollIntoView());
    await page.mouse.move(700, 880);
    await settle(page);
  },
  faults: async ({ page }) => {
    await page.setViewportSize(SIZE);
    await openActivity(page, 'Explorer');
    await openFile(page, 'crashes.twin');
    await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
    await runCommand(page, 'Go to Line/Column...');
    await quickInput(page).fill(':30');
    await page.keyboard.press('Enter');
    await runCommand(page, 'Twinchain: Run Scenario');
    const panel = webview(page);
    await panel.getByRole('heading', { name: 'CrashOfOneMore', level: 1 }).waitFor();
    await panel.getByRole('button', { name: 'Run Again' }).waitFor({ timeout: 120_000 });
    await panel
      .getByRole('heading', { name: 'Over time', exact: true })
      .evaluate((heading) => heading.scrollIntoView());
    await page.mouse.move(700, 880);
    await settle(page);
  },
};

/** Closes a tab that an earlier picture may have left open. */
async function closeTab(page: Page, title: string): Promise<void> {
  const tab = page.locator('.tab', { hasText: title });
  if ((await tab.count()) === 0) return;
  await tab.hover();
  await tab.getByRole('button', { name: /^Close/ }).click();
}

/** Renames a run of the history, counted from 0. */
async function rename(page: Page, row: number, name: string): Promise<void> {
  await chooseFromContextMenu(page, historyRows(page).nth(row + 1), 'Rename…');
  await quickInput(page).fill(name);
  await page.keyboard.press('Enter');
  await historyRows(page).filter({ hasText: name }).waitFor();
}

/** Waits for animations and notifications to end. */
async function settle(page: Page): Promise<void> {
  await page.waitForTimeout(1500);
}

async function main(): Promise<void> {
  ensureStudioPackages(console.log);
  mkdirSync(IMAGES, { recursive: true });
  const wanted = process.argv.slice(2);
  for (const [theme, name] of Object.entries(THEMES)) {
    const settings = { ...SETTINGS, 'workbench.colorTheme': name };
    const { host, stop } = await startHost(settings);
    const { workbench, close } = await openWorkbench(host, {
      files: { 'block-size.twin': BLOCK_SIZE },
      viewport: SIZE,
      scale: 1.5,
    });
    try {
      await trustWorkspace(workbench.page);
      await runCommand(workbench.page, 'View: Close All Editors');
      for (const [picture, prepare] of Object.entries(PICTURES)) {
        if (wanted.length > 0 && !wanted.includes(picture)) continue;
        await prepare(workbench);
        const file = path.join(IMAGES, `${picture}-${theme}.png`);
        await workbench.page.screenshot({ path: file });
        console.log(path.relative('.', file));
      }
    } catch (error) {
      await workbench.page.screenshot({ path: path.resolve('test-results', 'screenshots.png') });
      throw error;
    } finally {
      await close();
      await stop();
    }
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
