import { commands, type Disposable } from 'vscode';
import type { ExperimentStarter } from '../experiments/experiment-starter.js';
import type { ActiveScenario } from '../scenarios/active-scenario.js';

/** Twinchain: Run Experiment: starts or resumes an experiment. A code lens passes its name. */
export function runExperiment(activeScenario: ActiveScenario, starter: ExperimentStarter): Disposable {
  return commands.registerCommand('twinchain.runExperiment', async (uri?: unknown, experiment?: unknown) => {
    const chosen = await activeScenario.givenExperiment(uri, experiment);
    if (chosen) await starter.run(chosen);
  });
}
