import { Range, type Uri, window } from 'vscode';
import type { TextRange } from '../../server/protocol/runs.js';
import { textColumn } from './text-column.js';

/** Opens a text with a part of it selected: in its editor if it is open, else beside the panel. */
export async function revealText(uri: Uri, { start, end }: TextRange): Promise<void> {
  const shown = window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
  await window.showTextDocument(uri, {
    viewColumn: shown?.viewColumn ?? textColumn(),
    selection: new Range(start.line, start.character, end.line, end.character),
  });
}
