import { rmSync } from 'node:fs';
import type { Expectation } from '../../engine/model/experiment.js';
import { terminalText } from '../protocol/plain-text.js';
import { discardReservation, type Reservation, reserveFolder } from '../runs/reservation.js';
import { RunFailed } from '../runs/run-failed.js';
import { type KeptTables, tablesOf } from '../runs/run-files.js';
import { type RunRecord, reserveInStore, storeFolder } from '../runs/run-store.js';
import { openRunner, type RunningRun } from '../runs/runner.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { watchInterrupts } from './interrupt.js';
import { fromManifest } from './manifest-source.js';
import { mustBeNoFolder } from './named-folder.js';
import { printOutcome } from './outcome-text.js';
import { printProblems } from './print-problems.js';
import { withoutRemarks } from './problem.js';
import { progressLine } from './progress-line.js';
import { readApart } from './read-apart.js';
import type { RunArguments, RunSource } from './run-source.js';
import { sweepHeapEarly } from './small-heap.js';
import type { Terminal } from './terminal.js';
import { checkWritable } from './text-file.js';
import { portablePath, shownPath } from './workspace.js';

export interface RunOptions extends RunArguments {
  /** Folder for the run; absent: a new one in the workspace's store. */
  out?: string;
  /** File for the results panel as one HTML page; absent: none. */
  report?: string;
  /** File for the expectations as JUnit XML; absent: none. */
  junit?: string;
  /** The tables to keep; absent: as Parquet or, for a repeat, the same as the original. */
  tables?: KeptTables;
  /** Checks the invariants of the engine during the run. */
  check?: boolean;
  /** Print `summary.json`, and the outcome of the expectations, instead of tables. */
  json: boolean;
  quiet: boolean;
}

/**
 * `twinchain run`: simulates one scenario, shows its results, and keeps them.
 * @throws CommandFailure, StorageError, RunFailed
 */
export async function runCommand(options: RunOptions, terminal: Terminal): Promise<ExitCode> {
  const source = await sourceOf(options);
  sweepHeapEarly();
  const runner = openRunner();
  try {
    if (!options.quiet) await printProblems(withoutRemarks(source.problems), terminal.err);
    for (const file of [options.report, options.junit]) if (file !== undefined) await checkWritable(file);
    const startedAt = new Date();
    const line = await progressLine(
      options.quiet ? { ...terminal.err, live: false } : terminal.err,
      source.scenario.duration,
    );
    let reservation: Reservation | undefined;
    let run: RunningRun | undefined;
    // Before there is a folder, which a signal that nobody watches for would leave behind.
    const interrupts = watchInterrupts({
      stop: () => {
        run?.stop();
        line.stopping();
      },
      quit: () => {
        line.clear();
        // The simulating thread may still be adding files; the next attempt removes those.
        if (reservation) rmSync(reservation.partial, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
      },
    });
    try {
      reservation = await reserve(options, source, startedAt);
      run = runner.start(
        {
          scenario: source.scenario,
          figures: !(options.quiet || options.json),
          view: options.report === undefined ? undefined : { identity: { id: source.scenario.name } },
          stopAfterEvents: source.stopAfterEvents,
          check: options.check,
          keep: {
            reservation,
            tables: options.tables ?? (source.original && tablesOf(source.original)),
            // A folder that the user named contains only files that a repeat reproduces.
            record: options.out === undefined ? recordOf(source, startedAt) : undefined,
          },
        },
        { onProgress: (progress) => line.show(progress), onWriting: (progress) => line.writing(progress) },
      );
      if (interrupts.requested() !== undefined) run.stop();
      const outcome = await run.outcome.finally(() => line.clear());
      const told = await printOutcome(outcome, source, options, terminal);
      if (options.report !== undefined) {
        const { writeRunReport } = await import('./run-reports.js');
        await writeRunReport(options.report, outcome, source);
        if (!options.quiet)
          (options.json ? terminal.err : terminal.out).write(`Report written to ${terminalText(options.report)}\n`);
      }
      if (options.junit !== undefined) {
        const { writeRunJunit } = await import('./run-reports.js');
        await writeRunJunit(options.junit, outcome, source);
        if (!options.quiet)
          (options.json ? terminal.err : terminal.out).write(
            `JUnit report written to ${terminalText(options.junit)}\n`,
          );
      }
      return interrupts.requested() ?? told;
    } catch (error) {
      if (reservation) await discardReservation(reservation);
      if (!(error instanceof RunFailed && error.code === 'run/stopped')) throw error;
      if (!options.quiet) terminal.err.write(`${error.message}\n`);
      return interrupts.requested() ?? EXIT.interrupted;
    } finally {
      interrupts.ignore();
    }
  } finally {
    await runner.close();
  }
}

async function sourceOf(options: RunOptions): Promise<RunSource> {
  await mustBeNoFolder(options.file);
  return options.file.endsWith('.json') ? fromManifest(options) : readApart(options);
}

function reserve(options: RunOptions, source: RunSource, startedAt: Date): Promise<Reservation> {
  if (options.out !== undefined) return reserveFolder(options.out);
  return reserveInStore(shownPath(storeFolder(source.workspace)), source.scenario, startedAt);
}

function recordOf(source: RunSource, startedAt: Date): Pick<RunRecord, 'startedAt' | 'source' | 'expectations'> {
  const { file, workspace } = source;
  const expectations = expectedOf(source);
  return {
    startedAt: startedAt.toISOString(),
    source: file && portablePath(workspace, file),
    expectations: expectations.length > 0 ? expectations : undefined,
  };
}

function expectedOf({ expectations = [] }: RunSource): Expectation[] {
  return expectations.map(({ expectation }) => expectation);
}
