import type { Server } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { RunView } from '../../server/protocol/run-view.js';
import { comparisonView } from '../../server/view/comparison-view.js';
import { launchChromium } from '../browser/chromium.js';
import { type OpenPanel, openPanel, type PanelSurroundings, servePanel } from './panel-page.js';

/** Timeout of drawing in the panel, ms. A large picture takes seconds on a busy machine. */
export const PATIENCE = { timeout: 20_000 };

/** Opens panels in the browser that a test file shares. */
export interface PanelOpener {
  /**
   * Opens an empty panel, dark unless `around` says otherwise.
   * @param texts of another language, keyed by the English texts
   */
  open(around?: Partial<PanelSurroundings>, texts?: Readonly<Record<string, string>>): Promise<OpenPanel>;
  /** Opens a panel with one run, or with a comparison of several runs. */
  openWith(runs: RunView[], around?: Partial<PanelSurroundings>): Promise<OpenPanel>;
}

/** Starts one browser for the test file that calls this, closes each panel after its test, and the browser at the end. */
export function panelsOfThisFile(): PanelOpener {
  let browser: Browser;
  const servers: Server[] = [];
  const opened: OpenPanel[] = [];
  let plain = '';

  async function serve(texts?: Readonly<Record<string, string>>): Promise<string> {
    const { address, server } = await servePanel(texts);
    servers.push(server);
    return address;
  }

  beforeAll(async () => {
    browser = await launchChromium();
    plain = await serve();
  });

  afterEach(async () => {
    for (const panel of opened.splice(0)) await panel.page.close();
  });

  afterAll(async () => {
    await browser?.close();
    for (const server of servers) server.close();
  });

  const open: PanelOpener['open'] = async (around = {}, texts) => {
    const panel = await openPanel(browser, texts ? await serve(texts) : plain, { theme: 'dark', ...around });
    opened.push(panel);
    return panel;
  };

  return {
    open,
    openWith: async (runs, around) => {
      const panel = await open(around);
      const comparison = runs.length > 1 ? { comparison: comparisonView(runs) } : {};
      await panel.send({ type: 'runs', runs, ...comparison });
      return panel;
    },
  };
}

/** Scrolls through the page: figures that still grow are drawn when they come into view. */
export async function drawAll(page: Page): Promise<void> {
  for (const plot of await page.locator('.plot').all()) {
    await plot.scrollIntoViewIfNeeded();
    await plot.locator('> *').first().waitFor();
  }
  await page.evaluate(() => window.scrollTo(0, 0));
}
