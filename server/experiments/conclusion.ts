import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { Experiment } from '../../engine/model/experiment.js';
import { ENGINE_VERSION } from '../../engine/simulation.js';
import { version } from '../../package.json';
import { canonicalJson, sha256 } from '../runs/canonical-json.js';
import { sealed } from '../runs/stored-json.js';
import { jsonFile } from '../runs/summary.js';
import { cellName, requestOf } from './cell.js';
import { findCell, readCell } from './cell-files.js';
import type { DecodeCell } from './decode-cell.js';
import { writeDurably } from './durable-file.js';
import { Reading } from './reading.js';
import { openReplicationsTable, type ReplicationsTable } from './replications-table.js';
import type { ExperimentSummary } from './summary.js';
import { cellsFolder } from './sweep.js';
import { openTidyTable, type TidyTable } from './tidy-table.js';

export const RESULTS_FILE = 'results.parquet';
export const REPLICATIONS_FILE = 'replications.parquet';
export const EXPERIMENT_SUMMARY_FILE = 'summary.json';
export const EXPERIMENT_MANIFEST_FILE = 'manifest.json';

/** The content of an experiment's `manifest.json`: everything needed to repeat and to verify it. */
export interface ExperimentManifest {
  format: 'twinchain-experiment';
  formatVersion: 2;
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

/**
 * Writes the table, the summary and the manifest of an experiment whose cells are all on the disk. The same cells give
 * the same bytes. The manifest is written last, so if it exists, everything is complete.
 *
 * @param replications of each point
 * @param decode decodes untrusted cells in a separate thread; absent: in this one
 * @throws StorageError
 */
export async function conclude(
  experiment: Experiment,
  folder: string,
  replications: readonly number[],
  decode?: DecodeCell,
): Promise<ExperimentSummary> {
  const tables = {
    samples: await openTidyTable(join(folder, RESULTS_FILE), experiment),
    replications: await openReplicationsTable(join(folder, REPLICATIONS_FILE), experiment),
  };
  let summary: ExperimentSummary;
  try {
    summary = await readCells(experiment, folder, replications, { tables, decode });
    for (const table of Object.values(tables)) await table.finish();
  } catch (error) {
    for (const table of Object.values(tables)) await table.abandon();
    throw error;
  }
  const text = jsonFile(summary);
  await writeDurably(join(folder, EXPERIMENT_SUMMARY_FILE), text);
  const manifest: ExperimentManifest = {
    format: 'twinchain-experiment',
    formatVersion: 2,
    version,
    engineVersion: ENGINE_VERSION,
    experimentHash: experimentHash(experiment),
    replications: [...replications],
    files: {
      [RESULTS_FILE]: await hashOfFile(join(folder, RESULTS_FILE)),
      [REPLICATIONS_FILE]: await hashOfFile(join(folder, REPLICATIONS_FILE)),
      [EXPERIMENT_SUMMARY_FILE]: sha256(text),
    },
    experiment,
  };
  await writeDurably(join(folder, EXPERIMENT_MANIFEST_FILE), jsonFile(sealed(manifest)));
  return summary;
}

/**
 * The summary of the finished cells of a running or stopped sweep. Points without a cell
 * have no metrics.
 */
export function summariseSoFar(
  experiment: Experiment,
  folder: string,
  replications: readonly number[],
): Promise<ExperimentSummary> {
  return readCells(experiment, folder, replications);
}

/** The summary of an experiment that was stopped: of the cells that are on the disk, up to the first gap. */
export async function summariseFound(
  experiment: Experiment,
  folder: string,
  decode?: DecodeCell,
): Promise<ExperimentSummary> {
  const reading = new Reading(experiment);
  const { replications } = experiment;
  const most = replications.kind === 'fixed' ? replications.count : replications.most;
  for (const point of experiment.points.keys())
    for (let replication = 0; replication < most; replication++) {
      const name = cellName(requestOf(experiment, { point, replication }), ENGINE_VERSION);
      const cell = await findCell(cellsFolder(folder), name, decode);
      if (cell.kind !== 'whole') break;
      reading.add(point, cell.summary);
    }
  return reading.summary();
}

async function readCells(
  experiment: Experiment,
  folder: string,
  replications: readonly number[],
  { tables, decode }: { tables?: { samples: TidyTable; replications: ReplicationsTable }; decode?: DecodeCell } = {},
): Promise<ExperimentSummary> {
  const reading = new Reading(experiment);
  for (const point of experiment.points.keys())
    for (let replication = 0; replication < replications[point]; replication++) {
      const name = cellName(requestOf(experiment, { point, replication }), ENGINE_VERSION);
      const { summary, samples } = await readCell(cellsFolder(folder), name, decode);
      reading.add(point, summary);
      await tables?.samples.add(point, replication, samples);
      await tables?.replications.add(point, replication, summary.metrics);
    }
  return reading.summary();
}

async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece);
  return hash.digest('hex');
}
