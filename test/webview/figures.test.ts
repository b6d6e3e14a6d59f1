import { describe, expect, test } from 'vitest';
import { timeArea } from '../../client/webview/time/time-area.js';
import { FIXTURES, fixture } from './fixtures/fixtures.js';
import { drawAll, PATIENCE, panelsOfThisFile } from './opened-panels.js';

const { openWith } = panelsOfThisFile();
const baseline = fixture('baseline');

describe('every figure', () => {
  test.each(FIXTURES)('of %s has a sentence, a label for screen readers and its numbers as a table', async (name) => {
    const { page, complaints } = await openWith([fixture(name)]);
    const figures = page.locator('figure');
    expect(await figures.count()).toBeGreaterThanOrEqual(9);
    for (const figure of await figures.all()) {
      expect(await figure.locator('figcaption').textContent()).toMatch(/\w.*\.$/);
      expect(await figure.locator('[role="img"]').getAttribute('aria-label')).toMatch(/\w/);
      expect(await figure.locator('table tbody tr').count()).toBeGreaterThan(0);
      expect(await figure.locator('table caption').count()).toBe(1);
    }
    expect(await complaints()).toEqual([]);
  });

  test('is named by the button of its menu', async () => {
    const { page } = await openWith([baseline]);
    for (const figure of await page.locator('figure').all()) {
      const label = await figure.getByRole('button', { name: /^More about \w/ }).getAttribute('aria-label');
      expect(await figure.locator('h3').textContent()).toContain(label?.replace('More about ', ''));
    }
  });

  test('can be reached and opened by keyboard', async () => {
    const { page } = await openWith([baseline]);
    const more = page.locator('#figure-delay-phases').getByRole('button', { name: /^More about/ });
    await more.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Copy as Picture');
    await page.keyboard.press('Escape');
    expect(await more.evaluate((button) => button === document.activeElement)).toBe(true);
    expect(await page.getByRole('menuitem').count()).toBe(0);
  });

  test('keeps the focus and the open table while the figures change', async () => {
    const { page, send } = await openWith([{ ...baseline, state: 'running' }]);
    await page.locator('#figure-traffic summary').click();
    await page.locator('#figure-traffic summary').focus();
    await send({ type: 'runs', runs: [{ ...baseline, state: 'running', simulatedSeconds: 1000 }] });
    expect(await page.locator('#figure-traffic table').isVisible()).toBe(true);
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('SUMMARY');
  });

  test('has its place before it is drawn: nothing moves while a running page is scrolled through', async () => {
    const { page } = await openWith([{ ...baseline, state: 'running' }]);
    const height = () => page.evaluate(() => document.documentElement.scrollHeight);
    const before = await height();
    await drawAll(page);
    expect(await height()).toBe(before);
  });

  test('is saved as SVG with real text and without a trace of the editor’s theme', async () => {
    const { page, sent } = await openWith([baseline]);
    for (const figure of ['delay-phases', 'block-times', 'timeline', 'network']) {
      await page
        .locator(`#figure-${figure}`)
        .getByRole('button', { name: /^More about/ })
        .click();
      await page.getByRole('menuitem', { name: 'Save as SVG…' }).click();
      await expect
        .poll(async () => (await sent()).at(-1), PATIENCE)
        .toMatchObject({
          type: 'saveFigure',
          name: `baseline-1-${figure}`,
          format: 'svg',
          data: expect.stringMatching(/^<svg [\s\S]*fill="#ffffff"[\s\S]*<text[\s\S]*<\/svg>$/),
        });
      const last = (await sent()).at(-1);
      expect(JSON.stringify(last)).not.toContain('#1f1f1f');
    }
  });

  test('is saved as a PNG that is sharp in print', async () => {
    const { page, sent } = await openWith([baseline]);
    await page
      .locator('#figure-ecdf')
      .getByRole('button', { name: /^More about/ })
      .click();
    await page.getByRole('menuitem', { name: 'Save as PNG…' }).click();
    await expect.poll(async () => (await sent()).at(-1)?.type, PATIENCE).toBe('saveFigure');
    const last = (await sent()).at(-1);
    const bytes = Buffer.from(last?.type === 'saveFigure' ? last.data : '', 'base64');
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    expect(bytes.readUInt32BE(16)).toBe(1860);
  });
});

describe('the timeline', () => {
  test('shows the chosen block, and steps to its neighbours', async () => {
    const { page } = await openWith([baseline]);
    const figure = page.locator('#figure-timeline');
    await page.getByLabel('Configuration block', { exact: true }).selectOption('5');
    expect(await figure.locator('h3').textContent()).toContain('Configuration block 5');
    const next = page.getByRole('button', { name: 'Next configuration block' });
    await next.focus();
    await page.keyboard.press('Enter');
    expect(await figure.locator('h3').textContent()).toContain('Configuration block 6');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('next-reconfiguration');
    expect(await figure.locator('tbody tr').count()).toBe(32);
  });
});

describe('in high contrast', () => {
  test('the phases of the timeline have the same patterns as in charts', async () => {
    const { page } = await openWith([baseline], { theme: 'highContrast' });
    const tile = (phase: string) =>
      page.locator(`#timeline-${phase} path`).evaluate((path) => [path.getAttribute('d'), path.getAttribute('stroke')]);
    const [propagation] = await tile('propagation');
    const [update, stroke] = await tile('update');
    expect(propagation).toMatch(/^M-8 8 0 0/);
    expect(update).toContain('a2.2 2.2');
    expect(stroke).toBeNull();
  });
});

describe('a click on a configuration block', () => {
  test('leads to its timeline', async () => {
    const { page, state } = await openWith([baseline]);
    const chart = page.locator('#figure-delay-history canvas');
    await chart.scrollIntoViewIfNeeded();
    const { width, height } = (await chart.boundingBox()) ?? { width: 0, height: 0 };
    await chart.click({ position: { x: timeArea(width).right - 4, y: height / 2 } });
    const last = baseline.delays.height.at(-1) ?? 0;
    await expect.poll(async () => (await state())?.choices.reconfiguration, PATIENCE).toBe(last);
    expect(await page.locator('#figure-timeline h3').textContent()).toContain(`Configuration block ${last}`);
    expect(
      await page.locator('#section-timeline').evaluate((section) => section.getBoundingClientRect().top),
    ).toBeLessThan(450);
  });
});

describe('transactions that are dropped because the pool is full', () => {
  test('are drawn over time and described in words', async () => {
    const loaded = fixture('loaded');
    const dropped = loaded.series.dropped.map((_, stretch) => (stretch >= 60 && stretch < 72 ? 40 : 0));
    const { page } = await openWith([{ ...loaded, series: { ...loaded.series, dropped } }]);
    const figure = page.locator('#figure-drops');
    const share = Math.ceil((12 / dropped.length) * 100);
    const total = (12 * 40 * loaded.series.step).toLocaleString('en-US');
    expect(await figure.textContent()).toContain(
      `Transactions dropped because the pool was full: ${total} transactions in ${share} % of the time.`,
    );
  });

  test('have no figure where there were none', async () => {
    const { page } = await openWith([fixture('loaded')]);
    expect(await page.locator('#figure-pool').isVisible()).toBe(true);
    expect(await page.locator('#figure-drops').isVisible()).toBe(false);
  });
});
