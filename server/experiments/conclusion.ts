import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { Experiment } from '../../engine/model/experiment.js';
import type { Expression } from '../../engine/model/expression.js';
import { ENGINE_VERSION } from '../../engine/simulation.js';
import { version } from '../../package.json';
import { canonicalJson, sha256 } from '../runs/canonical-json.js';
import { jsonFile } from '../runs/summary.js';
import { cellName } from './cell.js';
import { readCell } from './cell-files.js';
import { writeDurably } from './durable-file.js';
import { decide, keyOf, type Observations } from './expectations.js';
import { evaluate, methodFor, quantitiesIn } from './expressions.js';
import { isPreciseEnough } from './statistics/sequential.js';
import { type ExperimentSummary, PointCollector, type PointSummary, summaryOfExperiment } from './summary.js';
import { cellsFolder } from './sweep.js';
import { openTidyTable, type TidyTable } from './tidy-table.js';

export const RESULTS_FILE = 'results.parquet';
export const EXPERIMENT_SUMMARY_FILE = 'summary.json';
export const EXPERIMENT_MANIFEST_FILE = 'manifest.json';

/** The content of an experiment's `manifest.json`: all that it takes to repeat it, and to compare. */
export interface ExperimentManifest {
  format: 'twinchain-experiment';
  formatVersion: 1;
  version: string;
  engineVersion: string;
  /** SHA-256 of the experiment as canonical JSON. */
  experimentHash: string;
  /** Replications of each point. */
  replications: number[];
  /** SHA-256 of the other files, by name. */
  files: Record<string, string>;
  experiment: Experiment;
}

export function experimentHash(experiment: Experiment): string {
  return sha256(canonicalJson(experiment));
}

/** What is read of the cells of an experiment, one cell in memory at a time. */
interface Reading {
  points: PointSummary[];
  observations: Observations;
  violations: string[][];
}

/**
 * Writes the table, the summary and the manifest of an experiment whose cells are all on the disk. The same cells give
 * the same bytes, and the manifest comes last: where it stands, all is whole.
 *
 * @param replications of each point
 * @throws StorageError
 */
export async function conclude(
  experiment: Experiment,
  folder: string,
  replications: readonly number[],
): Promise<ExperimentSummary> {
  const table = await openTidyTable(join(folder, RESULTS_FILE), experiment);
  let reading: Reading;
  try {
    reading = await readCells(experiment, folder, replications, expectedQuantities(experiment), table);
    await table.finish();
  } catch (error) {
    await table.abandon();
    throw error;
  }
  const summary = summaryOf(experiment, reading);
  const text = jsonFile(summary);
  await writeDurably(join(folder, EXPERIMENT_SUMMARY_FILE), text);
  const manifest: ExperimentManifest = {
    format: 'twinchain-experiment',
    formatVersion: 1,
    version,
    engineVersion: ENGINE_VERSION,
    experimentHash: experimentHash(experiment),
    replications: [...replications],
    files: {
      [RESULTS_FILE]: await hashOfFile(join(folder, RESULTS_FILE)),
      [EXPERIMENT_SUMMARY_FILE]: sha256(text),
    },
    experiment,
  };
  await writeDurably(join(folder, EXPERIMENT_MANIFEST_FILE), jsonFile(manifest));
  return summary;
}

/**
 * The summary of the cells that are there, for looking at a sweep that goes on or was stopped. Points without a cell
 * have no metrics.
 */
export async function summariseSoFar(
  experiment: Experiment,
  folder: string,
  replications: readonly number[],
): Promise<ExperimentSummary> {
  return summaryOf(experiment, await readCells(experiment, folder, replications, expectedQuantities(experiment)));
}

function summaryOf(experiment: Experiment, { points: all, observations, violations }: Reading): ExperimentSummary {
  const { replications } = experiment;
  const points = all.map((point, index): PointSummary => {
    if (replications.kind === 'fixed') return point;
    const values = (observations.get(keyOf(replications.statistic))?.[index] ?? []).map(Number);
    return { ...point, precise: isPreciseEnough(values, replications, methodFor(replications.statistic)) };
  });
  const decided = experiment.expectations.map((expectation) =>
    decide(expectation, experiment, observations, violations),
  );
  return summaryOfExperiment(experiment, points, decided);
}

/** What expectations and the rule that stops replications read. */
function expectedQuantities({ expectations, replications }: Experiment): Expression[] {
  const expected = expectations.flatMap(({ condition }) => quantitiesIn(condition));
  return replications.kind === 'until' ? [...expected, replications.statistic] : expected;
}

async function readCells(
  experiment: Experiment,
  folder: string,
  replications: readonly number[],
  quantities: readonly Expression[],
  table?: TidyTable,
): Promise<Reading> {
  const byKey = new Map(quantities.map((expression) => [keyOf(expression), expression]));
  const observations = new Map([...byKey.keys()].map((key): [string, (number | string)[][]] => [key, []]));
  const points: PointSummary[] = [];
  const violations: string[][] = [];
  for (const [point, { scenario, values }] of experiment.points.entries()) {
    const collector = new PointCollector();
    const kinds = new Set<string>();
    for (const column of observations.values()) column.push([]);
    for (let replication = 0; replication < replications[point]; replication++) {
      const name = cellName({ scenario, replication }, ENGINE_VERSION);
      const { summary, samples } = await readCell(cellsFolder(folder), name);
      collector.add(summary);
      for (const { kind } of summary.violations) kinds.add(kind);
      for (const [key, expression] of byKey)
        observations.get(key)?.[point].push(evaluate(expression, { summary, scenario }));
      await table?.add(point, replication, samples);
    }
    points.push(collector.summary(values));
    violations.push([...kinds]);
  }
  return { points, observations, violations };
}

async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece);
  return hash.digest('hex');
}
