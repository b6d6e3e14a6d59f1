import type { FrameLocator, Locator, Page } from 'playwright-core';

// What a user does in a VS Code window, and where it shows. One place for the workbench's own selectors.

const exactly = (text: string) => new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);

/** Opens a file of the workspace by a double click in the explorer. */
export async function openFile(page: Page, name: string): Promise<void> {
  const label = page.locator('.label-name', { hasText: exactly(name) });
  await page.locator('.explorer-folders-view .monaco-list-row', { has: label }).dblclick();
  await page.locator('.tab.active', { hasText: name }).waitFor();
  await editor(page).waitFor();
}

/** The editor in front. */
export function editor(page: Page): Locator {
  return page.locator('.editor-instance .monaco-editor').first();
}

/** The lines of text in view, with the spaces that an editor draws as hard ones made plain. */
export async function visibleLines(page: Page): Promise<string[]> {
  const lines = await editor(page).locator('.view-line').allTextContents();
  return lines.map((line) => line.replaceAll('\u00a0', ' '));
}

/** How long the palette may take to offer a command, and how often it is opened. */
const PALETTE_MS = 12_000;
const PALETTE_TRIES = 3;

/**
 * Runs a command by its full title (`Twinchain: Show Log`) from the palette. The row is clicked, not the first one
 * entered: VS Code puts recent and similar commands first. An editor that is still opening takes the focus, which
 * closes the palette; then it is opened again, as a user would.
 */
export async function runCommand(page: Page, title: string): Promise<void> {
  for (let left = PALETTE_TRIES - 1; ; left--) {
    try {
      await fillPalette(page, title);
      await quickPickRow(page, title).click({ timeout: PALETTE_MS });
      return;
    } catch (error) {
      if (left === 0) throw error;
      await page.keyboard.press('Escape');
    }
  }
}

/** The titles that the palette offers for a text, as a user sees them. Leaves the palette closed. */
export async function offeredCommands(page: Page, text: string): Promise<string[]> {
  await fillPalette(page, text);
  const rows = page.locator('.quick-input-widget .monaco-list-row .label-name');
  await rows.first().waitFor();
  const titles = await rows.allTextContents();
  await page.keyboard.press('Escape');
  return titles;
}

async function fillPalette(page: Page, text: string): Promise<void> {
  await page.keyboard.press('F1');
  const input = page.locator('.quick-input-widget input.input:visible');
  await input.waitFor({ timeout: PALETTE_MS });
  await input.fill(`>${text}`, { timeout: PALETTE_MS });
}

/** A row of the quick pick in front, by its exact label. */
export function quickPickRow(page: Page, label: string): Locator {
  const name = page.locator('.label-name', { hasText: exactly(label) });
  return page.locator('.quick-input-widget .monaco-list-row', { has: name }).first();
}

/** The field in which a quick pick or an input box in front is filled in. */
export function quickInput(page: Page): Locator {
  return page.locator('.quick-input-widget input.input:visible');
}

/** Opens a view of the activity bar by its title. */
export async function openActivity(page: Page, title: string): Promise<void> {
  const action = page.locator('.activitybar .action-item', { has: page.locator(`a[aria-label^="${title}"]`) });
  if (!(await action.getAttribute('class'))?.includes('checked')) await action.click();
  await page.locator('.sidebar .composite.title', { hasText: new RegExp(title, 'i') }).waitFor();
}

/** The lines of the run history, which has to be open. */
export function historyRows(page: Page): Locator {
  return page.locator('.sidebar .custom-view-tree-node-item');
}

/** Chooses an entry of the context menu of something. */
export async function chooseFromContextMenu(page: Page, target: Locator, entry: string): Promise<void> {
  await target.click({ button: 'right' });
  // A menu that has just opened does not take clicks yet: a slow one comes late enough.
  // Its label alone: the key that does the same may stand beside it.
  const label = page.locator('.action-label', { hasText: exactly(entry) });
  await page.locator('.monaco-menu .action-item', { has: label }).click({ delay: 200 });
}

/** Puts the caret at the end of the text, as Ctrl+End does, and types like a person. */
export async function typeAtEnd(page: Page, text: string): Promise<void> {
  await editor(page).locator('.view-lines').click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(text, { delay: 30 });
}

/** Opens the Problems view and returns its rows, one line of text each. */
export function problems(page: Page): Locator {
  return page.locator('.markers-panel .monaco-list-row');
}

/** A notification that says `text`. */
export function notification(page: Page, text: string): Locator {
  return page.locator('.notification-toast', { hasText: text });
}

/** Says that the folder is trusted, as a user does who wants its tasks to run. */
export async function trustWorkspace(page: Page): Promise<void> {
  await runCommand(page, 'Workspaces: Manage Workspace Trust');
  await page.locator('.workspace-trust-editor').getByRole('button', { name: 'Trust', exact: true }).click();
  await statusBarItem(page, 'Restricted Mode').waitFor({ state: 'detached' });
}

/** An item of the status bar that shows `text`. */
export function statusBarItem(page: Page, text: string): Locator {
  return page.locator('.statusbar-item', { hasText: text });
}

/** The document inside the webview in front. */
export function webview(page: Page): FrameLocator {
  return page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
}
