import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Results, Table, TableName } from '../../engine/model/results.js';
import type { Scenario } from '../../engine/model/scenario.js';
import { MANIFEST_FILE, type Manifest, parseManifest } from './manifest.js';
import { readParquet } from './parquet.js';
import { SUMMARY_FILE } from './run-files.js';
import { reason, StorageError } from './storage-error.js';
import type { Summary } from './summary.js';
import { TABLES } from './tables.js';

/** A run as it stands on disk, samples and all. */
export interface ReadRun {
  manifest: Manifest;
  scenario: Scenario;
  summary: Summary;
  results: Results;
}

/** @throws StorageError where the file is missing or is no manifest */
export async function readManifest(path: string): Promise<Manifest> {
  return parseManifest(await readText(path), basename(path));
}

/** @throws StorageError where the file is missing or damaged */
export async function readSummary(folder: string): Promise<Summary> {
  const text = await readText(join(folder, SUMMARY_FILE));
  try {
    const summary: Summary = JSON.parse(text);
    return summary;
  } catch {
    throw damaged(folder, SUMMARY_FILE);
  }
}

/** Reads a run back, so that what was measured can be shown again. @throws StorageError */
export async function readRun(folder: string): Promise<ReadRun> {
  const manifest = await readManifest(join(folder, MANIFEST_FILE));
  const summary = await readSummary(folder);
  const tables: Partial<Record<TableName, Table>> = {};
  for (const description of TABLES) {
    const name = `${description.name}.parquet`;
    try {
      tables[description.name] = await readParquet(description, await readFile(join(folder, name)));
    } catch {
      throw damaged(folder, name);
    }
  }
  const { complete, simulatedSeconds, warmup, genesis, counters, transmissions, violations, events } = summary;
  return {
    manifest,
    scenario: manifest.scenario,
    summary,
    results: {
      complete,
      simulatedSeconds,
      warmup,
      genesis,
      tables: tables as Record<TableName, Table>,
      counters,
      transmissions,
      violations,
      events,
    },
  };
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new StorageError('storage/not-readable', `"${path}" cannot be read: ${reason(error)}.`, 'Check the path.');
  }
}

function damaged(folder: string, file: string): StorageError {
  return new StorageError(
    'run/damaged',
    `The run in "${folder}" is damaged: ${file} is missing or unreadable.`,
    `Repeat it: twinchain run ${join(folder, MANIFEST_FILE)}`,
  );
}
