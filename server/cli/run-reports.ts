import { expectationsInRun } from '../experiments/expectations-in-run.js';
import { noTexts, runOrigin } from '../reports/origins.js';
import type { RunOutcome } from '../runs/runner.js';
import { runsMessage } from '../view/report.js';
import { decidedInRun } from './decided-in-run.js';
import { writeReport } from './report-file.js';
import type { RunSource } from './run-source.js';
import { decidingInRun } from './sweep/deciding-text.js';
import { junitReport } from './sweep/junit.js';
import { writeText } from './text-file.js';

/**
 * Writes the results panel with a run whose outcome has a view, as one HTML file.
 * @throws CommandFailure `file/not-writable`
 */
export async function writeRunReport(file: string, outcome: RunOutcome, source: RunSource): Promise<void> {
  const { kept, summary, view } = outcome;
  if (!view) return;
  const origins = kept && 'folder' in kept ? [await runOrigin(kept.folder, noTexts)] : [];
  const expected = (source.expectations ?? []).map(({ expectation }) => expectation);
  const decided = expectationsInRun(expected, summary, source.scenario);
  await writeReport(file, runsMessage([decided.length > 0 ? { ...view, expectations: decided } : view]), origins);
}

/**
 * Writes the outcome of the expectations as JUnit XML.
 * @throws CommandFailure `file/not-writable`
 */
export async function writeRunJunit(file: string, { summary }: RunOutcome, source: RunSource): Promise<void> {
  const report = junitReport(source.scenario.name, decidedInRun(summary, source), (expectation) =>
    [decidingInRun(expectation), expectation.causes ?? ''].filter(Boolean).join('\n'),
  );
  await writeText(file, report);
}
