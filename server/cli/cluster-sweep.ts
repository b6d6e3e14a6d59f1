import { basename } from 'node:path';
import type { Experiment } from '../../engine/model/experiment.js';
import {
  type CellFailure,
  type ClusterSettings,
  type ClusterSwept,
  planText,
  previewRound,
  type Submitted,
  submitRound,
  sweepOnCluster,
} from '../clusters/index.js';
import { type DecodeCell, pointLabel } from '../experiments/index.js';
import { terminalJson, terminalText } from '../protocol/plain-text.js';
import { counted } from '../protocol/quantities.js';
import { jsonFile } from '../runs/summary.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { watchInterrupts } from './interrupt.js';
import { printProblems } from './print-problems.js';
import type { Problem } from './problem.js';
import { programName } from './program-name.js';
import { countText } from './quantity-text.js';
import { type ConclusionOptions, type PlacedExperiment, printConclusion } from './sweep/conclusion.js';
import { sweepProgressLine } from './sweep/progress-line.js';
import type { Terminal } from './terminal.js';
import { shownPath } from './workspace.js';

/** The engine and the folder of an experiment's batches. */
export interface ClusterTarget {
  folder: string;
  settings: ClusterSettings;
  decode?: DecodeCell;
}

/** Shows the plan and the exact commands or manifest for the engine. Nothing is written. */
export async function previewOnCluster(
  experiment: Experiment,
  target: ClusterTarget,
  json: boolean,
  { out }: Terminal,
): Promise<ExitCode> {
  const { plan, work, text } = await previewRound(experiment, target);
  if (json) out.write(terminalJson(jsonFile({ plan, submit: text })));
  else if (work) {
    out.write(`${planText(experiment, plan, work)}\n`);
    for (const line of text.trimEnd().split('\n')) out.write(`${terminalText(line)}\n`);
  } else out.write('Nothing to submit: every replication is finished, or failed for good.\n');
  return EXIT.fine;
}

/** Submits the missing batches; with `--wait`, waits for them and shows the results. */
export async function sweepOnEngine(
  options: ConclusionOptions & { wait: boolean },
  placed: PlacedExperiment,
  target: ClusterTarget & { decode: DecodeCell },
  terminal: Terminal,
): Promise<ExitCode> {
  // GNU parallel runs under its caller; a queue runs independently.
  if (options.wait || target.settings.on === 'parallel') return waitForEngine(options, placed, target, terminal);
  const submitted = await submitRound(placed.experiment, target);
  if (submitted.kind === 'nothing') return waitForEngine(options, placed, target, terminal);
  const notes = options.json ? terminal.err : terminal.out;
  if (!options.quiet) notes.write(submittedText(submitted, target));
  return EXIT.fine;
}

async function waitForEngine(
  options: ConclusionOptions,
  placed: PlacedExperiment,
  target: ClusterTarget & { decode: DecodeCell },
  terminal: Terminal,
): Promise<ExitCode> {
  const { err } = terminal;
  const { experiment } = placed;
  const { folder, decode } = target;
  const line = await sweepProgressLine(options.quiet ? { ...err, live: false } : err);
  const abortController = new AbortController();
  const interrupts = watchInterrupts({ stop: () => abortController.abort(), quit: () => line.clear() });
  try {
    const swept = await sweepOnCluster(experiment, {
      ...target,
      signal: abortController.signal,
      onProgress: (progress) => line.show(progress),
    });
    line.clear();
    if (swept.complete) return await printConclusion(options, placed, folder, swept.replications, terminal, decode);
    const requested = interrupts.requested();
    if (!options.quiet) (options.json ? err : terminal.out).write(stoppedText(swept, folder));
    if (requested !== undefined) return requested;
    await printProblems(failureProblems(experiment, swept.failed, folder), err);
    return EXIT.wrong;
  } finally {
    line.clear();
    interrupts.ignore();
  }
}

/** The message about replications that failed for good, or at least that some are missing. */
export function failureProblems(experiment: Experiment, failed: readonly CellFailure[], folder: string): Problem[] {
  if (failed.length === 0)
    return [
      {
        severity: 'error',
        code: 'cluster/nothing-came',
        message: 'Jobs ended, and replications are missing.',
        hint: `${shownPath(folder)}/logs says why. Then resume with: ${resumeCommandText(folder)}`,
      },
    ];
  return failed.map(({ point, replication, message, host, log, times }) => ({
    severity: 'error',
    code: 'cluster/cell-failed',
    message: `Replication ${replication + 1} of ${pointLabel(experiment, point)} failed${times > 1 ? ` ${times} times` : ''} on ${host}: ${message}`,
    hint: `Its log is ${shownPath(folder)}/${log}. It is not tried again, unless ${shownPath(folder)}/failed is deleted and the sweep resumed.`,
  }));
}

function stoppedText({ replications, resumable }: ClusterSwept, folder: string): string {
  const done = replications.reduce((sum, count) => sum + count, 0);
  const resume = resumable ? [`Resume with: ${resumeCommandText(folder)}`] : [];
  const lines = [
    `Stopped; ${counted(done, 'replication')} ${done === 1 ? 'is' : 'are'} kept in ${shownPath(folder)}`,
    ...resume,
  ];
  return `${lines.map(terminalText).join('\n')}\n`;
}

/** The command that resumes the sweep in a folder. */
export function resumeCommandText(folder: string): string {
  return `${programName()} sweep ${shownPath(folder)} --resume`;
}

/** `job 17`, `jobs 17, 18, 19 and 4 more`. */
function jobsText(jobs: readonly string[]): string {
  const more = jobs.length > 3 ? ` and ${jobs.length - 3} more` : '';
  return `${jobs.length === 1 ? 'job' : 'jobs'} ${jobs.slice(0, 3).join(', ')}${more}`;
}

function submittedText(
  submitted: Exclude<Submitted, { kind: 'nothing' }>,
  { folder, settings }: ClusterTarget,
): string {
  const shown = shownPath(folder);
  const { jobs } = submitted.submission;
  const named = jobs ? jobsText(jobs) : 'jobs that another call is submitting';
  const what =
    submitted.kind === 'submitted'
      ? `${countText(submitted.work.count)} ${submitted.work.count === 1 ? 'batch was' : 'batches were'} submitted to ${settings.on} as ${named}`
      : `${settings.on} still works on ${named}; nothing new was submitted`;
  const lines = [
    `${basename(shown)}: ${what}`,
    `Check with:   ${programName()} sweep ${shown} --status`,
    `Collect with: ${programName()} sweep ${shown} --collect`,
    `Cancel with:  ${programName()} sweep ${shown} --cancel`,
  ];
  return `${lines.map(terminalText).join('\n')}\n`;
}
