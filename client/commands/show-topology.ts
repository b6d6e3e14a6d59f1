import { commands, Disposable, workspace } from 'vscode';
import type { Presenter } from '../panel/presenter.js';
import type { ScenarioAtHand } from '../scenarios/scenario-at-hand.js';

/** Text is drawn when no key was pressed for this long. */
const PAUSE_MS = 150;

/** Twinchain: Show Topology. The drawing follows the text while somebody types. */
export function showTopology(atHand: ScenarioAtHand, presenter: Presenter): Disposable {
  let pause: NodeJS.Timeout | undefined;
  return Disposable.from(
    commands.registerCommand('twinchain.showTopology', async () => {
      const { uri } = atHand;
      if (uri) await presenter.showTopology(uri, atHand.caret(uri));
    }),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length === 0 || presenter.subject.kind !== 'topology') return;
      clearTimeout(pause);
      pause = setTimeout(() => void presenter.textChanged(document.uri), PAUSE_MS);
    }),
    new Disposable(() => clearTimeout(pause)),
  );
}
