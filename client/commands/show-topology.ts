import { commands, Disposable, workspace } from 'vscode';
import type { TopologyPreview } from '../panel/topology-preview.js';
import type { ActiveScenario } from '../scenarios/active-scenario.js';

/** Text is drawn when no key was pressed for this long. */
const PAUSE_MS = 150;

/** Twinchain: Show Topology. The drawing follows the text while somebody types. */
export function showTopology(activeScenario: ActiveScenario, preview: TopologyPreview): Disposable {
  let pause: NodeJS.Timeout | undefined;
  return Disposable.from(
    commands.registerCommand('twinchain.showTopology', async () => {
      const { uri } = activeScenario;
      if (uri) await preview.show(uri, activeScenario.caret(uri));
    }),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length === 0 || !preview.follows(document.uri)) return;
      clearTimeout(pause);
      pause = setTimeout(() => void preview.textChanged(document.uri), PAUSE_MS);
    }),
    new Disposable(() => clearTimeout(pause)),
  );
}
