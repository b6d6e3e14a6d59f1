import type { Server } from 'node:http';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { RunView } from '../../server/protocol/run-view.js';
import { launchChromium } from '../browser/chromium.js';
import { fixture } from './fixtures/fixtures.js';
import { type OpenPanel, openPanel, servePanel } from './panel-page.js';

const PATIENCE = { timeout: 20_000 };

let browser: Browser;
let served: { address: string; server: Server };
let panel: OpenPanel;

beforeAll(async () => {
  browser = await launchChromium();
  served = await servePanel();
});

afterEach(async () => {
  await panel.page.close();
});

afterAll(async () => {
  await browser?.close();
  served?.server.close();
});

async function openWith(...runs: RunView[]): Promise<void> {
  panel = await openPanel(browser, served.address, { theme: 'dark' });
  await panel.send({ type: 'runs', runs });
}

const OVER_TIME = ['throughput', 'configuration', 'delay-history'];

const surface = (figure: string) => panel.page.locator(`#figure-${figure} .time-surface`);
const shownWindow = async () => (await panel.state())?.choices.time;
const left = (found: Locator) => found.evaluate((element) => element.getBoundingClientRect().left);

async function boxOf(found: Locator) {
  const box = await found.boundingBox();
  if (!box) throw new Error('it is not on the page');
  return box;
}

describe('the time axis', () => {
  test('has the same place in all figures over time, and a crosshair in one marks the same moment in all', async () => {
    await openWith(fixture('managed'));
    const lefts = await Promise.all(OVER_TIME.map((figure) => left(surface(figure))));
    expect(new Set(lefts).size).toBe(1);
    await surface('throughput').scrollIntoViewIfNeeded();
    const { x, y, width, height } = await boxOf(surface('throughput'));
    await panel.page.mouse.move(x + width / 2, y + height / 2);
    const marked = await Promise.all(
      OVER_TIME.map((figure) => left(panel.page.locator(`#figure-${figure} .crosshair`))),
    );
    for (const place of marked) expect(Math.abs(place - (x + width / 2))).toBeLessThan(2);
    const reading = await panel.page.locator('#section-time .time-reading').textContent();
    expect(reading).toMatch(
      /^At 10\smin · throughput [\d,.]+\stx\/s · .*protocol .* · delay of configuration block \d+ /,
    );
    expect(await panel.complaints()).toEqual([]);
  });

  test('agrees with the positions of data in charts and drawings', async () => {
    await openWith(fixture('managed'));
    const switches = fixture('managed').story.epochs;
    const line = panel.page.locator(`#figure-configuration [data-configuration="${switches[0].height}"]`);
    await line.scrollIntoViewIfNeeded();
    const box = await boxOf(line);
    await panel.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    const reading = (await panel.page.locator('#section-time .time-reading').textContent()) ?? '';
    const [, minutes, seconds] = /^At (?:(\d+)\smin)?\s?(?:(\d+)\ss)?/.exec(reading) ?? [];
    const told = 60 * Number(minutes ?? 0) + Number(seconds ?? 0);
    expect(Math.abs(told - switches[0].from)).toBeLessThan(5);
  });

  test('zooms and pans by keyboard in all figures together, says so, and resets', async () => {
    await openWith(fixture('managed'));
    const { page } = panel;
    await surface('throughput').focus();
    await page.keyboard.press('ArrowRight');
    expect(await surface('throughput').getAttribute('aria-valuetext')).toContain('throughput');
    await page.keyboard.press('+');
    await expect.poll(shownWindow, PATIENCE).toBeTruthy();
    const zoomed = await shownWindow();
    expect((zoomed?.to ?? 0) - (zoomed?.from ?? 0)).toBeLessThan(1200);
    for (const figure of OVER_TIME) {
      expect(Number(await surface(figure).getAttribute('aria-valuemin'))).toBeCloseTo(zoomed?.from ?? -1, 6);
      expect(Number(await surface(figure).getAttribute('aria-valuemax'))).toBeCloseTo(zoomed?.to ?? -1, 6);
    }
    await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(async () => (await shownWindow())?.from ?? 0, PATIENCE).toBeGreaterThan(zoomed?.from ?? 0);
    expect(await surface('throughput').evaluate((found) => found === document.activeElement)).toBe(true);
    expect(await page.locator('#section-time .zoom-shown').textContent()).toMatch(/min.* – .*min/);
    await page.keyboard.press('0');
    await expect.poll(shownWindow, PATIENCE).toBeNull();
    expect(await page.getByRole('button', { name: 'Reset zoom of the figures over time' }).isDisabled()).toBe(true);
  });

  test('zooms into the dragged range, pans with Shift, zooms with Ctrl and the wheel, and resets by a double click', async () => {
    await openWith(fixture('managed'));
    const { page } = panel;
    await surface('throughput').scrollIntoViewIfNeeded();
    const { x, y, width, height } = await boxOf(surface('throughput'));
    const middle = y + height / 2;
    await page.mouse.move(x + width / 4, middle);
    await page.mouse.down();
    await page.mouse.move(x + width / 3, middle);
    await page.mouse.move(x + width / 2, middle);
    await page.mouse.up();
    await expect.poll(async () => Math.round((await shownWindow())?.from ?? 0), PATIENCE).toBeGreaterThan(290);
    const dragged = await shownWindow();
    expect(dragged?.to).toBeGreaterThan(590);
    expect(dragged?.to).toBeLessThan(610);
    // A drag is not a click, so nothing was selected.
    expect((await panel.state())?.choices.reconfiguration).toBeNull();
    await page.keyboard.down('Shift');
    await page.mouse.move(x + width / 2, middle);
    await page.mouse.down();
    await page.mouse.move(x + width / 2 + 40, middle);
    await page.mouse.move(x + width / 2 + 80, middle);
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await expect.poll(async () => (await shownWindow())?.from ?? 0, PATIENCE).toBeLessThan((dragged?.from ?? 0) - 1);
    const panned = await shownWindow();
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -200);
    await page.keyboard.up('Control');
    const length = async () => {
      const now = await shownWindow();
      return (now?.to ?? 0) - (now?.from ?? 0);
    };
    await expect.poll(length, PATIENCE).toBeLessThan((panned?.to ?? 0) - (panned?.from ?? 0) - 1);
    await page.mouse.dblclick(x + width / 2, middle);
    await expect.poll(shownWindow, PATIENCE).toBeNull();
  });

  test('leaves the wheel alone to scroll the page', async () => {
    await openWith(fixture('managed'));
    await surface('throughput').scrollIntoViewIfNeeded();
    const { x, y, width, height } = await boxOf(surface('throughput'));
    await panel.page.mouse.move(x + width / 2, y + height / 2);
    const before = await panel.page.evaluate(() => scrollY);
    await panel.page.mouse.wheel(0, 120);
    await expect.poll(() => panel.page.evaluate(() => scrollY), PATIENCE).toBeGreaterThan(before);
    expect(await shownWindow()).toBeUndefined();
  });

  test('draws in bins of a few blocks, narrower after zooming in, and the caption gives their width', async () => {
    const hour = { ...fixture('loaded') };
    const four = (values: number[]) => [...values, ...values, ...values, ...values, ...values];
    const { series } = hour;
    await openWith({
      ...hour,
      duration: 6000,
      simulatedSeconds: 6000,
      series: {
        ...series,
        throughput: four(series.throughput),
        pool: four(series.pool),
        dropped: four(series.dropped),
      },
    });
    const caption = panel.page.locator('#figure-throughput figcaption');
    expect(await caption.textContent()).toMatch(/Each point is the mean of 20\ss \(about \d+ blocks\)\.$/);
    await surface('throughput').focus();
    for (let i = 0; i < 6; i++) await panel.page.keyboard.press('+');
    await expect
      .poll(() => caption.textContent(), PATIENCE)
      .toMatch(/Each point is the mean of 4\ss \(about \d+ blocks\)\.$/);
  });

  test('is kept for the next reload', async () => {
    const time = { from: 300, to: 600 };
    panel = await openPanel(browser, served.address, {
      theme: 'dark',
      state: { runs: ['managed'], choices: { distribution: 'delay.total', reconfiguration: null, run: null, time } },
    });
    await panel.send({ type: 'runs', runs: [fixture('managed')] });
    expect(await surface('throughput').getAttribute('aria-valuemin')).toBe('300');
  });
});

describe('the timeline of a configuration block', () => {
  test('zooms by itself, shows the progress of the block, and is reset for the next block', async () => {
    await openWith(fixture('baseline'));
    const { page } = panel;
    await surface('timeline').focus();
    await page.keyboard.press('ArrowRight');
    expect(await surface('timeline').getAttribute('aria-valuetext')).toMatch(
      /ms after the interval · decided · received by \d+ of 32 nodes, applied by \d+/,
    );
    await page.keyboard.press('+');
    const zoomed = async () => (await panel.state())?.choices.timeline;
    await expect.poll(zoomed, PATIENCE).toBeTruthy();
    expect(await shownWindow()).toBeUndefined();
    const outside = await page.locator('#figure-timeline .drawing svg').evaluate((drawing) => {
      const clip = drawing.querySelector('#timeline-window rect')?.getBoundingClientRect();
      return clip !== undefined;
    });
    expect(outside).toBe(true);
    await page.getByRole('button', { name: 'Next configuration block' }).click();
    await expect.poll(zoomed, PATIENCE).toBeNull();
  });
});
