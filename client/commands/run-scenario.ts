import { commands, Disposable } from 'vscode';
import type { RunStarter } from '../runs/run-starter.js';
import type { ScenarioAtHand } from '../scenarios/scenario-at-hand.js';

/** Twinchain: Run Scenario, and Run with New Seed. Code lenses say which scenario; else it is the one at hand. */
export function runScenario(atHand: ScenarioAtHand, starter: RunStarter): Disposable {
  const register = (command: string, seed: 'written' | 'new') =>
    commands.registerCommand(command, async (uri?: unknown, scenario?: unknown) => {
      const chosen = await atHand.given(uri, scenario);
      if (chosen) await starter.run({ ...chosen, seed });
    });
  return Disposable.from(register('twinchain.runScenario', 'written'), register('twinchain.runScenarioNewSeed', 'new'));
}
