import { Command } from 'commander';
import { StorageError } from '../runs/storage-error.js';
import { ClusterFailure } from './cluster.js';
import { type EngineFlags, engineSettings, withEngineOptions } from './engine-options.js';
import { positiveNumber } from './option-numbers.js';
import { type NamedSweep, sweepSeveralOnCluster } from './several-sweeps.js';

/** What a command is told that simulates for a page of the documentation. */
export interface PageFlags extends EngineFlags {
  /** Folder for the replications, which a later call goes on with. */
  cells: string;
  /** Replications of every point; absent: what the experiments say. */
  replications?: number;
  /** Simulations at a time on this machine; absent: one for each processor. */
  jobs?: number;
}

/** The options of such a command: `npm run NAME -- --on slurm`. */
export function pageCommand(name: string, summary: string): Command {
  const command = new Command(`npm run ${name} --`)
    .description(summary)
    .option('--replications <n>', 'of every point; default: as many as the page has', positiveNumber)
    .option('--jobs <n>', 'simulations at a time; default: one for each processor', positiveNumber)
    .option('--cells <folder>', 'where replications are kept, and a later call goes on', `.twinchain/${name}`);
  return withEngineOptions(command);
}

/**
 * Simulates everything on the engine that was asked for, so that a sweep over the same folder finds every replication.
 * Where none was asked for, nothing is done.
 *
 * @param program how Twinchain is called on the machines; absent: as here
 * @returns the exit code of a command that cannot go on; undefined where it can
 */
export async function simulateOnEngine(
  flags: PageFlags,
  sweeps: readonly NamedSweep[],
  write: (text: string) => void,
  program?: readonly string[],
): Promise<number | undefined> {
  const abortController = new AbortController();
  const onInterrupt = () => abortController.abort();
  process.once('SIGINT', onInterrupt);
  try {
    const settings = engineSettings(flags);
    if (!settings) return undefined;
    const { complete, failed } = await sweepSeveralOnCluster({
      sweeps,
      folder: flags.cells,
      settings,
      program,
      signal: abortController.signal,
      onProgress: ({ cells, sweepsDone }) =>
        write(`\r${settings.on}: ${cells} replications, ${sweepsDone} of ${sweeps.length} experiments   `),
    });
    write('\n');
    if (complete) return undefined;
    for (const { message, host, log } of failed) write(`A replication failed on ${host} (${log}): ${message}\n`);
    if (abortController.signal.aborted) write('Stopped; what is simulated is kept, and the same call goes on.\n');
    else if (failed.length === 0)
      write(
        `Jobs ended, and replications are missing; ${flags.cells}/sweeps/*/logs says why. The same call goes on.\n`,
      );
    return abortController.signal.aborted ? INTERRUPTED : WRONG;
  } catch (error) {
    if (!(error instanceof ClusterFailure || error instanceof StorageError)) throw error;
    write(`\n${error.message}\n${error.hint}\n`);
    return USAGE;
  } finally {
    process.off('SIGINT', onInterrupt);
  }
}

/** Exit codes, as the command line has them. */
const WRONG = 1;
const USAGE = 2;
const INTERRUPTED = 130;
