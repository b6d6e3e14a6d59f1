import { describe, expect } from 'vitest';
import { editor, runCommand, webview } from './window.js';
import { workbenchTest } from './workbench.js';

const test = workbenchTest({ settings: { 'workbench.welcomePage.walkthroughs.openOnInstall': true } });

describe('a new user', () => {
  test('is shown the walkthrough, not an empty window', async ({ workbench: { page } }) => {
    const walkthrough = page.locator('.gettingStartedContainer');
    await walkthrough.getByText('Get Started with Twinchain').first().waitFor();
    await expect.poll(() => walkthrough.locator('.getting-started-step').count()).toBe(4);
  });

  test('opens the baseline of the workspace from it, which completes the step', async ({ workbench: { page } }) => {
    const walkthrough = page.locator('.gettingStartedContainer');
    await walkthrough.getByRole('button', { name: 'Open the Baseline' }).click();
    await page.locator('.tab.active', { hasText: 'baseline.twin' }).waitFor();
    // The breadcrumbs show the folder, so a copy elsewhere would show a longer path.
    await expect.poll(() => page.locator('.breadcrumbs-control').first().innerText()).toMatch(/^\s*baseline\.twin/);
    await page.locator('.tab', { hasText: 'Walkthrough' }).click();
    await walkthrough.locator('.getting-started-step .codicon-getting-started-step-checked').first().waitFor();
  });

  test('completes the other steps in any of the possible ways', async ({ workbench: { page } }) => {
    await page.locator('.tab', { hasText: 'baseline.twin' }).click();
    await editor(page).locator('.codelens-decoration a', { hasText: 'Run' }).first().waitFor();
    await runCommand(page, 'Twinchain: Show Topology');
    await webview(page).getByText('Live preview').waitFor();
    await runCommand(page, 'Twinchain: Run Scenario');
    const panel = webview(page);
    const again = panel.getByRole('button', { name: 'Run Again' });
    await again.waitFor({ timeout: 120_000 });
    // By its key binding, while the panel has the focus.
    await panel.getByRole('heading', { name: 'Baseline', level: 1 }).click();
    await page.keyboard.press('Control+F5');
    await panel.getByRole('progressbar', { name: 'Simulated time' }).waitFor();
    await again.waitFor({ timeout: 120_000 });
    await panel.getByRole('button', { name: 'Compare…' }).click();
    // The displayed run is ticked from the beginning; the one before is not.
    await page.locator('.quick-input-list .monaco-list-row[aria-checked="false"]').click();
    await page.locator('.quick-input-widget').getByRole('button', { name: 'OK' }).click();
    await panel.getByRole('heading', { name: '2 runs compared' }).waitFor();
    await page.locator('.tab', { hasText: 'Walkthrough' }).click();
    const done = page.locator('.gettingStartedContainer .getting-started-step .codicon-getting-started-step-checked');
    await expect.poll(() => done.count()).toBe(4);
  });

  test('finds the last run and its text if nothing was left open', async ({ workbench }) => {
    const { page } = workbench;
    await runCommand(page, 'View: Close All Editors');
    await workbench.reload();
    await page.locator('.tab', { hasText: 'baseline.twin' }).waitFor({ timeout: 60_000 });
    await webview(page).getByRole('heading', { name: 'Baseline', level: 1 }).waitFor();
  });
});
