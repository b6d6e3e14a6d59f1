import { commands, Disposable, workspace } from 'vscode';
import { debounce } from '../debounce.js';
import type { TopologyPreview } from '../panel/topology-preview.js';
import type { ActiveScenario } from '../scenarios/active-scenario.js';

/** Pause in typing after which the text is drawn, and longest delay while the user keeps typing, ms. */
const PAUSE = 150;
const MOST = 1000;

/** Twinchain: Show Topology. The drawing is updated during typing. */
export function showTopology(activeScenario: ActiveScenario, preview: TopologyPreview): Disposable {
  const drawing = debounce(() => preview.drawAgain(), PAUSE, MOST);
  return Disposable.from(
    commands.registerCommand('twinchain.showTopology', async () => {
      const { uri } = activeScenario;
      if (uri) await preview.show(uri, activeScenario.caret(uri));
    }),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0 && preview.follows(document.uri)) drawing.soon();
    }),
    drawing,
  );
}
