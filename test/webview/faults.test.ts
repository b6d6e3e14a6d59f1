import { describe, expect, test } from 'vitest';
import type { RunView } from '../../server/protocol/run-view.js';
import { fixture } from './fixtures/fixtures.js';
import { PATIENCE, panelsOfThisFile } from './opened-panels.js';

const { openWith } = panelsOfThisFile();

/** The baseline with a Byzantine twin, a node that was down, and a resulting fork. */
function troubled(): RunView {
  const run = fixture('baseline');
  return {
    ...run,
    warnings: [{ code: 'violation-agreement', severity: 'error', message: 'a fork', at: run.duration / 2 }],
    faults: [
      { kind: 'byzantine', from: 0, to: run.duration, title: 'Byzantine twin: Oslo 3', nodes: [3] },
      { kind: 'crash', from: 1, to: run.duration - 1, title: 'Oslo 7 down', nodes: [7] },
    ],
    culprits: [
      { chain: 'management', node: 3, name: 'Oslo 3', deed: 'invalid', count: 5, failed: 4, missed: 1, seconds: 12 },
    ],
  };
}

describe('a run with faults', () => {
  test('shows what nodes did, describes the faults in words, and links a violation to its time', async () => {
    const run = troubled();
    const { page, state, complaints } = await openWith([run]);
    const table = page.getByRole('region', { name: 'What each node did' });
    await expect
      .poll(() => table.textContent(), PATIENCE)
      .toMatch(/Oslo 3.*management.*invalid proposals.*5.*4.*1.*12/s);
    expect(await page.locator('#figure-throughput').textContent()).toContain('Byzantine twin: Oslo 3');
    expect(await page.locator('#figure-timeline').textContent()).toContain('Oslo 7 down');

    await page.getByRole('button', { name: 'Show in Plots' }).click();
    await expect.poll(async () => (await state())?.choices?.time, PATIENCE).toBeTruthy();
    const window = (await state())?.choices?.time;
    expect(window?.from).toBeLessThan(run.duration / 2);
    expect(window?.to).toBeGreaterThan(run.duration / 2);
    expect((window?.to ?? 0) - (window?.from ?? 0)).toBeLessThan(run.duration / 2);
    expect(await complaints()).toEqual([]);
  });

  test('keeps the table of what each node did in view, however narrow the panel is', async () => {
    const run = troubled();
    const culprits = run.culprits?.map((one) => ({ ...one, name: 'Buenos Aires 18', deed: 'cutOff' as const }));
    const { page } = await openWith([{ ...run, culprits }], { width: 400 });
    const table = page.getByRole('region', { name: 'What each node did' });
    await expect.poll(() => table.count(), PATIENCE).toBe(1);
    for (const width of [400, 560, 1600]) {
      await page.setViewportSize({ width, height: 900 });
      const [shown, needed] = await table.evaluate((place) => [place.clientWidth, place.scrollWidth]);
      expect(needed, `${width} px`).toBeLessThanOrEqual(shown);
    }
  });

  test('has marks of its faults in the plots, which a run without faults lacks', async () => {
    const { page, send } = await openWith([troubled()], { theme: 'light' });
    const figure = page.locator('#figure-throughput canvas');
    await expect.poll(() => figure.count(), PATIENCE).toBe(1);
    const height = async () => (await figure.boundingBox())?.height ?? 0;
    const marked = await height();
    await send({ type: 'runs', runs: [fixture('baseline')] });
    // The strips of two simultaneous faults take space above the plot.
    await expect.poll(height, PATIENCE).toBeLessThan(marked);
    expect(await page.getByRole('region', { name: 'What each node did' }).count()).toBe(0);
  });
});
