import { ViewColumn, window } from 'vscode';

/** The editor column of texts: that of the active text, or of any other, so that a text never covers the panel. */
export function textColumn(): ViewColumn {
  const editor =
    window.activeTextEditor ?? window.visibleTextEditors.find(({ viewColumn }) => viewColumn !== undefined);
  return editor?.viewColumn ?? ViewColumn.Active;
}
