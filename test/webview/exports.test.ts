import type { Server } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.js';
import { experimentFixture } from './fixtures/experiment-fixtures.js';
import { fixture } from './fixtures/fixtures.js';
import { largestDifference } from './ink.js';
import { type OpenPanel, openPanel, servePanel } from './panel-page.js';

/** Generous, because a busy machine is slow with large pictures. */
const PATIENCE = { timeout: 20_000 };

let browser: Browser;
let served: { address: string; server: Server };
let panels: Record<'run' | 'managed' | 'experiment', OpenPanel>;
let viewer: Page;

beforeAll(async () => {
  browser = await launchChromium();
  served = await servePanel();
  const open = () => openPanel(browser, served.address, { theme: 'highContrast' });
  panels = { run: await open(), managed: await open(), experiment: await open() };
  await panels.run.send({ type: 'runs', runs: [fixture('loaded')] });
  await panels.managed.send({ type: 'runs', runs: [fixture('managed')] });
  await panels.experiment.send({ type: 'experiment', experiment: experimentFixture('protocols') });
  viewer = await browser.newPage({ viewport: { width: 1000, height: 900 } });
});

afterAll(async () => {
  await browser?.close();
  served?.server.close();
});

const FILES = { run: 'loaded-1', managed: 'managed-1', experiment: 'protocolsunderload' };

async function save(subject: keyof typeof FILES, figure: string, format: 'png' | 'svg'): Promise<string> {
  const panel = panels[subject];
  await panel.page.bringToFront();
  const title = `Save as ${format.toUpperCase()}…`;
  await panel.page
    .locator(`#figure-${figure}`)
    .getByRole('button', { name: /^More about/ })
    .click();
  await panel.page.getByRole('menuitem', { name: title }).click();
  let data = '';
  await expect
    .poll(async () => {
      const last = (await panel.sent()).at(-1);
      if (last?.type === 'saveFigure') ({ data } = last);
      return last;
    }, PATIENCE)
    .toMatchObject({ type: 'saveFigure', name: `${FILES[subject]}-${figure}`, format });
  return data;
}

/** The size and colours with which a viewer displays a file at a size in px. */
async function look(address: string, width: number, height: number): Promise<PNG> {
  await viewer.bringToFront();
  await viewer.setContent('<body style="margin:0"><img id="file"></body>');
  await viewer.evaluate(
    ([src, size]) => {
      const image = document.querySelector('img');
      if (!image) throw new Error('the page has no image');
      image.width = size;
      image.src = src;
      return image.decode();
    },
    [address, width] as const,
  );
  return PNG.sync.read(await viewer.screenshot({ clip: { x: 0, y: 0, width, height } }));
}

describe('an exported figure', () => {
  test.each([
    ['run', 'delay-phases'],
    ['run', 'block-times'],
    ['run', 'delay-history'],
    ['run', 'histogram'],
    ['run', 'ecdf'],
    ['run', 'throughput'],
    ['run', 'pool'],
    ['run', 'traffic'],
    ['run', 'timeline'],
    ['run', 'network'],
    ['managed', 'configuration'],
    ['managed', 'throughput'],
    ['experiment', 'experiment-delay-means'],
    ['experiment', 'experiment-delay-boxes'],
    ['experiment', 'experiment-metric'],
    ['experiment', 'experiment-heat-map'],
  ] as const)(
    'of a %s: %s looks the same as SVG and as PNG, black on white even from a dark editor',
    async (subject, figure) => {
      const png = await save(subject, figure, 'png');
      const svg = await save(subject, figure, 'svg');
      const header = Buffer.from(png, 'base64');
      const [width, height] = [header.readUInt32BE(16) / 3, header.readUInt32BE(20) / 3];
      const fromPng = await look(`data:image/png;base64,${png}`, width, height);
      const fromSvg = await look(`data:image/svg+xml,${encodeURIComponent(svg)}`, width, height);
      expect(largestDifference(fromPng, fromSvg)).toBeLessThan(0.1);
      expect([...fromSvg.data.subarray(0, 4)]).toEqual([255, 255, 255, 255]);
    },
  );

  test('as SVG has unique names for its clips, so that one document can contain several', async () => {
    const svg = await save('run', 'ecdf', 'svg');
    const ids = [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids.length).toBeGreaterThan(0);
    for (const id of ids) expect(id).toMatch(/^loaded-1-ecdf-clip-\d+$/);
  });
});
