import { commands, type Disposable, l10n, window } from 'vscode';
import type { EngineName } from '../../server/protocol/experiments.js';
import type { ExperimentStarter } from '../experiments/experiment-starter.js';
import { engineOptions } from '../experiments/experiments.js';
import type { ActiveScenario } from '../scenarios/active-scenario.js';

/** Twinchain: Run Experiment on Cluster…: submits the experiment to an engine that the user chooses. */
export function runExperimentOnCluster(activeScenario: ActiveScenario, starter: ExperimentStarter): Disposable {
  return commands.registerCommand(
    'twinchain.runExperimentOnCluster',
    async (uri?: unknown, experiment?: unknown, engine?: unknown) => {
      const chosen = await activeScenario.givenExperiment(uri, experiment);
      if (!chosen) return;
      const on = ENGINES().find(({ on }) => on === engine)?.on ?? (await chooseEngine());
      if (on) await starter.run({ ...chosen, engine: { ...engineOptions(), on } });
    },
  );
}

async function chooseEngine(): Promise<EngineName | undefined> {
  const items = ENGINES();
  const chosen = await window.showQuickPick(items, { placeHolder: l10n.t('Select where to simulate it') });
  return chosen?.on;
}

const ENGINES = (): { label: string; detail: string; on: EngineName }[] => [
  { label: l10n.t('Slurm'), detail: l10n.t('Job arrays, by sbatch of this machine'), on: 'slurm' },
  {
    label: l10n.t('GNU parallel'),
    detail: l10n.t('This machine, or the hosts in the settings by SSH'),
    on: 'parallel',
  },
  {
    label: l10n.t('Kubernetes'),
    detail: l10n.t('An Indexed Job, by kubectl; image and volume are in the settings'),
    on: 'kubernetes',
  },
];
