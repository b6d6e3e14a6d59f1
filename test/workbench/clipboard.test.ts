import { describe, expect } from 'vitest';
import { QUICK } from './scenarios.js';
import { openFile, runCommand, webview } from './window.js';
import { workbenchTest } from './workbench.js';

const test = workbenchTest({ files: { 'quick.twin': QUICK } });

describe('a figure of the panel', () => {
  test('is copied to the clipboard as a picture', async ({ workbench: { page } }) => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await openFile(page, 'quick.twin');
    await runCommand(page, 'Twinchain: Run Scenario');
    const panel = webview(page);
    await panel.getByRole('button', { name: 'Run Again' }).waitFor();
    await panel
      .getByRole('button', { name: /^More about/ })
      .first()
      .click();
    await panel.getByText('Copy as Picture').click();
    await panel.getByText('The figure is on the clipboard.').waitFor();
    const kinds = await page.evaluate(async () => {
      // The tests are checked without the types of a browser, in which this function runs.
      const { navigator } = globalThis as unknown as {
        navigator: { clipboard: { read(): Promise<{ types: string[] }[]> } };
      };
      return (await navigator.clipboard.read()).flatMap(({ types }) => types);
    });
    expect(kinds).toContain('image/png');
  });
});
