import { l10n, Uri } from 'vscode';
import type { TextPlace } from '../../server/protocol/runs.js';
import type { ExperimentStarter } from '../experiments/experiment-starter.js';
import type { Experiments } from '../experiments/experiments.js';
import { exportExperiment } from '../exports/export-experiment.js';
import { exportTables } from '../exports/export-tables.js';
import { saveFigure } from '../exports/save-figure.js';
import { chooseRuns } from '../history/choose-runs.js';
import type { Reproduction } from '../paper/reproduction.js';
import type { RunStarter } from '../runs/run-starter.js';
import type { Runs } from '../runs/runs.js';
import { revealText } from '../scenarios/reveal-text.js';
import type { PanelHost } from './panel-host.js';
import type { Presenter } from './presenter.js';
import type { TopologyPreview } from './topology-preview.js';

/** The subject of the panel, and the parts that start further runs. */
export interface HostTools {
  runs: Runs;
  starter: RunStarter;
  experiments: Experiments;
  experimentStarter: ExperimentStarter;
  reproduction: Reproduction;
  /** A function, because the panel needs its host before the presenter exists. */
  presenter: () => Presenter;
}

/** What the extension does for the panel. */
export function editorHost(tools: HostTools): PanelHost {
  const { runs, starter, experiments, experimentStarter, reproduction, presenter } = tools;
  return {
    restore: async ({ runs: shown, experiment, paper }) => {
      if (paper !== undefined) {
        await reproduction.recall(paper);
        presenter().restorePaper();
      } else if (experiment !== undefined) await presenter().restoreExperiment(experiment);
      else await presenter().restore(shown);
    },
    reveal: async (run, origin) => {
      await reveal(run === null ? null : await runs.origin(run, origin), 'run');
    },
    revealExpectation: async (run, expectation) => reveal(await runs.expectationOrigin(run, expectation), 'run'),
    runAgain: async (run, newSeed) => {
      await starter.again({ run, seed: newSeed ? 'new' : 'same', from: 'text' });
    },
    stop: (run) => runs.stop(run),
    compare: async (shown) => {
      const chosen = await chooseRuns(await runs.list(), l10n.t('Select the runs to show side by side'), shown);
      if (chosen && chosen.length > 0) await presenter().showRuns(chosen);
    },
    showTogether: (shown) => presenter().showRuns(shown),
    show: (run) => presenter().showRuns([run]),
    exportData: (shown, format) => exportTables(runs, shown, format),
    stopExperiment: (experiment) => experiments.stop(experiment),
    resumeExperiment: (experiment) => experimentStarter.continue(experiment),
    revealExperiment: async (experiment, expectation) =>
      reveal(await experiments.origin(experiment, expectation), 'experiment'),
    showLog: async (experiment, batch) => reveal(await experiments.log(experiment, batch), 'log'),
    exportExperiment: (experiment, format) => exportExperiment(experiments, experiment, format),
    stopPaper: () => reproduction.stop(),
    resumePaper: () => reproduction.resume(),
    openPaperPage: () => reproduction.openPage(),
    saveFigure,
  };
}

/** As {@link editorHost}, for the tab that previews a topology. */
export function topologyHost(host: PanelHost, preview: () => TopologyPreview): PanelHost {
  return {
    ...host,
    restore: async ({ topology }) => {
      if (topology) await preview().restore(topology);
    },
    reveal: async () => reveal(await preview().place(), 'topology'),
  };
}

/** A reference to a text that may no longer exist. */
type Gone = 'run' | 'experiment' | 'topology' | 'log';

async function reveal(place: TextPlace | null, of: Gone): Promise<void> {
  if (!place) throw new Error(goneText(of));
  await revealText(Uri.parse(place.uri), place.range);
}

function goneText(of: Gone): string {
  if (of === 'run') return l10n.t('The text of this run no longer exists.');
  if (of === 'experiment') return l10n.t('The text of this experiment no longer exists.');
  if (of === 'log') return l10n.t('This log no longer exists.');
  return l10n.t('The text of this topology no longer exists.');
}
