import { appendFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Experiment } from '../../engine/model/experiment.js';
import { ENGINE_VERSION } from '../../engine/simulation.js';
import { findCell, setAside } from '../experiments/cell-files.js';
import { type CellPool, openCellPool } from '../experiments/cell-pool.js';
import { type CellPlace, cellName, cellsFolder, type DecodeCell, pointLabel, requestOf } from '../experiments/index.js';
import { counted } from '../protocol/quantities.js';
import { makeFolder } from '../runs/make-folder.js';
import { scenarioHash } from '../runs/manifest.js';
import { removeAbandoned } from '../runs/partial.js';
import { RunFailed } from '../runs/run-failed.js';
import { StorageError, writingFailed } from '../runs/storage-error.js';
import { openWorkNote } from './at-work.js';
import { type CellFailure, failureOf, forgetFailure, isFinal, kindOfFailure, noteFailure } from './failures.js';
import { LOGS_FOLDER, logOfBatch } from './logs.js';
import { cellsOf, readPlanned } from './plan.js';
import { isCancelled } from './submissions.js';

export interface BatchOptions {
  folder: string;
  batch: number;
  /** Ends the batch after its current replication. */
  signal?: AbortSignal;
  /** Decodes untrusted cells from the disk in a separate thread; absent: in this one. */
  decode?: DecodeCell;
  /** URL of the bundle of the threads, if it is not beside this one. */
  bundle?: URL;
}

export interface BatchOutcome {
  /** `stopped`: ended by the signal; `cancelled`: the sweep was cancelled. */
  ended: 'finished' | 'stopped' | 'cancelled';
  simulated: number;
  /** Replications that were already on the disk. */
  found: number;
  /** Replications that failed, with the reasons. */
  failed: CellFailure[];
  cells: number;
}

/**
 * Simulates the replications of a batch that are not on the disk. The results are the same however often, wherever and
 * whenever it is called. A failure is recorded, and the other replications are simulated.
 *
 * @throws StorageError such as `plan/other-version`, or `storage/full`, which ends the batch
 */
export async function runBatch(options: BatchOptions): Promise<BatchOutcome> {
  const { folder, batch, signal, decode, bundle } = options;
  const { experiment, plan } = await readPlanned(folder);
  const planned = plan.batches.at(batch);
  if (!planned)
    throw new StorageError(
      'plan/no-batch',
      `The plan in "${folder}" has no batch ${batch}; it has ${plan.batches.length}, from 0.`,
      'Give --batch the number of one of them.',
    );
  const places = cellsOf(planned);
  for (const point of new Set(places.map((place) => place.point)))
    if (scenarioHash(experiment.points[point].scenario) !== plan.points[point].scenarioHash)
      throw new StorageError(
        'plan/damaged',
        `The plan in "${folder}" does not fit: the scenario of ${pointLabel(experiment, point)} is not the one that was planned.`,
        'Begin a new sweep in another folder.',
      );
  const cells = cellsFolder(folder);
  await removeAbandoned(cells);
  const log = await openLog(folder, batch);
  const note = openWorkNote(folder, batch);
  const onEnding = () => void note.ending().catch(() => undefined);
  signal?.addEventListener('abort', onEnding, { once: true });
  const outcome: BatchOutcome = { ended: 'finished', simulated: 0, found: 0, failed: [], cells: places.length };
  let pool: Promise<CellPool> | undefined;
  await log(`batch ${batch} on ${hostname()}: ${counted(places.length, 'replication')}`);
  try {
    for (const place of places) {
      const request = requestOf(experiment, place);
      const name = cellName(request, ENGINE_VERSION);
      const known = await findCell(cells, name, decode);
      if (known.kind === 'whole') {
        outcome.found++;
        continue;
      }
      const failure = await failureOf(folder, name);
      if (failure && isFinal(failure)) {
        outcome.failed.push(failure);
        continue;
      }
      if (signal?.aborted || (await isCancelled(folder, planned.round))) {
        outcome.ended = signal?.aborted ? 'stopped' : 'cancelled';
        break;
      }
      if (known.kind === 'damaged')
        await log(`${nameOf(experiment, place)}: ${known.problem}; ${await setAside(cells, name)}`);
      await note.at(place);
      const began = performance.now();
      try {
        pool ??= openCellPool(1, bundle);
        await (await pool).simulate(request, cells);
        outcome.simulated++;
        if (failure) await forgetFailure(folder, name);
        await log(`${nameOf(experiment, place)}: ${((performance.now() - began) / 1000).toFixed(1)} s`);
      } catch (error) {
        if (!(error instanceof RunFailed)) throw error;
        const { message } = error;
        const kind = kindOfFailure(error);
        const noted = { ...place, kind, message, batch, host: hostname(), log: logOfBatch(batch) };
        outcome.failed.push(await noteFailure(folder, name, noted));
        await log(`${nameOf(experiment, place)} failed: ${message}`);
        // A thread that ran out of memory has ended. The next replication gets a new one.
        await (await pool)?.close();
        pool = undefined;
      }
    }
    await log(endText(outcome));
    return outcome;
  } catch (error) {
    await log(`ended: ${error instanceof Error ? error.message : String(error)}`).catch(() => undefined);
    throw error;
  } finally {
    signal?.removeEventListener('abort', onEnding);
    await note.remove();
    await (await pool?.catch(() => undefined))?.close();
  }
}

function nameOf(experiment: Experiment, { point, replication }: CellPlace): string {
  return `replication ${replication + 1} of ${pointLabel(experiment, point)}`;
}

function endText({ ended, simulated, found, failed, cells }: BatchOutcome): string {
  const left = cells - simulated - found - failed.length;
  return `${ended}: ${simulated} simulated, ${found} found, ${failed.length} failed, ${left} left`;
}

/** A line in the log of a batch, with the time of day: if a batch runs twice, both jobs share its log. */
async function openLog(folder: string, batch: number): Promise<(text: string) => Promise<void>> {
  const path = join(folder, logOfBatch(batch));
  // Simulating is useless on a full disk.
  const writing = (write: Promise<void>) =>
    write.catch((error: unknown) => {
      throw writingFailed(folder, error);
    });
  await writing(makeFolder(join(folder, LOGS_FOLDER)));
  return (text) => writing(appendFile(path, `${new Date().toISOString()} ${text.replaceAll('\n', ' ')}\n`));
}
