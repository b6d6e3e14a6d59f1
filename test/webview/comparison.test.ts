import { describe, expect, test } from 'vitest';
import { comparisonView } from '../../server/view/comparison-view.js';
import { fixture } from './fixtures/fixtures.js';
import { panelsOfThisFile } from './opened-panels.js';

const { openWith } = panelsOfThisFile();
const baseline = fixture('baseline');
const narrow = fixture('narrow-links');

describe('a comparison', () => {
  test('tabulates the differences with intervals and describes the method', async () => {
    const { page, complaints } = await openWith([baseline, narrow]);
    const table = page.locator('#section-differences table');
    expect(await table.locator('thead').textContent()).toMatch(/Baseline.*NarrowLinks.*Difference \(95\s% CI\)/);
    const agreement = table.locator('tr', { hasText: 'Agreement delay' });
    // One cell, so that the difference, its percentage and its interval stay together.
    expect(await agreement.locator('td').last().textContent()).toMatch(
      /^\+\d+\sms \(\+\d+\s%\)\+[\d.]+ to \+[\d.]+\sms$/,
    );
    expect(await page.locator('.method').textContent()).toContain('batch means');
    expect(await complaints()).toEqual([]);
  });

  test('shows changes before results, and takes any run as the baseline', async () => {
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

  test('says that identical runs are identical, and marks totals of different durations', async () => {
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

  test('distinguishes two runs of one scenario by their seeds', async () => {
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
