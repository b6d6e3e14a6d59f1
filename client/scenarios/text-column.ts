import { ViewColumn, window } from 'vscode';

/** Where texts are: that of the active one, or of any, so that a text never covers the panel. */
export function textColumn(): ViewColumn {
  const editor =
    window.activeTextEditor ?? window.visibleTextEditors.find(({ viewColumn }) => viewColumn !== undefined);
  return editor?.viewColumn ?? ViewColumn.Active;
}
