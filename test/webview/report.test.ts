import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ReportAbout, reportHtml, runsMessage } from '../../server/view/report.js';
import { launchChromium } from '../browser/chromium.js';
import { fixture } from './fixtures/fixtures.js';

const ABOUT: ReportAbout = {
  madeAt: new Date('2026-03-14T15:09:26Z'),
  version: '1.2.3',
  origins: [
    {
      name: 'Baseline, seed 1',
      startedAt: '2026-03-13T08:00:00.000Z',
      version: '1.2.2',
      engineVersion: '0.6.0',
      command: 'twinchain run .twinchain/runs/a/manifest.json',
      texts: [{ name: 'baseline.twin', content: 'scenario Baseline {}' }],
      resolved: { name: 'Baseline.json', content: '{}' },
    },
  ],
};

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
});

function writeReport(name: string): string {
  const assets = { script: readFileSync('dist/webview.js', 'utf8'), style: readFileSync('dist/webview.css', 'utf8') };
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'twinchain-report-')), `${name}.html`);
  writeFileSync(file, reportHtml(runsMessage([fixture('baseline'), fixture('narrow-links')]), ABOUT, assets));
  return pathToFileURL(file).href;
}

test.each(['light', 'dark'] as const)('a report opens from a file, alone, in %s surroundings', async (colorScheme) => {
  const page = await browser.newPage({ colorScheme });
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    if (/^(https?|file):/.test(request.url())) requests.push(request.url());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  const address = writeReport(colorScheme);
  await page.goto(address);
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('2 runs compared');
  expect(await page.locator('figure').count()).toBeGreaterThanOrEqual(9);
  expect(await page.getByRole('button', { name: 'Run Again' }).count()).toBe(0);
  await page.getByText('Scenario text: baseline.twin').click();
  await page.getByText('scenario Baseline {}').waitFor();
  expect(requests).toEqual([address]);
  expect(complaints).toEqual([]);
  const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(background).toBe(colorScheme === 'dark' ? 'rgb(31, 31, 31)' : 'rgb(255, 255, 255)');
  await page.close();
});

test('a report saves its figures as downloads', async () => {
  const page = await browser.newPage();
  await page.goto(writeReport('downloads'));
  await page
    .locator('#figure-throughput')
    .getByRole('button', { name: /^More about/ })
    .click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Save as SVG…' }).click();
  expect((await download).suggestedFilename()).toBe('baseline-1-narrowlinks-1-throughput.svg');
  expect(readFileSync(await (await download).path(), 'utf8')).toMatch(/^<svg /);
  await page.close();
});
