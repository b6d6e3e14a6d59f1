import type { Page } from 'playwright-core';
import { editor, openFile } from '../workbench/window.js';

const REPEATS = 40;

/** Nothing that a window is waited for takes longer, or the benchmark fails. */
const LONGEST_MS = 30_000;

/** Notes when a key was pressed, and when the first frame was drawn with a squiggle of an error in it. */
const WATCH = `
  globalThis.watched = { pressed: 0, drawn: 0 };
  addEventListener('keydown', () => Object.assign(watched, { pressed: performance.now(), drawn: 0 }), true);
  new MutationObserver(() => {
    if (!document.querySelector('.editor-instance .squiggly-error')) return;
    requestAnimationFrame(() => { watched.drawn ||= performance.now(); });
  }).observe(document.body, { subtree: true, childList: true });
`;

/**
 * How long it takes from a key that makes a mistake until its squiggle is drawn, ms, in the file of that name that has
 * been written to the folder of the window. The mistake is taken back each time.
 */
export async function keyToSquiggle(page: Page, file: string): Promise<number[]> {
  await openFile(page, file);
  await editor(page).locator('.codelens-decoration a', { hasText: 'Run' }).first().waitFor();
  await page.evaluate(WATCH);
  await editor(page).locator('.view-line', { hasText: 'blockSize' }).first().click();
  await page.keyboard.press('End');
  const squiggle = editor(page).locator('.squiggly-error').first();
  const times: number[] = [];
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    await page.keyboard.press('x');
    await page.waitForFunction('watched.drawn > 0', undefined, { timeout: LONGEST_MS });
    times.push(Number(await page.evaluate('watched.drawn - watched.pressed')));
    await page.keyboard.press('Backspace');
    await squiggle.waitFor({ state: 'detached', timeout: LONGEST_MS });
  }
  return times;
}
