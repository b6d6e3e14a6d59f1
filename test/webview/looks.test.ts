import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import pixelmatch from 'pixelmatch';
import type { Browser, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MessageToPanel } from '../../server/protocol/panel.js';
import type { RunView } from '../../server/protocol/run-view.js';
import { comparisonView } from '../../server/view/comparison-view.js';
import { launchChromium } from '../browser/chromium.js';
import { experimentFixture } from './fixtures/experiment-fixtures.js';
import { fixture } from './fixtures/fixtures.js';
import { largestDifference } from './ink.js';
import { drawAll } from './opened-panels.js';
import { type OpenPanel, openPanel, servePanel } from './panel-page.js';
import type { ThemeName } from './themes.js';

/**
 * `UPDATE_SCREENSHOTS=1 npx vitest run test/webview/looks` accepts the current pictures. Look at them before you commit
 * them.
 */
const UPDATE = process.env.UPDATE_SCREENSHOTS === '1';
const KEPT = 'test/webview/screenshots';
const FAILED = 'test-results/webview';
/** Tile size in pixels. Pictures are stored at half size and compared tile by tile. */
const TILE = 10;
/** Tolerated difference of the mean colour of a tile. Antialiasing of letters differs slightly between machines. */
const TOLERANCE = 0.03;

const WIDE = 1100;
const NARROW = 400;
const WIDEST = 1600;

let browser: Browser;
let served: { address: string; server: Server };
/** The panel of the test before: the next one has it where only the theme is another. */
let shown: { subject: string; width: number; panel: OpenPanel } | undefined;

beforeAll(async () => {
  browser = await launchChromium();
  served = await servePanel();
});

afterAll(async () => {
  await browser?.close();
  served?.server.close();
});

const SUBJECTS: Record<string, () => MessageToPanel> = {
  baseline: () => runsMessage([fixture('baseline')]),
  loaded: () => runsMessage([fixture('loaded')]),
  managed: () => runsMessage([fixture('managed')]),
  faulty: () => runsMessage([faulty(fixture('managed'))]),
  comparison: () => runsMessage([fixture('baseline'), fixture('narrow-links')]),
  'experiment-block-sizes': () => ({ type: 'experiment', experiment: experimentFixture('block-sizes') }),
  'experiment-early': () => ({ type: 'experiment', experiment: experimentFixture('early') }),
  'experiment-protocols': () => ({ type: 'experiment', experiment: experimentFixture('protocols') }),
  topology: () => ({
    type: 'topology',
    topology: { uri: 'file:///network.twin', declaration: 'WorldWide', network: fixture('baseline').network },
    problem: null,
  }),
};

/** A run with overlapping faults of every kind. */
function faulty(run: RunView): RunView {
  const at = (share: number) => share * run.duration;
  return {
    ...run,
    warnings: [{ code: 'violation-agreement', severity: 'error', message: 'Two blocks at height 12.', at: at(0.5) }],
    faults: [
      { kind: 'byzantine', from: 0, to: run.duration, title: 'Byzantine twin: London 3', nodes: [3] },
      { kind: 'crash', from: at(0.1), to: at(0.3), title: '5 nodes down', nodes: [7, 8, 9, 10, 11] },
      { kind: 'partition', from: at(0.4), to: at(0.55), title: 'Partition: 8 | 8', nodes: [] },
      { kind: 'disturbance', from: at(0.5), to: at(0.7), title: '1 % of messages dropped', nodes: [] },
      { kind: 'disturbance', from: at(0.75), to: at(0.9), title: '4 nodes slow', nodes: [1, 2, 4, 5] },
    ],
    culprits: [
      { chain: 'management', node: 3, name: 'London 3', deed: 'invalid', count: 5, failed: 4, missed: 1, seconds: 12 },
    ],
  };
}

/** Subjects that are pictured in every theme. */
const RESULTS = Object.keys(SUBJECTS).filter((subject) => subject !== 'topology' && subject !== 'faulty');

const CASES: [subject: string, theme: ThemeName, width: number][] = [
  ['baseline', 'highContrastLight', WIDE],
  ...RESULTS.flatMap((subject) =>
    (['light', 'dark', 'highContrast'] as const).map((theme): [string, ThemeName, number] => [subject, theme, WIDE]),
  ),
  ['managed', 'dark', WIDEST],
  ['comparison', 'light', WIDEST],
  ['experiment-protocols', 'highContrastLight', WIDEST],
  ['faulty', 'highContrast', WIDEST],
  ['faulty', 'highContrastLight', NARROW],
  ['topology', 'dark', WIDE],
  ['topology', 'light', NARROW],
  ['baseline', 'dark', NARROW],
  ['comparison', 'light', NARROW],
  ['experiment-block-sizes', 'light', NARROW],
  ['managed', 'dark', NARROW],
  ['managed', 'highContrastLight', NARROW],
];

test.each(CASES)('%s in %s, %d px wide, looks as it should', async (subject, theme, width) => {
  const panel = await panelWith(subject, theme, width);
  await expectLooks(panel, `${subject}-${theme}-${width}`);
  expect(await panel.complaints()).toEqual([]);
});

/** The figures of a running experiment are drawn when they come into view: it is opened anew for each theme. */
const GROWING = 'experiment-early';

async function panelWith(subject: string, theme: ThemeName, width: number): Promise<OpenPanel> {
  if (shown?.subject === subject && shown.width === width && subject !== GROWING) {
    await shown.panel.setTheme(theme);
    return shown.panel;
  }
  await shown?.panel.page.close();
  const panel = await openPanel(browser, served.address, { theme, width });
  await panel.send(SUBJECTS[subject]());
  if (subject === GROWING) await drawAll(panel.page);
  shown = { subject, width, panel };
  return panel;
}

test('a change of the theme recolours what is shown', async () => {
  const panel = await openPanel(browser, served.address, { theme: 'light', width: WIDE });
  await panel.send(SUBJECTS.baseline());
  await panel.setTheme('dark');
  await expectLooks(panel, `baseline-dark-${WIDE}`);
  await panel.page.close();
});

function runsMessage(runs: RunView[]): MessageToPanel {
  return runs.length > 1 ? { type: 'runs', runs, comparison: comparisonView(runs) } : { type: 'runs', runs };
}

/** A picture of the whole page at half its size, which is still legible. It is read once and therefore hardly compressed. */
async function wholePage(page: Page): Promise<Buffer> {
  const session = await page.context().newCDPSession(page);
  const { cssContentSize } = await session.send('Page.getLayoutMetrics');
  const { data } = await session.send('Page.captureScreenshot', {
    clip: { ...cssContentSize, scale: 0.5 },
    captureBeyondViewport: true,
    optimizeForSpeed: true,
  });
  await session.detach();
  return Buffer.from(data, 'base64');
}

async function expectLooks(panel: OpenPanel, name: string): Promise<void> {
  const picture = PNG.sync.read(await wholePage(panel.page));
  const kept = `${KEPT}/${name}.png`;
  if (UPDATE) writeFileSync(kept, PNG.sync.write(picture, { deflateLevel: 9, colorType: 2 }));
  expect(existsSync(kept), `${kept} is missing; make it with UPDATE_SCREENSHOTS=1`).toBe(true);
  const expected = PNG.sync.read(readFileSync(kept));
  const difference = largestDifference(expected, picture, TILE);
  if (difference > TOLERANCE) saveForInspection(name, expected, picture);
  expect(difference, `${FAILED}/${name}.png differs from ${kept}`).toBeLessThanOrEqual(TOLERANCE);
}

/** Saves the drawn picture and a picture of the differences. */
function saveForInspection(name: string, expected: PNG, actual: PNG): void {
  mkdirSync(FAILED, { recursive: true });
  writeFileSync(`${FAILED}/${name}.png`, PNG.sync.write(actual));
  const { width, height } = expected;
  if (actual.width !== width || actual.height !== height) return;
  const differences = new PNG({ width, height });
  pixelmatch(expected.data, actual.data, differences.data, width, height, { threshold: 0.15 });
  writeFileSync(`${FAILED}/${name}-differences.png`, PNG.sync.write(differences));
}
