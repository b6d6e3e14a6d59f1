import { StorageError } from '../runs/storage-error.js';
import { ClusterFailure, type ClusterSettings } from './cluster.js';
import { engineSettings, needsAnEngine } from './engine-options.js';
import { Gathering } from './gathering.js';
import { cancelSweep } from './handed-over.js';
import type { PageFlags } from './page-command.js';
import { isResumable } from './round.js';
import { folderOfSweep, type NamedSweep, sweepSeveralOnCluster } from './several-sweeps.js';
import { statusOf } from './status.js';
import { settingsAsBefore } from './submissions.js';
import { previewRound } from './sweep-on-cluster.js';
import { planText, statusText } from './sweep-text.js';

/**
 * Carries out the requested action on an engine; does nothing if no engine was requested. After a simulation on the
 * engine, a sweep over the same folder finds every replication.
 *
 * @param program command that runs Twinchain on the machines; absent: as here
 * @returns the exit code if the command ends here; undefined if the page can be written
 */
export async function simulateOnEngine(
  flags: PageFlags,
  sweeps: readonly NamedSweep[],
  write: (text: string) => void,
  program?: readonly string[],
): Promise<number | undefined> {
  try {
    if (flags.status) return await tellStatus(flags, sweeps, write);
    if (flags.cancel) return await cancel(flags, sweeps, write);
    if (flags.collect) return await mustBeComplete(flags, sweeps, write);
    const settings = engineSettings(flags) ?? (flags.resume ? await begunWith(flags, sweeps) : undefined);
    if (flags.dryRun && !settings) throw needsAnEngine('dryRun');
    if (!settings) return undefined;
    if (flags.dryRun) return await preview(flags, sweeps, settings, write, program);
    return await simulate(flags, sweeps, settings, write, program);
  } catch (error) {
    if (!(error instanceof ClusterFailure || error instanceof StorageError)) throw error;
    write(`\n${error.message}\n${error.hint}\n`);
    return USAGE;
  }
}

async function simulate(
  flags: PageFlags,
  sweeps: readonly NamedSweep[],
  settings: ClusterSettings,
  write: (text: string) => void,
  program: readonly string[] | undefined,
): Promise<number | undefined> {
  const abortController = new AbortController();
  const onInterrupt = () => abortController.abort();
  process.once('SIGINT', onInterrupt);
  try {
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
    if (abortController.signal.aborted)
      write('Stopped; finished replications are kept, and the same call continues.\n');
    else if (failed.length === 0)
      write(
        `Jobs ended, and replications are missing; ${flags.cells}/sweeps/*/logs says why. The same call continues.\n`,
      );
    return abortController.signal.aborted ? INTERRUPTED : WRONG;
  } finally {
    process.off('SIGINT', onInterrupt);
  }
}

/** Collects an experiment from the folder that all of them share, even before it has a folder of its own. */
function gatheringOf({ cells }: PageFlags, { experiment }: NamedSweep): Gathering {
  return new Gathering(experiment, cells);
}

async function preview(
  flags: PageFlags,
  sweeps: readonly NamedSweep[],
  settings: ClusterSettings,
  write: (text: string) => void,
  program: readonly string[] | undefined,
): Promise<number> {
  for (const sweep of sweeps) {
    const experiment = { ...sweep.experiment, name: sweep.name };
    const folder = folderOfSweep(flags.cells, sweep.name);
    const options = { folder, settings, program };
    const { plan, work, text } = await previewRound(sweep.experiment, options, gatheringOf(flags, sweep));
    if (work) write(`${planText(experiment, plan, work)}\n${text.trimEnd()}\n\n`);
    else write(`${sweep.name}: nothing to submit; every replication is finished, or failed for good.\n\n`);
  }
  return FINE;
}

async function tellStatus(
  flags: PageFlags,
  sweeps: readonly NamedSweep[],
  write: (text: string) => void,
): Promise<number> {
  let anyFailed = false;
  for (const sweep of sweeps) {
    const folder = folderOfSweep(flags.cells, sweep.name);
    const status = await statusOf(sweep.experiment, folder, gatheringOf(flags, sweep));
    write(statusText({ ...sweep.experiment, name: sweep.name }, status));
    for (const { message, host, log } of status.failed)
      write(`  A replication failed on ${host} (${folder}/${log}): ${message}\n`);
    anyFailed ||= status.failed.length > 0;
  }
  return anyFailed ? WRONG : FINE;
}

async function cancel(flags: PageFlags, sweeps: readonly NamedSweep[], write: (text: string) => void): Promise<number> {
  let ended = 0;
  for (const { name } of sweeps) ended += await cancelSweep(folderOfSweep(flags.cells, name));
  const result = ended === 0 ? 'No jobs were left to cancel' : 'Cancelled; finished replications are kept';
  write(`${[`${result}.`, ...(await whatIsNext(flags, sweeps))].join(' ')}\n`);
  return FINE;
}

/** The next step for experiments that no process is working on; none if nothing was begun. */
async function whatIsNext(flags: PageFlags, sweeps: readonly NamedSweep[]): Promise<string[]> {
  if (!(await begunWith(flags, sweeps))) return [];
  let isComplete = true;
  for (const sweep of sweeps) {
    const gathering = gatheringOf(flags, sweep);
    await gathering.take();
    if (gathering.isComplete) continue;
    isComplete = false;
    if (await isResumable(folderOfSweep(flags.cells, sweep.name), gathering)) return ['--resume continues.'];
  }
  return [
    isComplete
      ? 'All replications are finished; --collect writes the page.'
      : 'The missing replications failed and are not tried again; --status says why.',
  ];
}

async function mustBeComplete(
  flags: PageFlags,
  sweeps: readonly NamedSweep[],
  write: (text: string) => void,
): Promise<number | undefined> {
  let isComplete = true;
  for (const sweep of sweeps) {
    const gathering = gatheringOf(flags, sweep);
    await gathering.take();
    isComplete &&= gathering.isComplete;
  }
  if (isComplete) return undefined;
  await tellStatus(flags, sweeps, write);
  write('There is nothing to collect yet: replications are missing. --resume submits them.\n');
  return UNDECIDED;
}

/** The settings with which the experiments of a page were submitted; they are the same for all. */
async function begunWith({ cells }: PageFlags, sweeps: readonly NamedSweep[]): Promise<ClusterSettings | undefined> {
  for (const { name } of sweeps) {
    const settings = await settingsAsBefore(folderOfSweep(cells, name));
    if (settings) return settings;
  }
  return undefined;
}

/** The exit codes of the command line. */
const FINE = 0;
const WRONG = 1;
const USAGE = 2;
const UNDECIDED = 3;
const INTERRUPTED = 130;
