import { basename, join } from 'node:path';
import type { Results, Table, TableName } from '../../engine/model/results.js';
import type { Scenario } from '../../engine/model/scenario.js';
import { TABLES, type TableDescription } from '../../engine/model/tables.js';
import { Recorder } from '../../engine/recording/recorder.js';
import { NotAsWritten, readBounded } from './bounded-file.js';
import { sha256 } from './canonical-json.js';
import { csvText } from './csv.js';
import { MANIFEST_FILE, type Manifest, parseManifest } from './manifest.js';
import { readParquet } from './read-parquet.js';
import type { DecodeTable } from './reading-apart.js';
import { SUMMARY_FILE, tablesOf } from './run-files.js';
import { reason, StorageError } from './storage-error.js';
import { conform, MAX_JSON, parseJson } from './stored-json.js';
import { type Summary, summarySchema } from './summary.js';

/** Largest file of samples that is read into memory, B. Uncompressed, Parquet takes several times its size. */
const MAX_TABLE = 1e9;

/** Tables that runs of earlier versions lack, since they had no faults, looking ahead or learning. */
const ADDED: ReadonlySet<TableName> = new Set([
  'culprits',
  'violations',
  'candidates',
  'judgements',
  'mirrors',
  'tries',
  'lessons',
  'learnt',
]);

/** A stored run, including its samples. */
export interface ReadRun {
  manifest: Manifest;
  scenario: Scenario;
  summary: Summary;
  results: Results;
}

/** @throws StorageError if the file is missing, is no manifest, or is damaged */
export async function readManifest(path: string): Promise<Manifest> {
  try {
    return parseManifest((await readBounded(path, MAX_JSON)).toString('utf8'), basename(path));
  } catch (error) {
    if (!(error instanceof NotAsWritten)) throw error;
    throw new StorageError(
      'run/not-a-run',
      `"${basename(path)}" ${error.message}.`,
      `Give a .twin file, or the ${MANIFEST_FILE} of a run.`,
    );
  }
}

/** The figures of a run, verified against its manifest. @throws StorageError */
export async function readSummary(folder: string, manifest: Manifest): Promise<Summary> {
  return signed(folder, SUMMARY_FILE, manifest, MAX_JSON, (bytes) =>
    conform(summarySchema, parseJson(bytes.toString('utf8'))),
  );
}

/** A table of a run as CSV, converted from its Parquet file. @throws StorageError */
export async function readTableAsCsv(folder: string, name: string, decode: DecodeTable = readParquet): Promise<string> {
  const description = TABLES.find((table) => table.name === name);
  if (!description)
    throw new StorageError('storage/not-readable', `A run has no table "${name}".`, 'Choose another one.');
  const manifest = await readManifest(join(folder, MANIFEST_FILE));
  return csvText(description, await readTable(folder, manifest, description, decode));
}

/**
 * Reads a stored run, so that its results can be shown again.
 * @param decode for untrusted runs, a decoder in a separate thread
 * @throws StorageError
 */
export async function readRun(folder: string, decode: DecodeTable = readParquet): Promise<ReadRun> {
  const manifest = await readManifest(join(folder, MANIFEST_FILE));
  const summary = await readSummary(folder, manifest);
  const tables: Partial<Record<TableName, Table>> = {};
  for (const description of TABLES) {
    tables[description.name] = await readTable(folder, manifest, description, decode);
  }
  const { complete, simulatedSeconds, warmup, genesis, counters, transmissions, violations, culprits, events } =
    summary;
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
      ...(culprits ? { culprits } : {}),
      events,
      ...(manifest.faults ? { faults: manifest.faults } : {}),
    },
  };
}

async function readTable(
  folder: string,
  manifest: Manifest,
  description: TableDescription,
  decode: DecodeTable,
): Promise<Table> {
  if (!tablesOf(manifest).samples)
    throw new StorageError(
      'run/no-samples',
      `The run in "${folder}" keeps its summary only.`,
      `Repeat it with its samples: twinchain run ${join(folder, MANIFEST_FILE)} --keep samples`,
    );
  const file = `${description.name}.parquet`;
  if (ADDED.has(description.name) && !(file in manifest.files)) return new Recorder(description.name).table();
  return signed(folder, file, manifest, MAX_TABLE, (bytes) => decode(description, bytes));
}

/** Reads a file of a run and verifies its bytes against the manifest. @throws StorageError */
async function signed<Content>(
  folder: string,
  file: string,
  manifest: Manifest,
  most: number,
  read: (bytes: Buffer) => Content | Promise<Content>,
): Promise<Content> {
  try {
    const bytes = await readBounded(join(folder, file), most);
    if (sha256(bytes) !== manifest.files[file])
      throw new NotAsWritten('was changed after the run: its SHA-256 is not the one in the manifest');
    return await read(bytes);
  } catch (error) {
    const why =
      error instanceof NotAsWritten
        ? error.message
        : error instanceof StorageError
          ? 'is missing or cannot be read'
          : `cannot be read: ${reason(error)}`;
    throw new StorageError(
      'run/damaged',
      `The run in "${folder}" is damaged: ${file} ${why}.`,
      `Repeat it: twinchain run ${join(folder, MANIFEST_FILE)}`,
    );
  }
}
