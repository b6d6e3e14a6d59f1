import { basename } from 'node:path';
import type { Experiment } from '../../../engine/model/experiment.js';
import { failureViewsIn } from '../../clusters/failure-view.js';
import { Gathering } from '../../clusters/gathering.js';
import { isResumable } from '../../clusters/round.js';
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
import type { ExperimentView, FailureView } from '../../protocol/experiment-view.js';
import type { ExperimentEntry } from '../../protocol/experiments.js';
import { countOutcomes } from '../../protocol/outcomes.js';
import { readingApart } from '../../runs/reading-apart.js';

/** The experiments that are kept in some folders, latest first. */
export async function experimentEntries(homes: readonly string[]): Promise<ExperimentEntry[]> {
  const lists = await Promise.all(homes.map((home) => listExperiments(experimentsFolder(home))));
  const entries = await Promise.all(lists.flatMap(({ experiments }) => experiments.map(entryOf)));
  return [...entries, ...lists.flatMap(({ damaged }) => damaged.map(damagedEntry))].sort((a, b) =>
    a.startedAt < b.startedAt ? 1 : a.startedAt > b.startedAt ? -1 : 0,
  );
}

/** The figures of an experiment on the disk, finished or not. @throws StorageError */
export async function storedView(folder: string): Promise<ExperimentView> {
  const { experiment, summary } = await readExperiment(folder);
  if (summary) return experimentView(experiment, summary, { id: folder, state: 'complete' });
  const found = await readingApart((decoding) => summariseFound(experiment, folder, decodingCells(decoding)));
  const failures = await failureViewsIn(folder);
  const resumable = !failures.some(isFinal) || (await findsSomethingToDo(experiment, folder));
  return experimentView(experiment, found, { id: folder, state: 'stopped', failures, resumable });
}

function isFinal({ isTriedAgain }: FailureView): boolean {
  return !isTriedAgain;
}

/** Whether to resume would simulate anything. */
function findsSomethingToDo(experiment: Experiment, folder: string): Promise<boolean> {
  return readingApart(async (decoding) => {
    const gathering = new Gathering(experiment, folder, decodingCells(decoding));
    await gathering.take();
    return isResumable(folder, gathering);
  });
}

/** Whether everything that is missing has failed for good; by the number of replications where that is fixed. */
async function isExhausted({ folder, experiment, cells, summary }: StoredExperiment): Promise<boolean> {
  if (summary) return false;
  const final = (await failureViewsIn(folder)).filter(isFinal).length;
  if (final === 0) return false;
  const { replications } = experiment;
  if (replications.kind === 'until') return !(await findsSomethingToDo(experiment, folder));
  return plannedOf(experiment) - cells <= final;
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

async function entryOf(stored: StoredExperiment): Promise<ExperimentEntry> {
  const { folder, experiment, experimentHash, source, startedAt, cells, summary } = stored;
  return {
    experiment: folder,
    name: experiment.name,
    scenario: experiment.scenario,
    startedAt,
    points: experiment.points.length,
    replications: summary?.points.reduce((sum, point) => sum + point.replications, 0) ?? cells,
    planned: plannedOf(experiment),
    complete: summary !== undefined,
    ...((await isExhausted(stored)) ? { exhausted: true } : {}),
    outcomes: summary ? countOutcomes(summary.expectations) : null,
    experimentHash,
    source,
  };
}

/** Total number of replications; the maximum with `until`. */
function plannedOf({ points, replications }: Experiment): number {
  return points.length * (replications.kind === 'fixed' ? replications.count : replications.most);
}
