import { basename } from 'node:path';
import { failureViewsIn } from '../../clusters/failure-view.js';
import { experimentView } from '../../experiments/experiment-view.js';
import {
  type DamagedExperiment,
  decodingCells,
  experimentsFolder,
  listExperiments,
  readExperiment,
  type StoredExperiment,
  summariseFound,
} from '../../experiments/index.js';
import type { ExperimentView } from '../../protocol/experiment-view.js';
import type { ExperimentEntry } from '../../protocol/experiments.js';
import { countOutcomes } from '../../protocol/outcomes.js';
import { readingApart } from '../../runs/reading-apart.js';

/** The experiments that are kept in some folders, latest first. */
export async function experimentEntries(homes: readonly string[]): Promise<ExperimentEntry[]> {
  const lists = await Promise.all(homes.map((home) => listExperiments(experimentsFolder(home))));
  return lists
    .flatMap(({ experiments, damaged }) => [...experiments.map(entryOf), ...damaged.map(damagedEntry)])
    .sort((a, b) => (a.startedAt < b.startedAt ? 1 : a.startedAt > b.startedAt ? -1 : 0));
}

/** The figures of an experiment on the disk, finished or not. @throws StorageError */
export async function storedView(folder: string): Promise<ExperimentView> {
  const { experiment, summary } = await readExperiment(folder);
  if (summary) return experimentView(experiment, summary, { id: folder, state: 'complete' });
  const found = await readingApart((decoding) => summariseFound(experiment, folder, decodingCells(decoding)));
  return experimentView(experiment, found, { id: folder, state: 'stopped', failures: await failureViewsIn(folder) });
}

/** An experiment that cannot be read is listed by the name of its folder, so that it can be inspected or deleted. */
function damagedEntry({ folder, problem }: DamagedExperiment): ExperimentEntry {
  return {
    experiment: folder,
    name: basename(folder),
    scenario: '',
    startedAt: '',
    points: 0,
    replications: 0,
    planned: 0,
    complete: false,
    outcomes: null,
    experimentHash: '',
    source: '',
    damage: problem,
  };
}

function entryOf({
  folder,
  experiment,
  experimentHash,
  source,
  startedAt,
  cells,
  summary,
}: StoredExperiment): ExperimentEntry {
  const { replications, points } = experiment;
  return {
    experiment: folder,
    name: experiment.name,
    scenario: experiment.scenario,
    startedAt,
    points: points.length,
    replications: summary?.points.reduce((sum, point) => sum + point.replications, 0) ?? cells,
    planned: points.length * (replications.kind === 'fixed' ? replications.count : replications.most),
    complete: summary !== undefined,
    outcomes: summary ? countOutcomes(summary.expectations) : null,
    experimentHash,
    source,
  };
}
