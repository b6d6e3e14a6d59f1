import type { Server } from 'node:http';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { RunView } from '../../server/protocol/run-view.js';
import { comparisonView } from '../../server/view/comparison-view.js';
import { launchChromium } from '../browser/chromium.js';
import { fixture } from './fixtures/fixtures.js';
import { type OpenPanel, openPanel, servePanel } from './panel-page.js';

const PATIENCE = { timeout: 20_000 };

let browser: Browser;
let served: { address: string; server: Server };
const opened: OpenPanel[] = [];

beforeAll(async () => {
  browser = await launchChromium();
  served = await servePanel();
});

afterEach(async () => {
  for (const panel of opened.splice(0)) await panel.page.close();
});

afterAll(async () => {
  await browser?.close();
  served?.server.close();
});

async function openWith(run: RunView): Promise<OpenPanel> {
  const panel = await openPanel(browser, served.address, { theme: 'dark' });
  opened.push(panel);
  await panel.send({ type: 'runs', runs: [run] });
  return panel;
}

const managed = fixture('managed');
const baseline = fixture('baseline');
const refused = managed.story.decisions.find(({ proposals }) =>
  proposals.some(({ objections }) => objections.length > 0),
);

describe('the story of a run', () => {
  test('lists what changed, and says in one sentence how many blocks changed nothing', async () => {
    const { page, complaints } = await openWith(managed);
    const rows = page.locator('.decision');
    expect(await rows.first().textContent()).toMatch(
      /5\smin\s24\ss.*Protocol PBFT → Tendermint, round timeout 10\ss → 4\ss/,
    );
    expect(await rows.filter({ hasText: 'not agreed, 4 times until' }).count()).toBe(1);
    expect(await page.locator('.story-list > .detail').textContent()).toBe(
      '55 configuration blocks kept the configuration in force.',
    );
    expect(await complaints()).toEqual([]);
  });

  test('tells who proposed a change, by which rule in its own words, and on which figures', async () => {
    const { page, sent } = await openWith(managed);
    const why = page.locator('.why');
    expect(await why.locator('h3').textContent()).toBe('Configuration block 16');
    expect(await why.textContent()).toMatch(
      /Singapore 10 proposed it, by rule 1 of ScaleBlocks:when delay > 350ms and primary\.consensus == pbftwith delay = 453\sms/,
    );
    await why.getByRole('button', { name: 'rule 1 of ScaleBlocks' }).click();
    expect((await sent()).at(-1)).toEqual({
      type: 'reveal',
      run: 'managed',
      origin: 'management.policy.decision.rules.0',
    });
  });

  test('tells cycle by cycle who voted against, and by which condition', async () => {
    const { page, sent } = await openWith(managed);
    await page.locator(`#decision-${refused?.height}`).click();
    const why = page.locator('.why');
    expect(await why.locator('h4').allTextContents()).toEqual(['Cycle 1', 'Cycle 2, agreed']);
    expect(await why.textContent()).toMatch(/It wanted block size 2\sMB → 4\sMB\./);
    expect(await why.textContent()).toMatch(/London 3 voted against it: accept when proposed\.blockSize <= 2MB/);
    await why.getByRole('button', { name: 'Go to the condition' }).click();
    expect((await sent()).at(-1)).toMatchObject({ origin: 'management.policyFor.0.policy.accept' });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Go to the condition');
  });

  test('keeps the focus on the decision that was picked by keyboard', async () => {
    const { page } = await openWith(managed);
    const second = page.locator('.decision').nth(1);
    await second.focus();
    await page.keyboard.press('Enter');
    expect(await second.getAttribute('aria-current')).toBe('true');
    expect(await second.evaluate((row) => row === document.activeElement)).toBe(true);
  });

  test('keeps a long list where it was scrolled to, and scrolls to what was picked elsewhere', async () => {
    const [first] = managed.story.decisions.filter(({ changes }) => changes.length > 0);
    const decisions = Array.from({ length: 40 }, (_, i) => ({ ...first, height: 100 + i }));
    const { page, send } = await openWith({ ...managed, story: { ...managed.story, decisions } });
    const scrolled = () => page.locator('.story-list > ol').evaluate((list) => list.scrollTop);
    await page.locator('#decision-130').click();
    const where = await scrolled();
    expect(where).toBeGreaterThan(100);
    await page.locator('#decision-131').click();
    expect(await scrolled()).toBe(where);
    await page.locator('#decision-100').click();
    expect(await scrolled()).toBe(0);
    await send({ type: 'runs', runs: [{ ...managed, story: { ...managed.story, decisions: decisions.slice(1) } }] });
    expect(await page.locator('[aria-current]').textContent()).toContain('Protocol');
  });

  test('is told of any block that is picked in the timeline, those that changed nothing too', async () => {
    const { page } = await openWith(managed);
    await page.getByLabel('Configuration block', { exact: true }).selectOption('2');
    expect(await page.locator('.why').textContent()).toMatch(
      /Configuration block 2.*kept the configuration in force.*no rule of \w+ held/,
    );
  });

  test('is opened by a click on the line of a switch, in a plot and in the lanes', async () => {
    const { page } = await openWith(managed);
    const [, second, third] = managed.story.epochs;
    await page.locator(`[data-configuration="${second.height}"]`).click();
    await expect.poll(() => page.locator('.why h3').textContent(), PATIENCE).toContain(String(second.height));
    const canvas = page.locator('#figure-throughput canvas');
    await canvas.scrollIntoViewIfNeeded();
    const { width } = (await canvas.boundingBox()) ?? { width: 0 };
    // From the left of the plot to its right the axis covers the run.
    const left = 66;
    await canvas.click({ position: { x: left + ((width - left - 8) * third.from) / managed.duration, y: 80 } });
    await expect.poll(() => page.locator('.why h3').textContent(), PATIENCE).toContain(String(third.height));
  });

  test('is absent where nobody wanted a change, but for one sentence', async () => {
    const { page } = await openWith(baseline);
    expect(await page.locator('#section-story').count()).toBe(0);
    expect(await page.locator('#figure-delay-history figcaption').textContent()).toContain(
      'None of them changed the configuration.',
    );
  });

  test('is that of the run in focus where several are compared', async () => {
    const panel = await openWith(baseline);
    const runs = [baseline, managed];
    await panel.send({ type: 'runs', runs, comparison: comparisonView(runs) });
    expect(await panel.page.locator('.why').count()).toBe(0);
    await panel.page.locator('#choose-run-timeline').selectOption('managed');
    expect(await panel.page.locator('.why h3').textContent()).toBe('Configuration block 16');
    expect(await panel.complaints()).toEqual([]);
  });

  test('grows with a run in progress', async () => {
    const early = { ...managed, state: 'running' as const, story: { ...managed.story, epochs: [], decisions: [] } };
    const { page, send } = await openWith(early);
    expect(await page.locator('#section-story').count()).toBe(0);
    await send({ type: 'runs', runs: [{ ...managed, state: 'running' }] });
    expect(await page.locator('.decision').count()).toBeGreaterThan(4);
  });
});
