import { commands, Disposable, workspace } from 'vscode';
import type { TopologyPreview } from '../panel/topology-preview.js';
import type { ScenarioAtHand } from '../scenarios/scenario-at-hand.js';

/** Text is drawn when no key was pressed for this long. */
const PAUSE_MS = 150;

/** Twinchain: Show Topology. The drawing follows the text while somebody types. */
export function showTopology(atHand: ScenarioAtHand, preview: TopologyPreview): Disposable {
  let pause: NodeJS.Timeout | undefined;
  return Disposable.from(
    commands.registerCommand('twinchain.showTopology', async () => {
      const { uri } = atHand;
      if (uri) await preview.show(uri, atHand.caret(uri));
    }),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length === 0 || !preview.follows(document.uri)) return;
      clearTimeout(pause);
      pause = setTimeout(() => void preview.textChanged(document.uri), PAUSE_MS);
    }),
    new Disposable(() => clearTimeout(pause)),
  );
}
