import { beforeAll, describe, expect, test } from 'vitest';
import { prepare, Simulation } from '../../engine/simulation.js';
import type { ExpectationView } from '../../server/protocol/experiment-view.js';
import { DEFAULT_CHOICES, type ProgressView } from '../../server/protocol/panel.js';
import type { RunView } from '../../server/protocol/run-view.js';
import { liveRunView } from '../../server/view/run-view.js';
import { baselineScenario } from '../view/synthetic-results.js';
import { fixture } from './fixtures/fixtures.js';
import { panelsOfThisFile } from './opened-panels.js';

const { open, openWith } = panelsOfThisFile();
const baseline = fixture('baseline');
const narrow = fixture('narrow-links');

describe('the panel and its host', () => {
  beforeAll(prepare);

  test('sends the first message, and reports its earlier state', async () => {
    const fresh = await open();
    expect(await fresh.sent()).toEqual([{ type: 'ready', state: null }]);
    const state = { runs: ['a'], choices: { distribution: 'delay.update', reconfiguration: 3, run: null } };
    const restored = await open({ state });
    expect(await restored.sent()).toEqual([{ type: 'ready', state }]);
  });

  test('keeps its runs and view for the next reload', async () => {
    const panel = await openWith([baseline]);
    await panel.page.getByLabel('Metric').selectOption('delay.update');
    expect(await panel.state()).toEqual({
      runs: ['baseline'],
      choices: { ...DEFAULT_CHOICES, distribution: 'delay.update' },
    });
  });

  test('speaks the language of the editor, in plain texts and in templates with values', async () => {
    const german = {
      'Block time': 'Blockzeit',
      'Run Again': 'Nochmal',
      'seed {0}': 'Startwert {0}',
      '{0} warm-up not measured': 'ohne {0} Vorlauf',
    };
    const panel = await open({}, german);
    await panel.send({ type: 'runs', runs: [baseline] });
    await panel.page.getByRole('button', { name: 'Nochmal' }).waitFor();
    const text = await panel.page.locator('body').innerText();
    expect(text).toContain('Blockzeit');
    expect(text).toContain(`Startwert ${baseline.seed}`);
    expect(text).not.toContain('Run Again');
    // Texts without a translation stay English.
    expect(text).toContain('Throughput');
    expect(await panel.complaints()).toEqual([]);
  });

  test('ignores unknown messages', async () => {
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

  test('marks runs whose text has changed since, until it is changed back', async () => {
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

  test('shows first whether the expectations hold, and leads to their lines', async () => {
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

  test('shows the progress of a run, fills in, and can stop it', async () => {
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
    // Within the frame of the click, so without an answer of the host.
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

describe('a notice', () => {
  test('is shown where it is seen', async () => {
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
