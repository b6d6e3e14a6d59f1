import type { Server } from 'node:http';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { timeArea } from '../../client/webview/time/time-area.js';
import { prepare, Simulation } from '../../engine/simulation.js';
import type { ExpectationView } from '../../server/protocol/experiment-view.js';
import { DEFAULT_CHOICES, type ProgressView } from '../../server/protocol/panel.js';
import type { RunView } from '../../server/protocol/run-view.js';
import { comparisonView } from '../../server/view/comparison-view.js';
import { liveRunView } from '../../server/view/run-view.js';
import { launchChromium } from '../browser/chromium.js';
import { baselineScenario } from '../view/synthetic-results.js';
import { FIXTURES, fixture } from './fixtures/fixtures.js';
import { type OpenPanel, openPanel, type PanelSurroundings, servePanel } from './panel-page.js';

/** A busy machine takes its time over a large picture. */
const PATIENCE = { timeout: 20_000 };

let browser: Browser;
let served: { address: string; server: Server };
const opened: OpenPanel[] = [];

beforeAll(async () => {
  await prepare();
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

async function open(around: Partial<PanelSurroundings> = {}): Promise<OpenPanel> {
  const panel = await openPanel(browser, served.address, { theme: 'dark', ...around });
  opened.push(panel);
  return panel;
}

async function openWith(runs: RunView[], around: Partial<PanelSurroundings> = {}): Promise<OpenPanel> {
  const panel = await open(around);
  await panel.send(runs.length > 1 ? { type: 'runs', runs, comparison: comparisonView(runs) } : { type: 'runs', runs });
  return panel;
}

const baseline = fixture('baseline');
const narrow = fixture('narrow-links');

describe('the panel and its host', () => {
  test('speaks first, and says what it showed before', async () => {
    const fresh = await open();
    expect(await fresh.sent()).toEqual([{ type: 'ready', state: null }]);
    const state = { runs: ['a'], choices: { distribution: 'delay.update', reconfiguration: 3, run: null } };
    const restored = await open({ state });
    expect(await restored.sent()).toEqual([{ type: 'ready', state }]);
  });

  test('keeps which runs it shows, and how, for the next reload', async () => {
    const panel = await openWith([baseline]);
    await panel.page.getByLabel('Metric').selectOption('delay.update');
    expect(await panel.state()).toEqual({
      runs: ['baseline'],
      choices: { ...DEFAULT_CHOICES, distribution: 'delay.update' },
    });
  });

  test('speaks the language of the editor, in what is said by itself and in templates around values', async () => {
    const german = await servePanel({
      'Block time': 'Blockzeit',
      'Run Again': 'Nochmal',
      'seed {0}': 'Startwert {0}',
      '{0} warm-up not measured': 'ohne {0} Vorlauf',
    });
    try {
      const panel = await openPanel(browser, german.address, { theme: 'dark' });
      opened.push(panel);
      await panel.send({ type: 'runs', runs: [baseline] });
      await panel.page.getByRole('button', { name: 'Nochmal' }).waitFor();
      const text = await panel.page.locator('body').innerText();
      expect(text).toContain('Blockzeit');
      expect(text).toContain(`Startwert ${baseline.seed}`);
      expect(text).not.toContain('Run Again');
      // What nobody has translated is said in English.
      expect(text).toContain('Throughput');
      expect(await panel.complaints()).toEqual([]);
    } finally {
      german.server.close();
    }
  });

  test('ignores messages that it does not know', async () => {
    const panel = await openWith([baseline]);
    await panel.page.evaluate(() => window.postMessage({ type: 'dance' }, '*'));
    await panel.page.evaluate(() => window.postMessage('hello', '*'));
    expect(await panel.page.getByRole('heading', { level: 1 }).textContent()).toBe('Baseline');
    expect(await panel.complaints()).toEqual([]);
  });

  test('asks for runs, comparisons and data', async () => {
    const { page, sent } = await openWith([baseline]);
    await page.getByRole('button', { name: 'Run Again' }).click();
    await page.getByRole('button', { name: 'New Seed' }).click();
    await page.getByRole('button', { name: 'Compare…' }).click();
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: 'Parquet…' }).click();
    expect((await sent()).slice(1)).toEqual([
      { type: 'runAgain', run: 'baseline', newSeed: false },
      { type: 'runAgain', run: 'baseline', newSeed: true },
      { type: 'compare', runs: ['baseline'] },
      { type: 'exportData', runs: ['baseline'], format: 'parquet' },
    ]);
  });

  test('marks runs whose text has changed since, until it has not', async () => {
    const { page, send } = await openWith([baseline, narrow]);
    const marks = page.locator('[data-code="text-changed"]');
    expect(await marks.count()).toBe(0);
    await send({ type: 'outdated', runs: ['narrow-links'] });
    expect(await marks.allTextContents()).toEqual([expect.stringMatching(/^NarrowLinks: The text has changed since/)]);
    await send({ type: 'outdated', runs: [] });
    expect(await marks.count()).toBe(0);
  });

  test('leads from a figure and from a warning to the text', async () => {
    const { page, sent } = await openWith([
      {
        ...baseline,
        warnings: [
          { code: 'cycles-failed', severity: 'warning', message: 'Cycles failed.', origin: 'management.cycleTimeout' },
        ],
      },
    ]);
    await page
      .locator('#figure-block-times')
      .getByRole('button', { name: /^More about/ })
      .click();
    await page.getByRole('menuitem', { name: 'Show in Editor' }).click();
    await page.getByRole('button', { name: 'Show management.cycleTimeout in Editor' }).click();
    expect((await sent()).slice(1)).toEqual([
      { type: 'reveal', run: 'baseline', origin: 'primary.blockInterval' },
      { type: 'reveal', run: 'baseline', origin: 'management.cycleTimeout' },
    ]);
  });

  test('says first of all whether what the text expects holds, and leads to its line', async () => {
    const deciding = { about: 'this run', n: 1, unit: 's', value: 0.48, low: 0.48, high: 0.48 };
    const expectations: ExpectationView[] = [
      {
        text: 'blocks come quickly',
        source: 'mean(primary.blockTime) < 10s',
        outcome: 'passed',
        deciding: [{ ...deciding, outcome: 'passed', bound: 10 }],
      },
      {
        text: 'blocks come at once',
        source: 'mean(primary.blockTime) < 1ms',
        outcome: 'failed',
        deciding: [{ ...deciding, outcome: 'failed', bound: 0.001 }],
      },
    ];
    const { page, send, sent } = await openWith([{ ...baseline, expectations }]);
    const verdict = page.locator('.expectations');
    expect(await verdict.locator('.finding').textContent()).toBe('1 of 2 expectations met');
    expect(await verdict.locator('.expectation').nth(1).textContent()).toMatch(
      /Failed blocks come at once.*480\sms; limit 1\sms/,
    );
    const top = (selector: string) => page.locator(selector).evaluate((found) => found.getBoundingClientRect().top);
    expect(await top('.expectations')).toBeLessThan(await top('.headline'));
    await verdict.getByRole('button', { name: 'Show “blocks come at once” in Editor' }).click();
    expect((await sent()).at(-1)).toEqual({ type: 'revealExpectation', run: 'baseline', expectation: 1 });
    const undecided = expectations.map((each) => ({ ...each, outcome: 'undecided' as const, deciding: [] }));
    await send({ type: 'runs', runs: [{ ...baseline, state: 'stopped', expectations: undecided }] });
    expect(await verdict.locator('.finding').textContent()).toBe('Stopped early: 2 expectations undecided');
  });

  test('shows progress while a run goes on, fills in, and can stop it', async () => {
    const running: RunView = { ...baseline, state: 'running', reconfigurations: [], warnings: [] };
    const panel = await openWith([running]);
    const progress: ProgressView = {
      run: 'baseline',
      name: 'Baseline',
      simulatedSeconds: 300,
      duration: 1200,
      eventsPerSecond: 1_234_567,
      secondsLeft: 12,
    };
    await panel.send({ type: 'progress', progress });
    const bar = panel.page.locator('.progress');
    expect(await bar.textContent()).toMatch(/5\smin of 20\smin \(25\s%\).*1,234,567 events\/s.*12\ss left/);
    expect(await panel.page.getByRole('button', { name: 'Run Again' }).count()).toBe(0);
    const stop = bar.getByRole('button');
    // In the frame of the click: no answer of the host has come.
    expect(
      await stop.evaluate((button: HTMLButtonElement) => {
        button.click();
        return [button.textContent, button.disabled];
      }),
    ).toEqual(['Stopping…', true]);
    expect((await panel.sent()).at(-1)).toEqual({ type: 'stop', run: 'baseline' });
    await panel.send({ type: 'progress', progress });
    expect(await stop.isDisabled()).toBe(true);
    await panel.send({ type: 'progress', progress: { ...progress, stopping: true } });
    expect(await bar.textContent()).toContain('Baseline: stopping; saving results…');
    await panel.send({ type: 'progress', progress: { ...progress, run: 'another' } });
    expect(await stop.textContent()).toBe('Stop');
    await panel.send({ type: 'progress', progress });
    await panel.send({ type: 'runs', runs: [baseline] });
    expect(await bar.isVisible()).toBe(false);
    expect(await panel.page.locator('#figure-timeline').isVisible()).toBe(true);
  });

  test('fills in from the first moment on', async () => {
    const { page, send, complaints } = await open();
    const scenario = baselineScenario({ seconds: 120 });
    const simulation = new Simulation(scenario);
    const figures: number[] = [];
    for (const second of [0, 1, 29, 70, 120]) {
      simulation.advance(second);
      await send({ type: 'runs', runs: [liveRunView(simulation.results(), scenario, { id: 'live' })] });
      figures.push(await page.locator('figure').count());
    }
    expect(figures).toEqual([...figures].sort((a, b) => a - b));
    expect(figures[0]).toBeGreaterThan(0);
    expect(figures[4]).toBeGreaterThanOrEqual(8);
    expect(await complaints()).toEqual([]);
  });

  test('previews a topology and follows its changes', async () => {
    const panel = await open();
    const topology = { uri: 'file:///a.twin', declaration: 'WorldWide', network: baseline.network };
    await panel.send({ type: 'topology', topology, problem: null });
    expect(await panel.page.locator('[data-node]').count()).toBe(32);
    const fewer = { ...baseline.network, nodes: baseline.network.nodes.slice(0, 4), links: [] };
    await panel.send({ type: 'topology', topology: { ...topology, network: fewer }, problem: null });
    expect(await panel.page.locator('[data-node]').count()).toBe(4);
    expect(await panel.page.locator('figcaption').textContent()).toContain('4 nodes');
    expect(await panel.complaints()).toEqual([]);
  });

  test('keeps the last drawing of a topology, dimmed, while its text has errors, and says so', async () => {
    const panel = await open();
    const topology = { uri: 'file:///a.twin', declaration: 'WorldWide', network: baseline.network };
    await panel.send({ type: 'topology', topology, problem: null });
    const opacity = () =>
      panel.page.locator('#figure-network .plot').evaluate((plot) => Number(getComputedStyle(plot).opacity));
    expect(await opacity()).toBe(1);
    const problem = 'Preview paused: fix the errors in WorldWide.';
    await panel.send({ type: 'topology', topology, problem });
    expect(await panel.page.locator('[data-node]').count()).toBe(32);
    expect(await opacity()).toBeLessThan(0.6);
    expect(await panel.page.locator('.run-header [role="status"]').textContent()).toBe(problem);
    await panel.send({ type: 'topology', topology, problem: null });
    expect(await opacity()).toBe(1);
    expect(await panel.page.locator('.run-header [role="status"]').textContent()).toBe('Live preview');
  });
});

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
  test('shows the block that was picked, and steps to its neighbours', async () => {
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
  test('the phases of the timeline have the textures that they have in charts', async () => {
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

describe('a notice', () => {
  test('is said where it can be seen', async () => {
    const { page, send } = await openWith([baseline]);
    await page.locator('#figure-network').scrollIntoViewIfNeeded();
    await send({ type: 'notice', message: 'Saved to results.csv.' });
    const notice = page.getByText('Saved to results.csv.');
    expect(await notice.getAttribute('role')).toBe('status');
    const { y } = (await notice.boundingBox()) ?? { y: -1 };
    expect(y).toBeGreaterThan(0);
    expect(y).toBeLessThan(900);
  });
});

describe('transactions that found the pool full', () => {
  test('are drawn over time and told in words', async () => {
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

describe('the map', () => {
  test('says the links and delays of the node under the pointer', async () => {
    const { page } = await openWith([baseline]);
    const node = page.locator('#figure-network [data-node="0"]');
    await node.hover();
    const card = page.locator('.hover-card');
    const { place } = baseline.network.nodes[0];
    expect(await card.textContent()).toContain(`${place} 0`);
    expect(await card.textContent()).toMatch(/16 links: .*\sms to .*Propagation .* update .* total .* \(means\)/);
    expect(await page.locator('[data-layer="highlight"] path').getAttribute('d')).toContain('M');
  });

  test('and of the node that the arrow keys have reached', async () => {
    const { page } = await openWith([baseline]);
    await page.locator('#figure-network .drawing').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('.hover-card').textContent()).toContain(`${baseline.network.nodes[1].place} 1`);
    await page.keyboard.press('Escape');
    expect(await page.locator('.hover-card').isVisible()).toBe(false);
  });

  test('has a legend that fits a narrow page', async () => {
    const { page } = await openWith([baseline], { width: 400 });
    const drawing = page.locator('#figure-network .drawing svg');
    const right = (found: Element) => found.getBoundingClientRect().right;
    const ends = await drawing
      .locator('text')
      .evaluateAll((all) => all.map((text) => text.getBoundingClientRect().right));
    expect(ends.length).toBe(3);
    expect(Math.max(...ends)).toBeLessThanOrEqual(await drawing.evaluate(right));
  });

  test('tells groups apart by colour, and shows the region that a network stays in', async () => {
    const { page, send } = await open();
    const inEurope = baseline.network.nodes.filter(({ place }) =>
      ['London', 'Zurich', 'Rome', 'Athens'].includes(place),
    );
    const nodes = inEurope.map((node, i) => ({ ...node, group: i % 2 === 0 ? 'Banks' : 'Ports' }));
    expect(nodes.length).toBeGreaterThan(3);
    const network = { nodes, links: [], linksLeftOut: 0 };
    await send({
      type: 'topology',
      topology: { uri: 'file:///a.twin', declaration: 'Europe', network },
      problem: null,
    });
    const fills = await page
      .locator('[data-node]')
      .evaluateAll((marks) => marks.map((mark) => mark.getAttribute('fill')));
    expect(new Set(fills).size).toBe(2);
    expect(await page.locator('figure .drawing svg').textContent()).toMatch(/Banks \(\d+\)Ports \(\d+\)/);
    const boxes = await page
      .locator('[data-node]')
      .evaluateAll((marks) => marks.map((mark) => mark.getBoundingClientRect().x));
    expect(Math.max(...boxes) - Math.min(...boxes)).toBeGreaterThan(300);
  });
});

describe('a closer look at the map', () => {
  test('by buttons, keys and the wheel sets nodes of one region apart, and is kept and reset', async () => {
    const { page, state } = await openWith([baseline]);
    const distance = async () => {
      const place = (node: number) =>
        page.locator(`#figure-network [data-node="${node}"]`).evaluate((mark) => mark.getBoundingClientRect().x);
      return Math.abs((await place(near.node)) - (await place(far.node)));
    };
    const inEurope = baseline.network.nodes.filter(({ place }) =>
      ['London', 'Zurich', 'Rome', 'Athens'].includes(place),
    );
    const [near] = inEurope;
    const far = inEurope.find(({ place }) => place !== near.place) ?? near;
    const before = await distance();
    const map = page.locator('#figure-network .drawing');
    await map.scrollIntoViewIfNeeded();
    const box = (await page.locator(`#figure-network [data-node="${near.node}"]`).boundingBox()) ?? { x: 0, y: 0 };
    await page.mouse.move(box.x, box.y);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -200);
    await page.keyboard.up('Control');
    await expect.poll(async () => (await state())?.choices.map?.zoom ?? 1, PATIENCE).toBeGreaterThan(2);
    expect(await distance()).toBeGreaterThan(1.9 * before);
    await map.focus();
    await page.keyboard.press('0');
    await expect.poll(async () => (await state())?.choices.map, PATIENCE).toBeNull();
    expect(await distance()).toBeCloseTo(before, 1);
    await page.getByRole('button', { name: 'Zoom in on the map' }).click();
    await expect.poll(async () => (await state())?.choices.map?.zoom, PATIENCE).toBe(2);
    await map.focus();
    await page.keyboard.press('Shift+ArrowLeft');
    await expect.poll(async () => (await state())?.choices.map?.x ?? 1, PATIENCE).toBeLessThan(0.5);
    await page.getByRole('button', { name: 'Reset zoom of the map' }).click();
    await expect.poll(async () => (await state())?.choices.map, PATIENCE).toBeNull();
  });
});

describe('a comparison', () => {
  test('tabulates the differences with intervals and says how they were made', async () => {
    const { page, complaints } = await openWith([baseline, narrow]);
    const table = page.locator('#section-differences table');
    expect(await table.locator('thead').textContent()).toMatch(/Baseline.*NarrowLinks.*Difference \(95\s% CI\)/);
    const agreement = table.locator('tr', { hasText: 'Agreement delay' });
    // One cell: nothing can part the difference, its share and its interval.
    expect(await agreement.locator('td').last().textContent()).toMatch(
      /^\+\d+\sms \(\+\d+\s%\)\+[\d.]+ to \+[\d.]+\sms$/,
    );
    expect(await page.locator('.method').textContent()).toContain('batch means');
    expect(await complaints()).toEqual([]);
  });

  test('says what was changed before what came of it, and takes any run as the baseline', async () => {
    const runs = [baseline, narrow];
    const changes = [{ property: 'topology.groups[Nodes].bandwidth', values: ['normal(10 MB/s)', 'normal(2 MB/s)'] }];
    const panel = await openWith(runs);
    await panel.send({ type: 'runs', runs, comparison: { ...comparisonView(runs), changes } });
    const changed = panel.page.locator('table.changed-properties');
    expect(await changed.textContent()).toContain('topology.groups[Nodes].bandwidthnormal(10 MB/s)normal(2 MB/s)');
    const top = (selector: string) =>
      panel.page
        .locator(selector)
        .last()
        .evaluate((found) => found.getBoundingClientRect().top);
    expect(await top('table.changed-properties')).toBeLessThan(await top('#section-differences table'));
    await panel.page.getByRole('button', { name: 'Use NarrowLinks as baseline' }).click();
    expect((await panel.sent()).at(-1)).toEqual({ type: 'baseline', runs: ['narrow-links', 'baseline'] });
  });

  test('says that identical runs are identical, and marks totals of unequal times', async () => {
    const again = { ...baseline, id: 'again', name: 'Again' };
    const panel = await openWith([baseline, again]);
    await panel.send({
      type: 'runs',
      runs: [baseline, again],
      comparison: { ...comparisonView([baseline, again]), changes: [] },
    });
    expect(await panel.page.locator('#section-differences .finding').textContent()).toBe(
      'Again is identical to Baseline: same scenario, same seed, same figures.',
    );
    const shorter = { ...again, simulatedSeconds: baseline.simulatedSeconds / 2 };
    await panel.send({ type: 'runs', runs: [baseline, shorter], comparison: comparisonView([baseline, shorter]) });
    expect(await panel.page.locator('#section-differences tr', { hasText: 'Messages' }).textContent()).toMatch(
      /^Messages\s\*/,
    );
    expect(await panel.page.locator('.method').textContent()).toContain('* Totals over unequal measured times');
  });

  test('tells two runs of one scenario apart by their seeds', async () => {
    const { page } = await openWith([baseline, { ...baseline, id: 'again', seed: 7 }]);
    expect(await page.locator('.compared').textContent()).toMatch(/Baseline, seed 1.*Baseline, seed 7/);
  });

  test('shows timeline and network of the run in focus', async () => {
    const { page } = await openWith([baseline, narrow]);
    await page.locator('#choose-run-timeline').selectOption('narrow-links');
    expect(await page.locator('#figure-timeline h3').textContent()).toContain('NarrowLinks');
    expect(await page.locator('#figure-network h3').textContent()).toContain('NarrowLinks');
  });
});

describe('text from the scenario', () => {
  test('never becomes markup', async () => {
    const evil = '<img src=x onerror=alert(1)><b>bold</b>';
    const hostile: RunView = {
      ...baseline,
      name: evil,
      scenario: evil,
      warnings: [{ code: 'evil', severity: 'warning', message: evil, origin: evil }],
      network: {
        ...baseline.network,
        nodes: baseline.network.nodes.map((node) => ({ ...node, place: evil, group: evil })),
      },
    };
    const { page, complaints } = await openWith([hostile]);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(evil);
    expect(await page.locator('#panel img, #panel b').count()).toBe(0);
    await page.locator('#figure-network [data-node="0"]').hover();
    expect(await page.locator('.hover-card').textContent()).toContain(evil);
    expect(await page.locator('#panel img, #panel b').count()).toBe(0);
    expect(await complaints()).toEqual([]);
  });
});
