import { describe, expect, test } from 'vitest';
import type { ExperimentView, FailureView, SweepProgressView } from '../../server/protocol/experiment-view.js';
import { DEFAULT_CHOICES } from '../../server/protocol/panel.js';
import { EXPERIMENT_FIXTURES, experimentFixture } from './fixtures/experiment-fixtures.js';
import { PATIENCE, panelsOfThisFile } from './opened-panels.js';
import type { OpenPanel, PanelSurroundings } from './panel-page.js';

const { open } = panelsOfThisFile();

async function openWith(experiment: ExperimentView, around: Partial<PanelSurroundings> = {}): Promise<OpenPanel> {
  const panel = await open(around);
  await panel.send({ type: 'experiment', experiment });
  return panel;
}

const FAILURES: FailureView[] = [
  {
    point: 0,
    replication: 4,
    message: 'Its process was killed.',
    times: 1,
    host: 'node3',
    batch: 2,
    isTriedAgain: true,
  },
  {
    point: 1,
    replication: 1,
    message: 'It ran out of memory.',
    times: 2,
    host: 'node7',
    batch: 4,
    isTriedAgain: false,
  },
];

const sizes = experimentFixture('block-sizes');
const protocols = experimentFixture('protocols');
const early = experimentFixture('early');

describe('the panel of an experiment', () => {
  test('shows which scenario was repeated how often, and leads to the text', async () => {
    const { page, sent } = await openWith(sizes);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('ConfigurationBlockSize');
    expect(await page.locator('.subtitle').textContent()).toMatch(/5 points of Baseline .* n\s=\s6 replications/);
    await page.getByRole('button', { name: 'Show in Editor' }).click();
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: 'Samples as Parquet…' }).click();
    expect((await sent()).slice(1)).toEqual([
      { type: 'revealExperiment', experiment: 'block-sizes', expectation: null },
      { type: 'exportExperiment', experiment: 'block-sizes', format: 'parquet' },
    ]);
  });

  test('keeps its experiment and view for the next reload', async () => {
    const { page, state } = await openWith(sizes);
    await page.getByLabel('Metric', { exact: true }).selectOption('primary.throughput');
    await page.getByLabel('Statistic').selectOption('median');
    expect(await state()).toEqual({
      runs: [],
      experiment: 'block-sizes',
      choices: {
        ...DEFAULT_CHOICES,
        experiment: { metric: 'primary.throughput', statistic: 'median', along: 0, elsewhere: null },
      },
    });
    expect(await page.locator('#figure-experiment-metric h3').textContent()).toBe('Throughput, median');
  });

  test.each(EXPERIMENT_FIXTURES)('draws every figure of %s with a sentence, a label and its numbers', async (name) => {
    const { page, complaints } = await openWith(experimentFixture(name));
    const figures = page.locator('figure');
    expect(await figures.count()).toBeGreaterThanOrEqual(4);
    for (const figure of await figures.all()) {
      await figure.locator('summary').click();
      expect(await figure.locator('figcaption').textContent()).toMatch(/n\s=\s\d/);
      expect(await figure.locator('[role="img"]').getAttribute('aria-label')).toMatch(/\w/);
      await expect.poll(() => figure.locator('table tbody tr').count(), PATIENCE).toBeGreaterThan(0);
    }
    expect(await complaints()).toEqual([]);
  });

  test('draws what the experiment plots, in its order, and any metric', async () => {
    const { page } = await openWith(protocols);
    const titles = page.locator('main > section h2');
    expect(await titles.allTextContents()).toEqual([
      'Expectations',
      'Choice',
      'Metrics',
      'Reconfiguration',
      'Trade-off',
    ]);
    expect(await page.getByLabel('Metric', { exact: true }).inputValue()).toBe('primary.throughput');
  });

  test('is drawn before any value has been varied, and where none varies', async () => {
    const waiting = { ...early, points: early.points.map((point) => ({ ...point, replications: 0, metrics: {} })) };
    const panel = await openWith(waiting);
    expect(await panel.page.locator('figure').count()).toBe(0);
    expect(await panel.page.locator('.points li').count()).toBe(5);
    const [point] = sizes.points;
    const alone = { ...sizes, id: 'alone', axes: [], points: [{ ...point, values: [] }] };
    await panel.send({ type: 'experiment', experiment: alone });
    expect(await panel.page.locator('figure').count()).toBe(4);
    expect(await panel.complaints()).toEqual([]);
  });
});

describe('a trade-off', () => {
  test('is drawn between the two objectives of the experiment, and names the best point', async () => {
    const { page } = await openWith(protocols);
    const figure = page.locator('#figure-experiment-trade-off');
    expect(await figure.locator('h3').textContent()).toBe('Throughput, mean against Management delay, mean');
    expect(await figure.locator('figcaption').textContent()).toContain('A ring marks what choose picked.');
    await figure.locator('summary').click();
    const rows = figure.locator('tbody tr');
    await expect.poll(() => rows.count(), PATIENCE).toBe(protocols.points.length);
    const meets = await rows.locator('td:nth-last-child(2)').allTextContents();
    expect(meets).toEqual(
      protocols.points.map(
        ({ meets: outcome }) => ({ passed: 'yes', failed: 'no', undecided: 'undecided' })[outcome ?? 'passed'],
      ),
    );
    expect(new Set(meets).size).toBeGreaterThan(1);
    const choices = page.locator('.choices li');
    expect(await choices.locator('code').allTextContents()).toEqual([
      'maximise mean(primary.throughput)',
      'minimise mean(delay.total)',
    ]);
    for (const [index, { best }] of protocols.choices.entries()) {
      const [size, protocol] = protocols.points[best ?? -1].values;
      expect(await choices.nth(index).textContent()).toContain(
        `Best: primary.blockSize = ${size.text}, primary.consensus = ${protocol.text}, with `,
      );
    }
  });

  test('draws any metric against any other, and keeps the choice', async () => {
    const { page, state } = await openWith(sizes);
    const figure = page.locator('#figure-experiment-trade-off');
    await page.getByLabel('Up', { exact: true }).selectOption('median(delay.update)');
    await page.getByLabel('Across', { exact: true }).selectOption('mean(network.bytes)');
    expect(await figure.locator('h3').textContent()).toBe('Update delay, median against Traffic, mean total');
    expect(await state()).toMatchObject({
      choices: { experiment: { up: 'median(delay.update)', across: 'mean(network.bytes)' } },
    });
  });

  test('is not drawn for a single point', async () => {
    const [point] = sizes.points;
    const { page } = await openWith({ ...sizes, id: 'alone', axes: [], points: [{ ...point, values: [] }] });
    expect(await page.locator('#figure-experiment-trade-off').count()).toBe(0);
  });
});

describe('expectations', () => {
  test('give their outcome in words, the deciding numbers, and their place', async () => {
    const { page, sent } = await openWith(sizes);
    const items = page.locator('.expectation');
    expect(await items.locator('.outcome').allTextContents()).toEqual(
      sizes.expectations.map(({ outcome }) => outcome.charAt(0).toUpperCase() + outcome.slice(1)),
    );
    expect(await items.nth(3).textContent()).toMatch(
      /0\.25MB: 325\sms \(95\s% CI 248\sms to 387\sms, n\s=\s6\); limit 2\.6\ss/,
    );
    await items.nth(3).getByRole('button', { name: 'Show “and delays stay below 2.6 s” in Editor' }).click();
    expect((await sent()).at(-1)).toEqual({ type: 'revealExperiment', experiment: 'block-sizes', expectation: 3 });
  });

  test('stay open and focused while replications arrive', async () => {
    const { page, send } = await openWith(early);
    const first = page.locator('.expectation').first().locator('summary');
    await first.click();
    await first.focus();
    await send({ type: 'experiment', experiment: { ...sizes, id: 'early', state: 'running' } });
    expect(await page.locator('.expectation table').first().isVisible()).toBe(true);
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('SUMMARY');
    expect(await first.textContent()).toMatch(/n\s=\s6/);
  });
});

describe('an experiment in progress', () => {
  const progress: SweepProgressView = {
    experiment: 'early',
    name: 'ConfigurationBlockSize',
    cellsDone: 13,
    cellsExpected: 30,
    cellsFound: 4,
    replications: [3, 3, 3, 2, 2],
    secondsLeft: 75,
  };

  test('shows its progress, and can be stopped and resumed', async () => {
    const { page, send, sent } = await openWith(early);
    const bar = page.locator('.progress');
    expect(await bar.textContent()).toMatch(/12 of 30 replications/);
    await send({ type: 'sweepProgress', progress });
    expect(await bar.textContent()).toMatch(/13 of 30 replications \(43\s%\).*4 already done.*1\smin\s15\ss left/);
    await bar.getByRole('button', { name: 'Stop' }).click();
    await send({ type: 'experiment', experiment: { ...early, state: 'stopped' } });
    expect(await bar.isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Resume' }).click();
    expect((await sent()).slice(1)).toEqual([
      { type: 'stopExperiment', experiment: 'early' },
      { type: 'resumeExperiment', experiment: 'early' },
    ]);
  });

  test('lists replications that failed on a cluster: which, where and why, each with its log', async () => {
    const [first] = FAILURES;
    const { page, send, sent, complaints } = await openWith({ ...early, failures: [first] });
    const failed = page.locator('.failures');
    expect(await failed.locator('.finding').textContent()).toBe('1 replication failed and will be tried once more.');
    await send({ type: 'experiment', experiment: { ...early, state: 'stopped', failures: FAILURES } });
    expect(await failed.locator('.finding').textContent()).toBe('2 replications failed; 1 will be tried once more.');
    const rows = failed.locator('tbody tr');
    expect(await rows.nth(1).locator('th, td').allTextContents()).toEqual([
      '0.5\u00a0MB',
      '2',
      'node7',
      'It ran out of memory. It failed 2 times.',
      'Show Log',
    ]);
    await rows.nth(1).getByRole('button', { name: 'Show Log of batch 4' }).click();
    expect((await sent()).at(-1)).toEqual({ type: 'showLog', experiment: 'early', batch: 4 });
    await send({ type: 'experiment', experiment: { ...sizes, id: 'early' } });
    expect(await failed.count()).toBe(0);
    expect(await complaints()).toEqual([]);
  });

  test('offers no Resume where all missing replications failed for good, and says what to do instead', async () => {
    const [, final] = FAILURES;
    const { page, complaints } = await openWith({ ...early, state: 'stopped', failures: [final], exhausted: true });
    expect(await page.getByRole('button', { name: 'Show in Editor' }).count()).toBe(1);
    expect(await page.getByRole('button', { name: 'Resume' }).count()).toBe(0);
    expect(await page.locator('.failures .finding').textContent()).toBe(
      '1 replication failed and will not be tried again. No other replications are missing. If the cause is gone, delete early/failed; then the experiment can be resumed.',
    );
    expect(await complaints()).toEqual([]);
  });

  test('gives the range of durations where they vary', async () => {
    const values = (text: string, value: number) => [{ text, value }];
    const [first] = early.points;
    const { page, send } = await openWith({
      ...early,
      axes: [{ path: 'duration', unit: 's', dimension: 0 }],
      points: [
        { ...first, values: values('1min', 60) },
        { ...first, values: values('12h', 43_200) },
      ],
    });
    expect(await page.locator('.subtitle').textContent()).toMatch(/1\smin to 12\sh simulated/);
    await send({ type: 'experiment', experiment: early });
    expect(await page.locator('.subtitle').textContent()).toMatch(/ simulated each/);
  });

  test('keeps the reason for a failed replication, and its log, in view however narrow the panel is', async () => {
    const host = 'a-machine-with-a-long-name.cluster.example.org';
    const failures = FAILURES.map((failure) => ({ ...failure, host, message: `${failure.message} `.repeat(6) }));
    const { page } = await openWith({ ...early, failures }, { width: 400 });
    for (const width of [400, 640, 1600]) {
      await page.setViewportSize({ width, height: 900 });
      const { left, right } = await page.locator('.failures').evaluate((part) => part.getBoundingClientRect());
      const cells = await page
        .locator('.failures tbody :is(th, td, button)')
        .evaluateAll((all) => all.map((one) => one.getBoundingClientRect()));
      for (const cell of cells) {
        expect(cell.left).toBeGreaterThanOrEqual(left - 0.5);
        expect(cell.right).toBeLessThanOrEqual(right + 0.5);
      }
    }
  });

  test('shows how many replications each point has until all have the same number', async () => {
    const { page, send } = await openWith(early);
    expect(await page.locator('.points li').first().textContent()).toMatch(/0\.25\sMB.*3 of 6/);
    await send({ type: 'experiment', experiment: { ...sizes, id: 'early' } });
    expect(await page.locator('.points').isVisible()).toBe(false);
  });

  test('keeps every figure where it is while replications arrive', async () => {
    const { page, send } = await openWith(early);
    const tops = () => page.locator('figure').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
    const before = await tops();
    // Reasons for an undecided expectation are given only at the end.
    const expectations = sizes.expectations.map((expectation) => ({ ...expectation, why: undefined }));
    await send({ type: 'experiment', experiment: { ...sizes, id: 'early', state: 'running', expectations } });
    expect(await tops()).toEqual(before);
  });
});

describe('a grid', () => {
  test('is drawn as lines, as a map, and as bars where the other property has one value', async () => {
    const { page } = await openWith(protocols);
    expect(await page.locator('#figure-experiment-heat-map svg title').count()).toBe(12);
    await page.locator('#choose-elsewhere-delays').selectOption('tendermint');
    await page.locator('#choose-along-metric').selectOption('1');
    expect(await page.locator('#choose-elsewhere-delays option').allTextContents()).toEqual(
      ['0.25', '0.5', '1', '2'].map((value) => `${value}\u00a0MB`),
    );
    expect(await page.locator('#figure-experiment-heat-map tbody tr').count()).toBe(4);
  });
});

describe('figures of an experiment', () => {
  test('are saved as SVG with real text, and their numbers as CSV', async () => {
    const { page, sent } = await openWith(protocols);
    for (const figure of [
      'experiment-metric',
      'experiment-heat-map',
      'experiment-delay-means',
      'experiment-delay-boxes',
    ]) {
      const more = page.locator(`#figure-${figure}`).getByRole('button', { name: /^More about/ });
      await more.click();
      await page.getByRole('menuitem', { name: 'Save as SVG…' }).click();
      await expect
        .poll(async () => (await sent()).at(-1), PATIENCE)
        .toMatchObject({
          name: `protocolsunderload-${figure}`,
          format: 'svg',
          data: expect.stringMatching(/^<svg [\s\S]*fill="#ffffff"[\s\S]*<text[\s\S]*<\/svg>$/),
        });
    }
    await page
      .locator('#figure-experiment-metric')
      .getByRole('button', { name: /^More about/ })
      .click();
    await page.getByRole('menuitem', { name: 'Save Numbers as CSV…' }).click();
    const last = (await sent()).at(-1);
    const lines = last?.type === 'saveFigure' ? last.data.split('\r\n') : [];
    const [first] = protocols.points;
    expect(lines[0]).toBe(
      'primary.blockSize,primary.consensus,"Throughput, mean (tx/s)",From (95 %) (tx/s),To (95 %) (tx/s),n,Samples',
    );
    expect(lines[1].split(',').slice(0, 3)).toEqual([
      '0.25MB',
      'pbft',
      String(first.metrics['primary.throughput'].mean.value),
    ]);
  });
});

test('code is legible on the background that VS Code gives it', async () => {
  const { page } = await openWith(sizes, { theme: 'highContrast' });
  await page.evaluate(() => {
    const { style } = document.documentElement;
    style.setProperty('--vscode-textPreformat-foreground', '#000000');
    style.setProperty('--vscode-textPreformat-background', '#ffffff');
    // VS Code inserts this into every webview.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      'code { color: var(--vscode-textPreformat-foreground); background-color: var(--vscode-textPreformat-background); }',
    );
    document.adoptedStyleSheets = [sheet];
  });
  const code = page.locator('.expectation code').first();
  const colours = () =>
    code.evaluate((one) => {
      const { color, backgroundColor } = getComputedStyle(one);
      return { color, backgroundColor };
    });
  expect(await colours()).toEqual({ color: 'rgb(0, 0, 0)', backgroundColor: 'rgb(255, 255, 255)' });
});
