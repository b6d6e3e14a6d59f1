import type { FrameLocator, Locator, Page } from 'playwright-core';

// User actions in a VS Code window and the elements in which they show. All selectors of the workbench are in this
// file.

const exactly = (text: string) => new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);

/** Opens a file of the workspace by a double click in the Explorer. */
export async function openFile(page: Page, name: string): Promise<void> {
  const label = page.locator('.label-name', { hasText: exactly(name) });
  await page.locator('.explorer-folders-view .monaco-list-row', { has: label }).dblclick();
  await page.locator('.tab.active', { hasText: name }).waitFor();
  await editor(page).waitFor();
}

/**
 * Opens a file and waits until its code lenses appear. By then a new window has opened everything that it opens by
 * itself, which would otherwise close a list in use.
 */
export async function openAndAwaitLenses(page: Page, name: string): Promise<void> {
  await openFile(page, name);
  await editor(page).locator('.codelens-decoration a', { hasText: 'Run' }).first().waitFor();
}

/** The active editor. */
export function editor(page: Page): Locator {
  return page.locator('.editor-instance .monaco-editor').first();
}

/** The visible lines of text, with the editor's non-breaking spaces as plain spaces. */
export async function visibleLines(page: Page): Promise<string[]> {
  const lines = await editor(page).locator('.view-line').allTextContents();
  return lines.map((line) => line.replaceAll('\u00a0', ' '));
}

/**
 * Time for which the palette may take to offer a command, for each attempt. The first attempts are short, because an
 * open palette does not notice commands that are registered later; the last ones are long, for a slow machine.
 */
const PALETTE_MS = [1_000, 2_000, 4_000, 8_000, 16_000, 30_000];
/** A row that has appeared is clicked well within this time, unless the palette was closed. */
const CLICK_MS = 10_000;

/**
 * Runs a command by its full title (`Twinchain: Show Log`) from the palette. Clicks the row rather than pressing Enter,
 * because VS Code puts recent and similar commands first. An editor that is still opening takes the focus and closes
 * the palette; it is then opened again, as a user would do.
 */
export async function runCommand(page: Page, title: string): Promise<void> {
  const row = quickPickRow(page, title);
  await inPalette(page, title, async (timeout) => {
    await row.waitFor({ timeout });
    await row.click({ timeout: CLICK_MS });
  });
  // Opening the palette again would run the command twice, however long this one takes to close.
  await row.waitFor({ state: 'hidden' });
}

/** The titles that the palette offers for a text. Closes the palette afterwards. */
export async function offeredCommands(page: Page, text: string): Promise<string[]> {
  const rows = page.locator('.quick-input-widget .monaco-list-row .label-name');
  const titles = await inPalette(page, text, async (timeout) => {
    await rows.first().waitFor({ timeout });
    return rows.allTextContents();
  });
  await page.keyboard.press('Escape');
  return titles;
}

/** Opens the palette with a text, and again if something closes it or the command does not appear. */
async function inPalette<T>(
  page: Page,
  text: string,
  look: (timeout: number) => Promise<T>,
  [timeout, ...longer] = PALETTE_MS,
): Promise<T> {
  try {
    await page.keyboard.press('F1');
    await quickInput(page).waitFor({ timeout });
    await quickInput(page).fill(`>${text}`, { timeout });
    return await look(timeout);
  } catch (error) {
    if (longer.length === 0) throw error;
    await page.keyboard.press('Escape');
    return inPalette(page, text, look, longer);
  }
}

/** A row of the current quick pick, by its exact label. */
export function quickPickRow(page: Page, label: string): Locator {
  const name = page.locator('.label-name', { hasText: exactly(label) });
  return page.locator('.quick-input-widget .monaco-list-row', { has: name }).first();
}

/** The input field of the current quick pick or input box. */
export function quickInput(page: Page): Locator {
  return page.locator('.quick-input-widget input.input:visible');
}

/** Opens a view of the activity bar by its title. */
export async function openActivity(page: Page, title: string): Promise<void> {
  const action = page.locator('.activitybar .action-item', { has: page.locator(`a[aria-label^="${title}"]`) });
  if (!(await action.getAttribute('class'))?.includes('checked')) await action.click();
  await page.locator('.sidebar .composite.title', { hasText: new RegExp(title, 'i') }).waitFor();
}

/** The rows of the run history, which must be open. */
export function historyRows(page: Page): Locator {
  return page.locator('.sidebar .custom-view-tree-node-item');
}

/** Chooses an entry of an element's context menu by keyboard, because a menu that has just opened ignores clicks. */
export async function chooseFromContextMenu(page: Page, target: Locator, entry: string): Promise<void> {
  await target.click({ button: 'right' });
  // Only the label, because a key binding may follow it.
  const label = page.locator('.action-label', { hasText: exactly(entry) });
  const item = page.locator('.monaco-menu .action-item', { has: label });
  await item.hover();
  await item.and(page.locator('.focused')).waitFor();
  await page.keyboard.press('Enter');
  await item.waitFor({ state: 'hidden' });
}

/** Puts the cursor at the end of the text, as Ctrl+End does, and types like a user. */
export async function typeAtEnd(page: Page, text: string): Promise<void> {
  await editor(page).locator('.view-lines').click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(text, { delay: 30 });
}

/** Opens the Problems view and returns its rows, one per line of text. */
export function problems(page: Page): Locator {
  return page.locator('.markers-panel .monaco-list-row');
}

/** A notification that contains `text`. */
export function notification(page: Page, text: string): Locator {
  return page.locator('.notification-toast', { hasText: text });
}

/** Trusts the folder, as a user does who wants to run its tasks. */
export async function trustWorkspace(page: Page): Promise<void> {
  await runCommand(page, 'Workspaces: Manage Workspace Trust');
  await page.locator('.workspace-trust-editor').getByRole('button', { name: 'Trust', exact: true }).click();
  await statusBarItem(page, 'Restricted Mode').waitFor({ state: 'detached' });
}

/** An item of the status bar that shows `text`. */
export function statusBarItem(page: Page, text: string): Locator {
  return page.locator('.statusbar-item', { hasText: text });
}

/** The document inside the active webview. */
export function webview(page: Page): FrameLocator {
  // While one tab replaces another, both exist for a moment.
  return page.locator('iframe.webview.ready:visible').last().contentFrame().frameLocator('iframe#active-frame');
}
