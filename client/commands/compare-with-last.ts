import { commands, type Disposable } from 'vscode';
import { lastRunOf } from '../history/last-run.js';
import type { RunStarter } from '../runs/run-starter.js';
import type { Runs } from '../runs/runs.js';
import type { ActiveScenario } from '../scenarios/active-scenario.js';

/** Runs the current text of a scenario and shows it beside its last run, for instance after a change of a value. */
export function compareWithLast(activeScenario: ActiveScenario, starter: RunStarter, runs: Runs): Disposable {
  return commands.registerCommand('twinchain.compareWithLast', async (uri?: unknown, scenario?: unknown) => {
    const chosen = await activeScenario.given(uri, scenario);
    if (!chosen) return;
    const last = lastRunOf(await runs.list(), chosen);
    await starter.run({ ...chosen, seed: 'written' }, last?.run);
  });
}
