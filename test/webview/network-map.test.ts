import { describe, expect, test } from 'vitest';
import { fixture } from './fixtures/fixtures.js';
import { PATIENCE, panelsOfThisFile } from './opened-panels.js';

const { open, openWith } = panelsOfThisFile();
const baseline = fixture('baseline');

describe('the map', () => {
  test('gives the links and delays of the node under the pointer', async () => {
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

  test('distinguishes groups by colour, and shows only the region of a network', async () => {
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

describe('the zoom of the map', () => {
  test('by buttons, keys and the wheel separates nodes of one region, and is kept and reset', async () => {
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
