import { commands, type Disposable, SnippetString, window, workspace } from 'vscode';
import { LANGUAGE_ID } from '../language-id.js';
import { textColumn } from '../scenarios/text-column.js';
import { TEMPLATE } from './new-scenario-text.js';

/** Twinchain: New Scenario…: opens a text that can be run without being saved. */
export function newScenario(): Disposable {
  return commands.registerCommand('twinchain.newScenario', async () => {
    const document = await workspace.openTextDocument({ language: LANGUAGE_ID });
    const editor = await window.showTextDocument(document, textColumn());
    await editor.insertSnippet(new SnippetString(TEMPLATE));
  });
}
