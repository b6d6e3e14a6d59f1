import { commands, type Disposable } from 'vscode';
import type { HistoryView } from '../history/history-view.js';
import type { RunStarter } from '../runs/run-starter.js';
import type { ScenarioAtHand } from '../scenarios/scenario-at-hand.js';

/** Runs a scenario as its text stands now and shows it beside its last run, for instance after a value was changed. */
export function compareWithLast(atHand: ScenarioAtHand, starter: RunStarter, history: HistoryView): Disposable {
  return commands.registerCommand('twinchain.compareWithLast', async (uri?: unknown, scenario?: unknown) => {
    const chosen = await atHand.given(uri, scenario);
    if (!chosen) return;
    await history.reload();
    const file = decodeURIComponent(chosen.uri);
    const last = history.entries.find(
      (entry) => entry.scenario === chosen.scenario && (entry.source === '' || file.endsWith(entry.source)),
    );
    await starter.run({ ...chosen, seed: 'written' }, last?.run);
  });
}
