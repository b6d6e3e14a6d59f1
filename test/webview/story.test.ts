import { describe, expect, test } from 'vitest';
import { timeArea } from '../../client/webview/time/time-area.js';
import type { LookAheadView } from '../../server/protocol/deliberation-view.js';
import type { RunView } from '../../server/protocol/run-view.js';
import type { DecisionView } from '../../server/protocol/story-view.js';
import { comparisonView } from '../../server/view/comparison-view.js';
import { fixture } from './fixtures/fixtures.js';
import { PATIENCE, panelsOfThisFile } from './opened-panels.js';
import type { OpenPanel } from './panel-page.js';

const panels = panelsOfThisFile();

const openWith = (run: RunView, width?: number) => panels.openWith([run], width ? { width } : {});

const managed = fixture('managed');
const baseline = fixture('baseline');
const [changing] = managed.story.decisions.filter(({ changes }) => changes.length > 0);
const refused = managed.story.decisions.find(({ proposals }) =>
  proposals.some(({ objections }) => objections.length > 0),
);

/** The managed run with these decisions instead. */
function withDecisions(decisions: DecisionView[]): RunView {
  return { ...managed, story: { ...managed.story, decisions } };
}

/** The managed run with this many switches between two protocols, evenly spaced. */
function restless(switches: number): RunView {
  const { story } = managed;
  const epochs = Array.from({ length: switches }, (_, i) => ({
    height: i + 1,
    from: ((i + 1) * managed.duration) / (switches + 1),
    values: { ...story.initial, consensus: i % 2 === 0 ? 'HotStuff' : 'PBFT' },
  }));
  return { ...managed, story: { ...story, epochs } };
}

describe('the story of a run', () => {
  test('lists the changes, and says in one sentence how many blocks changed nothing', async () => {
    const { page, complaints } = await openWith(managed);
    const rows = page.locator('.decision');
    expect(await rows.first().textContent()).toMatch(
      /5\smin\s24\ss.*Protocol PBFT → Tendermint, round timeout 10\ss → 4\ss/,
    );
    expect(await rows.filter({ hasText: 'not agreed, 4 times until' }).count()).toBe(1);
    expect(await page.locator('.story-list > .detail').textContent()).toBe('55 configuration blocks changed nothing.');
    expect(await complaints()).toEqual([]);
  });

  test('shows the proposer of a change, its rule as written, and the figures', async () => {
    const { page, sent } = await openWith(managed);
    const why = page.locator('.why');
    expect(await why.locator('h3').textContent()).toBe('Configuration block 16');
    expect(await why.textContent()).toMatch(
      /Singapore 10 proposed it, by rule 1 of ScaleBlocks:\s*when delay > 350ms and primary\.consensus == pbft\s*with delay = 462\sms/,
    );
    await why.getByRole('button', { name: 'rule 1 of ScaleBlocks' }).click();
    expect((await sent()).at(-1)).toEqual({
      type: 'reveal',
      run: 'managed',
      origin: 'management.policy.decision.rules.0',
    });
  });

  test('lists, cycle by cycle, the nodes that voted against, and their conditions', async () => {
    const { page, sent } = await openWith(managed);
    await page.locator(`#decision-${refused?.height}`).click();
    const why = page.locator('.why');
    expect(await why.locator('h4').allTextContents()).toEqual(['Cycle 1', 'Cycle 2, agreed']);
    expect(await why.textContent()).toMatch(/It wanted block size 2\sMB → 4\sMB\./);
    expect(await why.textContent()).toMatch(/London 3 voted against it: accept when proposed\.blockSize <= 2MB/);
    await why.getByRole('button', { name: 'Show the condition in Editor' }).click();
    expect((await sent()).at(-1)).toMatchObject({ origin: 'management.policyFor.0.policy.accept' });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Show in Editor');
  });

  test('keeps the focus on the decision that was chosen by keyboard', async () => {
    const { page } = await openWith(managed);
    const second = page.locator('.decision').nth(1);
    await second.focus();
    await page.keyboard.press('Enter');
    expect(await second.getAttribute('aria-current')).toBe('true');
    expect(await second.evaluate((row) => row === document.activeElement)).toBe(true);
  });

  test('keeps the scroll position of a long list, and scrolls to what was chosen elsewhere', async () => {
    const decisions = Array.from({ length: 40 }, (_, i) => ({ ...changing, height: 100 + i }));
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

  test('is shown for any block that is selected in the timeline, even one without a change', async () => {
    const { page } = await openWith(managed);
    await page.getByLabel('Configuration block', { exact: true }).selectOption('2');
    expect(await page.locator('.why').textContent()).toMatch(
      /Configuration block 2[\s\S]*changed nothing[\s\S]*no rule of \w+ held/,
    );
  });

  test('is opened by a click on the line of a switch, in a plot and in the bands', async () => {
    const { page } = await openWith(managed);
    const [, second, third] = managed.story.epochs;
    await page.locator(`[data-configuration="${second.height}"]`).click();
    await expect.poll(() => page.locator('.why h3').textContent(), PATIENCE).toContain(String(second.height));
    const canvas = page.locator('#figure-throughput canvas');
    await canvas.scrollIntoViewIfNeeded();
    const { width } = (await canvas.boundingBox()) ?? { width: 0 };
    // The run spans the axis from left to right.
    const { left, right } = timeArea(width);
    await canvas.click({ position: { x: left + ((right - left) * third.from) / managed.duration, y: 80 } });
    await expect.poll(() => page.locator('.why h3').textContent(), PATIENCE).toContain(String(third.height));
  });

  test('explains a policy without rules', async () => {
    const [decision] = managed.story.decisions;
    const [proposal] = decision.proposals;
    const voted = { reason: 'false', nodes: [3], origin: null };
    const without = { ...proposal, policy: 'Keep', rules: 0, objections: [voted] };
    const { page } = await openWith(withDecisions([{ ...decision, proposals: [without] }]));
    expect(await page.locator('.why').textContent()).toContain(
      'proposed the configuration in force: Keep has no rules, so it never proposes a change.',
    );
    expect(await page.locator('.decision').textContent()).toMatch(/Nothing to change agreed against votes$/);
  });

  test('shows how many intervals were missed before a decision', async () => {
    const { decided, proposals } = changing;
    const late = { ...changing, decided: decided && { ...decided, missed: 4 } };
    const cycles = [1, 8, 29].map((cycle, i) => ({ ...proposals[0], cycle, due: 30 * (i + 1), agreed: cycle === 29 }));
    const { page } = await openWith(withDecisions([{ ...late, proposals: cycles }]));
    expect(await page.locator('.why .detail').first().textContent()).toMatch(
      /^Due at 5\smin\s24\ss, after 4 missed intervals \(29 cycles since 30\ss\) · agreed after/,
    );
  });

  test.each([
    ['running', 'so far', 'The vote is still open.'],
    ['stopped', 'before the run was stopped', 'The run was stopped before the vote ended.'],
    ['complete', 'before the run ended', 'The run ended before the vote did.'],
  ] as const)('says of a vote that is not over while the run is %s: not agreed %s', async (state, until, vote) => {
    const proposals = [{ ...changing.proposals[0], agreed: false, open: true }];
    const open = { ...changing, decided: null, inForce: null, changes: [], proposals };
    const { page } = await openWith({ ...withDecisions([open]), state });
    expect(await page.locator('.decision').textContent()).toMatch(new RegExp(`round timeout .* not agreed ${until}$`));
    const why = await page.locator('.why').textContent();
    expect(why).toContain(`not agreed ${until}`);
    expect(why).toContain(vote);
    expect(why).not.toContain('failed');
  });

  test('says how many later decisions are not listed, and no line or list leads to them', async () => {
    const epochs = Array.from({ length: 300 }, (_, i) => ({ ...managed.story.epochs[0], height: 1 + i, from: 4 * i }));
    const decisions = epochs.slice(0, 250).map(({ height }) => ({ ...changing, height }));
    const [block] = managed.reconfigurations;
    const reconfigurations = [10, 270].map((height) => ({ ...block, height }));
    const many = { ...withDecisions(decisions), reconfigurations };
    const counts = { ...many.story.counts, kept: 2 };
    const { page } = await openWith({ ...many, story: { ...many.story, epochs, leftOut: 50, counts } });
    expect(await page.locator('.story-list > .detail').textContent()).toBe(
      '2 configuration blocks changed nothing. ' +
        '50 later decisions about a change are not listed; the files of the run have all of them.',
    );
    expect(await page.locator('[data-configuration]').count()).toBe(250);
    expect(await page.locator('#figure-configuration figcaption').textContent()).toContain(
      '300 switches changed the configuration, too many for a line each: click where the first 250 are',
    );
    await page.getByLabel('Configuration block', { exact: true }).selectOption('270');
    expect(await page.locator('.why').textContent()).toMatch(/^Configuration block 270Not listed/);
    expect(await page.locator('.decision[aria-current]').count()).toBe(0);
  });

  test('is a single sentence if no twin wanted a change', async () => {
    const { page } = await openWith(baseline);
    expect(await page.locator('#section-story').count()).toBe(0);
    expect(await page.locator('#figure-delay-history figcaption').textContent()).toContain(
      'None changed the configuration.',
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

  test('summarises protocols that changed too often for a band each', async () => {
    const lanes = (panel: OpenPanel) => panel.page.locator('#figure-configuration');
    const many = await openWith(restless(800));
    await lanes(many).waitFor(PATIENCE);
    expect(await lanes(many).textContent()).toContain('PBFT and HotStuff in turn');
    const few = await openWith(restless(3));
    await lanes(few).waitFor(PATIENCE);
    expect(await lanes(few).textContent()).not.toContain('in turn');
    expect([...(await many.complaints()), ...(await few.complaints())]).toEqual([]);
  });
});

describe('a twin that looked ahead', () => {
  const candidate = { runs: 3, error: 0.4, inForce: false, proposed: false };
  const lookAhead: LookAheadView = {
    objective: 'p95(primary.latency)',
    unit: 's',
    goal: 'minimise',
    candidates: [
      { ...candidate, name: 'block size 2\u00a0MB, block interval 50\u00a0ms', mean: 11, proposed: true },
      { ...candidate, name: 'in force', mean: 12, inForce: true },
      { ...candidate, name: 'block size 500\u00a0kB, block interval 400\u00a0ms', mean: 26, error: null, runs: 1 },
      { ...candidate, name: 'block size 4\u00a0MB', mean: null, error: null },
    ],
    mirror: {
      staleness: 2.9,
      arrivals: { believed: 399, actual: 400 },
      bandwidth: { believed: 1.07, actual: 1 },
      latency: { believed: 1.5, actual: 1.52 },
      loss: { believed: 0.012, actual: 0.01 },
      live: { believed: 31, actual: 32 },
    },
    judgements: [{ node: 1, proposed: 13, best: 12, accepted: true }],
  };
  const looked = withDecisions([
    { ...changing, proposals: changing.proposals.map((proposal) => ({ ...proposal, lookAhead })) },
  ]);

  test.each([1100, 400])('shows candidates as dots with intervals over one scale, %i px wide', async (width) => {
    const { page } = await openWith(looked, width);
    const rows = page.locator('.candidates li:not(.scale)');
    await expect.poll(() => rows.count(), PATIENCE).toBe(4);
    expect(await rows.locator('circle').count()).toBe(3);
    // Two candidates: an interval with its two ends.
    expect(await rows.locator('line').count()).toBe(6);
    expect(await page.locator('.candidate .ends').innerText()).toMatch(/10\.6\ss\s+26\.0\ss/);
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(await overflow()).toBeLessThanOrEqual(0);
    for (const value of await rows.locator('.candidate-value').all()) {
      const box = await value.boundingBox();
      expect((box?.x ?? 0) + (box?.width ?? width)).toBeLessThanOrEqual(width);
    }
  });

  test('shows what it believed beside the true value', async () => {
    const { page } = await openWith(looked);
    const cells = page.locator('table.mirror tbody tr');
    await expect
      .poll(() => cells.allInnerTexts().then((rows) => rows.map((row) => row.split(/\t/).join(' | '))), PATIENCE)
      .toEqual([
        'Arrivals | 399\u00a0tx/s | 400\u00a0tx/s',
        'Link rate | 107\u00a0% | 100\u00a0%',
        'Latency | 150\u00a0% | 152\u00a0%',
        'Lost copies | 1.2\u00a0% | 1.0\u00a0%',
        'Nodes up | 31 | 32',
      ]);
  });

  test('says what an older run did not record', async () => {
    const mirror = lookAhead.mirror && { ...lookAhead.mirror, latency: null, loss: null };
    const older = { ...lookAhead, mirror };
    const { page } = await openWith(
      withDecisions([
        { ...changing, proposals: changing.proposals.map((proposal) => ({ ...proposal, lookAhead: older })) },
      ]),
    );
    const unknown = page.locator('table.mirror tbody tr').filter({ hasText: 'not recorded' });
    await expect
      .poll(() => unknown.allInnerTexts().then((rows) => rows.map((row) => row.split(/\t/).join(' | '))), PATIENCE)
      .toEqual(['Latency | not recorded | not recorded', 'Lost copies | not recorded | not recorded']);
  });
});
