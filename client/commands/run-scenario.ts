import { commands, Disposable } from 'vscode';
import type { RunStarter } from '../runs/run-starter.js';
import type { ActiveScenario } from '../scenarios/active-scenario.js';

/** Twinchain: Run Scenario, and Run with New Seed. Code lenses name the scenario; otherwise it is the active one. */
export function runScenario(activeScenario: ActiveScenario, starter: RunStarter): Disposable {
  const register = (command: string, seed: 'written' | 'new') =>
    commands.registerCommand(command, async (uri?: unknown, scenario?: unknown) => {
      const chosen = await activeScenario.given(uri, scenario);
      if (chosen) await starter.run({ ...chosen, seed });
    });
  return Disposable.from(register('twinchain.runScenario', 'written'), register('twinchain.runScenarioNewSeed', 'new'));
}
