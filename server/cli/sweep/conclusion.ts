import { basename } from 'node:path';
import type { Experiment } from '../../../engine/model/experiment.js';
import { experimentView } from '../../experiments/experiment-view.js';
import { conclude, type DecodeCell, type ExperimentSummary } from '../../experiments/index.js';
import { terminalJson, terminalText } from '../../protocol/plain-text.js';
import { experimentOrigin, noTexts } from '../../reports/origins.js';
import { jsonFile } from '../../runs/summary.js';

import { EXIT, type ExitCode } from '../exit-codes.js';
import { printProblems } from '../print-problems.js';
import type { ProblemPlace } from '../problem.js';
import { writeReport } from '../report-file.js';
import type { Terminal } from '../terminal.js';
import { writeText } from '../text-file.js';
import { shownPath } from '../workspace.js';
import { decidingText } from './deciding-text.js';
import { junitReport } from './junit.js';
import { brokenExpectations, sweepText } from './results-text.js';

/** Options of concluding a complete experiment. */
export interface ConclusionOptions {
  junit?: string;
  report?: string;
  json: boolean;
  quiet: boolean;
}

/** An experiment, and the places of its expectations in its text, if that was read. */
export interface PlacedExperiment {
  experiment: Experiment;
  places: readonly (ProblemPlace | undefined)[];
}

/**
 * Concludes an experiment whose replications are all on the disk, shows its results, and decides its expectations.
 * @throws CommandFailure, StorageError
 */
export async function printConclusion(
  options: ConclusionOptions,
  { experiment, places }: PlacedExperiment,
  folder: string,
  replications: readonly number[],
  { out, err }: Terminal,
  decode: DecodeCell,
): Promise<ExitCode> {
  const notes = options.json ? err : out;
  const summary = await conclude(experiment, folder, replications, decode);
  if (options.json) out.write(terminalJson(jsonFile(summary)));
  else if (!options.quiet) out.write(sweepText(summary, experiment, out));
  await printProblems(brokenExpectations(summary, places), err);
  if (options.junit !== undefined) await writeText(options.junit, junitOf(summary));
  if (options.report !== undefined) {
    const view = experimentView(experiment, summary, { id: basename(folder), state: 'complete' });
    const origin = await experimentOrigin(folder, noTexts);
    await writeReport(options.report, { type: 'experiment', experiment: view }, [origin]);
  }
  if (!options.quiet) {
    notes.write(`Experiment kept in ${terminalText(shownPath(folder))}\n`);
    if (options.report !== undefined) notes.write(`Report written to ${terminalText(options.report)}\n`);
    if (options.junit !== undefined) notes.write(`JUnit report written to ${terminalText(options.junit)}\n`);
  }
  return exitCodeOf(summary);
}

function junitOf({ experiment, expectations }: ExperimentSummary): string {
  return junitReport(experiment, expectations, (expectation) => decidingText(expectation).join('\n'));
}

function exitCodeOf({ expectations }: ExperimentSummary): ExitCode {
  if (expectations.some(({ outcome }) => outcome === 'failed')) return EXIT.wrong;
  return expectations.some(({ outcome }) => outcome === 'undecided') ? EXIT.undecided : EXIT.fine;
}
