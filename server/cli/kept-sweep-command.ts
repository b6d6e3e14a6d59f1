import { resolve } from 'node:path';
import type { Experiment } from '../../engine/model/experiment.js';
import { Gathering } from '../clusters/gathering.js';
import { cancelSweep, isResumable, settingsAsBefore, statusOf, statusText } from '../clusters/index.js';
import { type DecodeCell, decodingCells, readExperiment } from '../experiments/index.js';
import { terminalJson } from '../protocol/plain-text.js';
import { readingApart } from '../runs/reading-apart.js';
import { jsonFile } from '../runs/summary.js';
import { failureProblems, previewOnCluster, resumeCommandText, sweepOnEngine } from './cluster-sweep.js';
import { usageFailure } from './command-failure.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { keptFolder } from './kept-folder.js';
import { printProblems } from './print-problems.js';
import { printConclusion } from './sweep/conclusion.js';
import { type SweepCommandOptions, sweepHere } from './sweep-command.js';
import type { Terminal } from './terminal.js';

/** Actions on an existing sweep. */
export type KeptSweepAction = 'status' | 'collect' | 'cancel' | 'resume';

/**
 * `twinchain sweep FOLDER`: manages a sweep by its folder, independently of its text.
 * @throws CommandFailure, StorageError, ClusterFailure
 */
export async function keptSweepCommand(
  options: SweepCommandOptions,
  action: KeptSweepAction,
  terminal: Terminal,
): Promise<ExitCode> {
  const { kind, folder: named } = await keptFolder(options.file);
  if (kind !== 'experiment')
    throw usageFailure('usage/no-sweep', `"${options.file}" is a run, not a sweep.`, 'Name the folder of a sweep.');
  const folder = resolve(named);
  const { experiment } = await readExperiment(folder);
  switch (action) {
    case 'status':
      return tellStatus(experiment, folder, options, terminal);
    case 'collect':
      return collect(experiment, folder, options, terminal);
    case 'cancel':
      return cancel(experiment, folder, options, terminal);
    case 'resume':
      return resume(experiment, folder, options, terminal);
  }
}

async function tellStatus(
  experiment: Experiment,
  folder: string,
  { json, quiet }: SweepCommandOptions,
  { out, err }: Terminal,
): Promise<ExitCode> {
  const status = await readingApart((decoding) =>
    statusOf(experiment, folder, new Gathering(experiment, folder, decodingCells(decoding))),
  );
  if (json) out.write(terminalJson(jsonFile(status)));
  else if (!quiet) out.write(statusText(experiment, status));
  if (status.failed.length > 0) await printProblems(failureProblems(experiment, status.failed, folder), err);
  return status.failed.length > 0 ? EXIT.wrong : EXIT.fine;
}

async function collect(
  experiment: Experiment,
  folder: string,
  options: SweepCommandOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  return readingApart(async (decoding) => {
    const decode = decodingCells(decoding);
    const gathering = new Gathering(experiment, folder, decode);
    await gathering.take();
    if (gathering.isComplete)
      return printConclusion(options, { experiment, places: [] }, folder, gathering.counts(), terminal, decode);
    const status = await statusOf(experiment, folder, gathering);
    (options.json ? terminal.err : terminal.out).write(statusText(experiment, status));
    if (status.failed.length > 0) await printProblems(failureProblems(experiment, status.failed, folder), terminal.err);
    else
      await printProblems(
        [
          {
            severity: 'warning',
            code: 'cluster/not-complete',
            message: 'There is nothing to collect yet: replications are missing.',
            hint: `Wait for the jobs, or submit what is missing: ${resumeCommandText(folder)}`,
          },
        ],
        terminal.err,
      );
    return status.failed.length > 0 ? EXIT.wrong : EXIT.undecided;
  });
}

async function cancel(
  experiment: Experiment,
  folder: string,
  { quiet }: SweepCommandOptions,
  { out }: Terminal,
): Promise<ExitCode> {
  const ended = await cancelSweep(folder);
  if (quiet) return EXIT.fine;
  const next = await readingApart((decoding) => whatIsNext(experiment, folder, decodingCells(decoding)));
  out.write(`${ended === 0 ? 'No jobs were left to cancel' : 'Cancelled; finished replications are kept'}. ${next}\n`);
  return EXIT.fine;
}

/** The next steps for a sweep that no process is working on. */
async function whatIsNext(experiment: Experiment, folder: string, decode: DecodeCell): Promise<string> {
  const gathering = new Gathering(experiment, folder, decode);
  await gathering.take();
  if (gathering.isComplete) return 'All replications are finished; --collect shows the results.';
  if (await isResumable(folder, gathering)) return `Resume with: ${resumeCommandText(folder)}`;
  return 'The missing replications failed and are not tried again; --status says why.';
}

async function resume(
  experiment: Experiment,
  folder: string,
  options: SweepCommandOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const settings = options.cluster ?? (await settingsAsBefore(folder));
  if (!settings) return sweepHere(options, experiment, folder, terminal);
  if (options.dryRun) return previewOnCluster(experiment, { folder, settings }, options.json, terminal);
  return readingApart((decoding) =>
    sweepOnEngine(options, { experiment, places: [] }, { folder, settings, decode: decodingCells(decoding) }, terminal),
  );
}
