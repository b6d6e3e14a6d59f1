import type { Page } from 'playwright-core';
import { editor, openFile } from '../workbench/window.js';

const REPEATS = 40;

/** Longest wait for anything in the window, ms. Beyond it the benchmark fails. */
const LONGEST_MS = 30_000;

/** Records when a key was pressed, and when the first frame with an error squiggle was drawn. */
const WATCH = `
  globalThis.watched = { pressed: 0, drawn: 0 };
  addEventListener('keydown', () => Object.assign(watched, { pressed: performance.now(), drawn: 0 }), true);
  new MutationObserver(() => {
    if (!document.querySelector('.editor-instance .squiggly-error')) return;
    requestAnimationFrame(() => { watched.drawn ||= performance.now(); });
  }).observe(document.body, { subtree: true, childList: true });
`;

/**
 * Time from the keystroke that makes a mistake until its squiggle is drawn, ms. The file must exist in the folder of
 * the window. The mistake is undone each time.
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
