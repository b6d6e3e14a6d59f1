import { dirname, join } from 'node:path';
import { writeDurably } from '../experiments/durable-file.js';
import { experimentView } from '../experiments/experiment-view.js';
import { type ExperimentSummary, Reading, summariseSoFar, sweepCells } from '../experiments/index.js';
import type { ExperimentView } from '../protocol/experiment-view.js';
import { makeFolder } from '../runs/make-folder.js';
import { writingFailed } from '../runs/storage-error.js';
import type { Panel } from './claims.js';
import type { PaperExperiment } from './experiments.js';
import type { Extent } from './extent.js';
import { failedRoundsOf } from './failed-rounds.js';
import { type PanelResult, paperPage, type SettingResult } from './page.js';
import { blockTimeBoxes, delayBoxes, delayMeans } from './plots.js';
import type { Setting } from './settings.js';

/** Real milliseconds between two views of the running panel. */
const PANEL_EVERY = 1000;

export interface ReproductionOptions {
  experiments: readonly PaperExperiment[];
  /** Folder for the replications, from which a later call continues. */
  cells: string;
  /** Path of the page; its plots are in a folder beside it with the same name. */
  page: string;
  /** Path of `docs/experiments.md` from the page, if available. */
  manual?: string;
  extent: Extent;
  /** Number of simulating threads. */
  jobs: number;
  /** Stops the reproduction at once; finished replications stay on the disk. */
  signal?: AbortSignal;
  onProgress: (progress: ReproductionProgress) => void;
  /** Called about once a second with the running panel, and with every finished panel. */
  onPanel?: (panel: number, experiment: ExperimentView) => void;
  /** Where the bundle of the threads is, when it is not beside this one. */
  bundle?: URL;
}

/** The progress of the reproduction. */
export interface ReproductionProgress {
  setting: Setting;
  panel: Panel;
  /** Finished panels of all settings, and their total number. */
  panelsDone: number;
  panels: number;
  /** Replications of this panel that are finished, and those of them that were already on the disk. */
  cellsDone: number;
  cellsExpected: number;
  cellsFound: number;
}

/**
 * Runs every panel of Figures 4 and 5 under every setting, and writes the page about them.
 * @returns false if it was stopped
 * @throws StorageError, RunFailed
 */
export async function reproduce(options: ReproductionOptions): Promise<boolean> {
  await makeFolder(options.cells).catch((error: unknown) => {
    throw writingFailed(options.cells, error);
  });
  const results: SettingResult[] = [];
  for (const [panelsDone, paperExperiment] of options.experiments.entries()) {
    const result = await reproducePanel(paperExperiment, panelsDone, options);
    if (!result) return false;
    const { setting } = paperExperiment;
    const known = results.find((candidate) => candidate.setting.id === setting.id);
    if (known) known.panels.push(result);
    else results.push({ setting, panels: [result] });
  }
  await writeDurably(options.page, paperPage(results, options.extent, options.manual));
  return true;
}

async function reproducePanel(
  { setting, panel, experiment }: PaperExperiment,
  panelsDone: number,
  options: ReproductionOptions,
): Promise<PanelResult | undefined> {
  const panels = options.experiments.length;
  // All panels share one folder of cells: the baseline is a point of most of them.
  const { cells: folder, jobs, signal, bundle } = options;
  const id = `${setting.id} ${panel.experiment}`;
  const reading = new Reading(experiment);
  let told = Number.NEGATIVE_INFINITY;
  const swept = await sweepCells(experiment, {
    folder,
    jobs,
    signal,
    bundle,
    onProgress: ({ cellsDone, cellsExpected, cellsFound, last, summary }) => {
      options.onProgress({ setting, panel, panelsDone, panels, cellsDone, cellsExpected, cellsFound });
      if (!options.onPanel) return;
      reading.add(last.point, summary);
      if (performance.now() - told < PANEL_EVERY) return;
      told = performance.now();
      const cells = { done: cellsDone, expected: cellsExpected };
      options.onPanel(panelsDone, experimentView(experiment, reading.summary(), { id, state: 'running', cells }));
    },
  });
  if (!swept.complete) return undefined;
  const summary = await summariseSoFar(experiment, folder, swept.replications);
  options.onPanel?.(panelsDone, experimentView(experiment, summary, { id, state: 'complete' }));
  const plots = await plotsOf(setting, panel, summary, options.page);
  const failedRounds = await failedRoundsOf(experiment, folder, swept.replications);
  return { panel, summary, failedRounds, plots };
}

async function plotsOf(
  setting: Setting,
  panel: Panel,
  summary: ExperimentSummary,
  page: string,
): Promise<PanelResult['plots']> {
  const drawings = {
    means: await delayMeans(summary, panel.axis, `${panel.title}: mean delays by phase`),
    delays: await delayBoxes(summary, panel.axis, `${panel.title}: total delays`),
    overhead: await blockTimeBoxes(summary, panel.axis, `${panel.title}: block times, normal and switch`),
  };
  const folder = page.replace(/^.*[\\/]/, '').replace(/\.md$/, '');
  const name = (kind: string) => `${folder}/${setting.id}-${panel.experiment}-${kind}.svg`;
  for (const [kind, svg] of Object.entries(drawings)) await writeDurably(join(dirname(page), name(kind)), svg);
  return { means: name('means'), delays: name('delays'), overhead: name('overhead') };
}
