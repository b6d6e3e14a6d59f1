import { Range, type Uri, ViewColumn, window } from 'vscode';
import type { TextRange } from '../../server/protocol/runs.js';

/** Opens a text with a part of it selected: where it is open already, else beside the panel. */
export async function revealText(uri: Uri, { start, end }: TextRange): Promise<void> {
  const editors = window.visibleTextEditors;
  const shown = editors.find(({ document }) => document.uri.toString() === uri.toString()) ?? editors[0];
  await window.showTextDocument(uri, {
    viewColumn: shown?.viewColumn ?? ViewColumn.One,
    selection: new Range(start.line, start.character, end.line, end.character),
  });
}
