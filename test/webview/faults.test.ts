import type { Server } from 'node:http';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunView } from '../../server/protocol/run-view.js';
import { launchChromium } from '../browser/chromium.js';
import { fixture } from './fixtures/fixtures.js';
import { openPanel, servePanel } from './panel-page.js';

const PATIENCE = { timeout: 20_000 };

let browser: Browser;
let served: { address: string; server: Server };

beforeAll(async () => {
  browser = await launchChromium();
  served = await servePanel();
});

afterAll(async () => {
  await browser?.close();
  served?.server.close();
});

/** The baseline with a twin that lies, a node that was down, and a fork that came of it. */
function troubled(): RunView {
  const run = fixture('baseline');
  return {
    ...run,
    warnings: [{ code: 'violation-agreement', severity: 'error', message: 'a fork', at: run.duration / 2 }],
    faults: [
      { kind: 'byzantine', from: 0, to: run.duration, title: 'Byzantine twin: Oslo 3', nodes: [3] },
      { kind: 'crash', from: 1, to: run.duration - 1, title: 'Oslo 7 down', nodes: [7] },
    ],
    culprits: [
      { chain: 'management', node: 3, name: 'Oslo 3', deed: 'invalid', count: 5, failed: 4, missed: 1, seconds: 12 },
    ],
  };
}

describe('a run with faults', () => {
  test('shows who did what, tells the faults in words, and leads from a violation to its moment', async () => {
    const { page, send, state, complaints } = await openPanel(browser, served.address, { theme: 'dark' });
    const run = troubled();
    await send({ type: 'runs', runs: [run] });
    const table = page.getByRole('region', { name: 'What each node did' });
    await expect
      .poll(() => table.textContent(), PATIENCE)
      .toMatch(/Oslo 3.*management.*invalid proposals.*5.*4.*1.*12/s);
    expect(await page.locator('#figure-throughput').textContent()).toContain('Byzantine twin: Oslo 3');
    expect(await page.locator('#figure-timeline').textContent()).toContain('Oslo 7 down');

    await page.getByRole('button', { name: 'Show in Plots' }).click();
    await expect.poll(async () => (await state())?.choices?.time, PATIENCE).toBeTruthy();
    const window = (await state())?.choices?.time;
    expect(window?.from).toBeLessThan(run.duration / 2);
    expect(window?.to).toBeGreaterThan(run.duration / 2);
    expect((window?.to ?? 0) - (window?.from ?? 0)).toBeLessThan(run.duration / 2);
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  test('has what it cost in view, however narrow the panel is', async () => {
    const { page, send } = await openPanel(browser, served.address, { theme: 'dark', width: 400 });
    const run = troubled();
    const culprits = run.culprits?.map((one) => ({ ...one, name: 'Buenos Aires 18', deed: 'cutOff' as const }));
    await send({ type: 'runs', runs: [{ ...run, culprits }] });
    const table = page.getByRole('region', { name: 'What each node did' });
    await expect.poll(() => table.count(), PATIENCE).toBe(1);
    for (const width of [400, 560, 1600]) {
      await page.setViewportSize({ width, height: 900 });
      const [shown, needed] = await table.evaluate((place) => [place.clientWidth, place.scrollWidth]);
      expect(needed, `${width} px`).toBeLessThanOrEqual(shown);
    }
    await page.close();
  });

  test('marks them in the pictures, and one without faults has no marks', async () => {
    const { page, send } = await openPanel(browser, served.address, { theme: 'light' });
    await send({ type: 'runs', runs: [troubled()] });
    const figure = page.locator('#figure-throughput canvas');
    await expect.poll(() => figure.count(), PATIENCE).toBe(1);
    const height = async () => (await figure.boundingBox())?.height ?? 0;
    const marked = await height();
    await send({ type: 'runs', runs: [fixture('baseline')] });
    // The strips of two faults at once take room above the plot.
    await expect.poll(height, PATIENCE).toBeLessThan(marked);
    expect(await page.getByRole('region', { name: 'What each node did' }).count()).toBe(0);
    await page.close();
  });
});
