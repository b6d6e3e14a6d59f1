import { join } from 'node:path';
import type { LongTable, Results, Table, TableName } from '../../engine/model/results.js';
import type { Scenario } from '../../engine/model/scenario.js';
import { TABLES } from '../../engine/model/tables.js';
import { openCsv } from './csv.js';
import { MANIFEST_FILE, type Manifest, manifestOf } from './manifest.js';
import { openParquet } from './parquet.js';
import { discardReservation, moveIntoPlace, type Placed, type Reservation } from './reservation.js';
import { rowGroups } from './row-groups.js';
import { StorageError, writingFailed } from './storage-error.js';
import { sealed } from './stored-json.js';
import { jsonFile, type Summary } from './summary.js';
import { TableFile, type TableFormat, writeWhole } from './table-file.js';

export const SUMMARY_FILE = 'summary.json';

/** Everything to write about a finished run. */
export interface FinishedRun {
  scenario: Scenario;
  /** Of the long tables, the rows that were not handed over during the run. */
  results: Results;
  summary: Summary;
  /** Version of the engine that simulated the run. */
  engineVersion: string;
}

/** A stored run, in its place or, if that was not possible, in another one. */
export interface WrittenRun extends Placed {
  manifest: Manifest;
  /** Present if the run could not be stored as intended: the reason, as a sentence, and whether samples are missing. */
  rescued?: { why: string; withoutSamples: boolean };
}

/** Which tables of samples a run stores. */
export interface KeptTables {
  /** If false, only its figures and its manifest are stored. */
  samples: boolean;
  /** Whether each table is also stored as CSV. */
  csv: boolean;
}

/** The default: Parquet, from which every other format can be made. */
/** Values learnt by twins, for a policy that begins with them: `learn … from "learnt.json"`. */
export const LEARNT_FILE = 'learnt.json';

export const DEFAULT_TABLES: KeptTables = { samples: true, csv: false };

/** The files that a run has kept, which a repeat writes as well. */
export function tablesOf({ files }: Manifest): KeptTables {
  const names = Object.keys(files);
  return {
    samples: names.some((name) => name.endsWith('.parquet')),
    csv: names.some((name) => name.endsWith('.csv')),
  };
}

/** Rows still to write at the end of a run. */
export interface WritingProgress {
  rowsWritten: number;
  rows: number;
}

/**
 * Writes the files of a run: long tables piece by piece during the run, so that little is left to write when it ends or
 * is stopped. The same scenario and engine give the same bytes, however the pieces are divided.
 */
export class RunFiles {
  readonly #reservation: Reservation;
  readonly #open: (name: TableName) => OpenTable[];
  readonly #long = new Map<TableName, OpenTable[]>();
  /**
   * Why the files cannot be written. The run continues for the sake of its figures, and reports the error at its end.
   */
  #failure: { error: unknown } | undefined;

  private constructor(reservation: Reservation, open: (name: TableName) => OpenTable[]) {
    this.#reservation = reservation;
    this.#open = open;
  }

  static async open(reservation: Reservation, { samples, csv } = DEFAULT_TABLES): Promise<RunFiles> {
    const parquet = samples ? await openParquet() : undefined;
    return new RunFiles(reservation, (name) => {
      const description = TABLES.find((table) => table.name === name);
      if (!description) throw new Error(`no description of table ${name}`);
      const opened = (file: string, format: TableFormat): OpenTable => ({
        name: file,
        file: new TableFile(join(reservation.partial, file), format),
      });
      return [
        ...(parquet ? [opened(`${name}.parquet`, parquet(description))] : []),
        ...(samples && csv ? [opened(`${name}.csv`, openCsv(description))] : []),
      ];
    });
  }

  /** Writes rows that a run hands over: a multiple of `PIECE`. */
  add(name: LongTable, piece: Table): void {
    if (this.#failure) return;
    try {
      const files = this.#long.get(name) ?? this.#open(name);
      this.#long.set(name, files);
      for (const group of rowGroups(piece)) for (const { file } of files) file.add(group);
    } catch (error) {
      this.#failure = { error };
    }
  }

  /**
   * Writes the rest of a run and moves the folder to its place, in one atomic step. If that place was taken meanwhile,
   * the run is put beside it.
   *
   * @param extra further files by name, which a repeat does not reproduce
   * @throws StorageError, after removing what was written, if the run cannot be rescued
   */
  async finish(
    run: FinishedRun,
    extra: Record<string, string> = {},
    { onProgress = () => {}, onWritten = () => {}, rescue }: Finishing = {},
  ): Promise<WrittenRun> {
    try {
      if (this.#failure) throw this.#failure.error;
      const manifest = this.#writeRest(run, onProgress);
      for (const [name, content] of Object.entries(extra)) writeWhole(join(this.#reservation.partial, name), content);
      onWritten();
      return { ...(await moveIntoPlace(this.#reservation)), manifest };
    } catch (error) {
      this.close();
      const failure = writingFailed(this.#reservation.named, error);
      if (rescue && failure instanceof StorageError) return rescue(failure);
      await discardReservation(this.#reservation);
      throw failure;
    }
  }

  /** Closes and removes partial files. */
  close(): void {
    for (const files of this.#long.values()) for (const { file } of files) file.close();
  }

  #writeRest(run: FinishedRun, onProgress: (progress: WritingProgress) => void): Manifest {
    const { partial } = this.#reservation;
    const { scenario, results, summary, engineVersion } = run;
    const files: Record<string, string> = {};
    files[SUMMARY_FILE] = writeWhole(join(partial, SUMMARY_FILE), jsonFile(summary));
    if (results.learnt) files[LEARNT_FILE] = writeWhole(join(partial, LEARNT_FILE), jsonFile(results.learnt));
    const { rows } = initialProgress(results);
    let rowsWritten = 0;
    for (const { name } of TABLES) {
      const opened = this.#long.get(name) ?? this.#open(name);
      this.#long.set(name, opened);
      for (const group of rowGroups(results.tables[name])) {
        for (const { file } of opened) file.add(group);
        rowsWritten += group.rows;
        onProgress({ rowsWritten, rows });
      }
      for (const { name: fileName, file } of opened) files[fileName] = file.finish();
    }
    const manifest = manifestOf(scenario, engineVersion, files, {
      stoppedAfterEvents: summary.complete ? undefined : summary.events,
      faults: results.faults,
    });
    writeWhole(join(partial, MANIFEST_FILE), jsonFile(sealed(manifest)));
    return manifest;
  }
}

/** Callbacks while a run is being finished. */
export interface Finishing {
  onProgress?: (progress: WritingProgress) => void;
  /** Called when everything is on the disk, before the folder is moved to its place. */
  onWritten?: () => void;
  /** Rescues the run, and removes its partial files. @throws StorageError */
  rescue?: (failure: StorageError) => Promise<WrittenRun>;
}

/** A table that is being written in one format. */
interface OpenTable {
  name: string;
  file: TableFile;
}

/** The initial progress of writing. */
export function initialProgress({ tables }: Results): WritingProgress {
  return { rowsWritten: 0, rows: TABLES.reduce((sum, { name }) => sum + tables[name].rows, 0) };
}

/**
 * Writes every file of a finished run.
 * @throws StorageError, after removing what was written
 */
export async function writeRun(
  reservation: Reservation,
  run: FinishedRun,
  extra: Record<string, string> = {},
  tables: KeptTables = DEFAULT_TABLES,
): Promise<WrittenRun> {
  return (await RunFiles.open(reservation, tables)).finish(run, extra);
}
