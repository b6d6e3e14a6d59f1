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
    // The breadcrumbs name the folder: a copy elsewhere would have more of a path.
    await expect.poll(() => page.locator('.breadcrumbs-control').first().innerText()).toMatch(/^\s*baseline\.twin/);
    await page.locator('.tab', { hasText: 'Walkthrough' }).click();
    await walkthrough.locator('.getting-started-step .codicon-getting-started-step-checked').first().waitFor();
  });

  test('finds the text of the last run and its results where nothing was left open', async ({ workbench }) => {
    const { page } = workbench;
    await page.locator('.tab', { hasText: 'baseline.twin' }).click();
    await editor(page).locator('.view-line').first().waitFor();
    await runCommand(page, 'Twinchain: Run Scenario');
    await webview(page).getByRole('button', { name: 'Run Again' }).waitFor({ timeout: 120_000 });
    await runCommand(page, 'View: Close All Editors');
    await workbench.reload();
    await page.locator('.tab', { hasText: 'baseline.twin' }).waitFor({ timeout: 60_000 });
    await webview(page).getByRole('heading', { name: 'Baseline', level: 1 }).waitFor();
  });
});
