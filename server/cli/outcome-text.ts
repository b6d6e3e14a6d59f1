import { join } from 'node:path';
import { durationText } from '../../engine/model/duration-text.js';
import { terminalJson, terminalText } from '../protocol/plain-text.js';
import { MANIFEST_FILE, type Manifest } from '../runs/manifest.js';
import { type RepeatVerdict, verifyRepeat } from '../runs/repeat.js';
import type { KeptTables, WrittenRun } from '../runs/run-files.js';
import type { RunOutcome } from '../runs/runner.js';
import { jsonFile } from '../runs/summary.js';
import type { Kept } from '../runs/worker-messages.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { printProblems } from './print-problems.js';
import type { Problem } from './problem.js';
import { programName } from './program-name.js';
import type { RunSource } from './run-source.js';
import type { Terminal } from './terminal.js';
import type { Verdict } from './verdict.js';
import { shownPath } from './workspace.js';

/** Shows the results of a run, where they are kept, and the verdict on a repeat. */
export async function printOutcome(
  outcome: RunOutcome,
  source: RunSource,
  { json, quiet, tables }: { json: boolean; quiet: boolean; tables?: KeptTables },
  { out, err }: Terminal,
): Promise<ExitCode> {
  const { summary, figures, wallSeconds, kept } = outcome;
  const expected = await expectationVerdict(outcome, source);
  if (json) out.write(terminalJson(jsonFile({ ...summary, expectations: expected.decided })));
  else if (!quiet && figures) {
    const { resultsText } = await import('./results/results-text.js');
    out.write(resultsText(figures, summary, source.scenario, wallSeconds, out));
  }
  const interrupted = !summary.complete && summary.events !== source.stopAfterEvents;
  const parts = [
    stopVerdict(outcome, source, interrupted),
    violationVerdict(outcome, source),
    expected.verdict,
    keptVerdict(kept, interrupted ? undefined : source.original, tables !== undefined),
  ];
  // Standard output is reserved for figures: with --json it must be pure JSON.
  const notes = json ? err : out;
  if (!quiet) for (const note of parts.flatMap((part) => part.notes)) notes.write(`${terminalText(note)}\n`);
  await printProblems(
    parts.flatMap((part) => part.problems),
    err,
  );
  return parts.map((part) => part.exitCode).find((code) => code !== EXIT.fine) ?? EXIT.fine;
}

/** The outcome of the expectations. If there are none, the code that decides them need not be loaded. */
async function expectationVerdict({ summary }: RunOutcome, source: RunSource) {
  if (!source.expectations?.length) return { decided: [], verdict: NOTHING };
  const { decidedInRun, verdictOn } = await import('./decided-in-run.js');
  const decided = decidedInRun(summary, source);
  return { decided, verdict: verdictOn(decided, source) };
}

const NOTHING: Verdict = { notes: [], problems: [], exitCode: EXIT.fine };

function stopVerdict({ summary }: RunOutcome, { scenario }: RunSource, interrupted: boolean): Verdict {
  const place = `${durationText(summary.simulatedSeconds)} of ${durationText(scenario.duration)}`;
  const notes = summary.complete
    ? []
    : interrupted
      ? [`Stopped at ${place}; what was measured until then is kept.`]
      : [`The original was stopped at ${place}, and so was this repeat; run its .twin file for all of it.`];
  return { notes, problems: [], exitCode: EXIT.fine };
}

/** With simulated faults, violations are results like any other; without faults they are errors. */
function violationVerdict({ summary: { violations } }: RunOutcome, { scenario }: RunSource): Verdict {
  if (scenario.faults) return NOTHING;
  const problems = violations.map(
    ({ kind, message }): Problem => ({ severity: 'error', code: `broken/${kind}`, message }),
  );
  return { notes: [], problems, exitCode: problems.length > 0 ? EXIT.wrong : EXIT.fine };
}

function keptVerdict(kept: Kept | undefined, original: Manifest | undefined, onlyCommon: boolean): Verdict {
  if (kept === undefined) return NOTHING;
  if ('error' in kept) return { notes: [], problems: [{ severity: 'error', ...kept.error }], exitCode: EXIT.usage };
  const folder = shownPath(kept.folder);
  const place = `Run kept in ${folder}`;
  if (kept.rescued) return rescuedVerdict(kept.rescued, folder);
  const elsewhere = elsewhereVerdict(kept.instead, folder);
  if (original === undefined) {
    const repeat = `Repeat it with: ${programName()} run ${join(folder, MANIFEST_FILE)}`;
    return { ...elsewhere, notes: [place, repeat] };
  }
  const verdict = verifyRepeat(original, kept.manifest, onlyCommon);
  if (verdict.kind === 'same') {
    const what = verdict.files === 1 ? 'the summary is' : `all ${verdict.files} files are`;
    const same = `Repeated to the byte: ${what} the same as in the original.`;
    return { ...elsewhere, notes: [place, same] };
  }
  const exitCode = verdict.kind === 'different' ? EXIT.wrong : elsewhere.exitCode;
  return { notes: [place], problems: [...elsewhere.problems, difference(verdict)], exitCode };
}

/** The verdict on a run that was rescued because its disk was full. */
function rescuedVerdict({ why, withoutSamples }: NonNullable<WrittenRun['rescued']>, folder: string): Verdict {
  const problem: Problem = withoutSamples
    ? {
        severity: 'error',
        code: 'storage/figures-only',
        message: `${why} Its figures and its manifest are kept in "${folder}"; its samples are not.`,
        hint: `Make room, and repeat it: ${programName()} run ${join(folder, MANIFEST_FILE)} --keep samples`,
      }
    : {
        severity: 'error',
        code: 'storage/elsewhere',
        message: `${why} It is kept in "${folder}".`,
        hint: 'It is complete: move it to where you want it.',
      };
  return { notes: [], problems: [problem], exitCode: EXIT.usage };
}

/** The verdict on a run that is not in the requested folder, where a script would look for it. */
function elsewhereVerdict(instead: string | undefined, folder: string): Omit<Verdict, 'notes'> {
  if (instead === undefined) return { problems: [], exitCode: EXIT.fine };
  const message = `The run is kept in "${folder}" and not in the requested place: ${instead}.`;
  return {
    problems: [
      { severity: 'error', code: 'storage/elsewhere', message, hint: 'It is complete: move it to where you want it.' },
    ],
    exitCode: EXIT.usage,
  };
}

/** Maximum number of names listed. */
const MAX_NAMES = 4;

function fileList(names: readonly string[]): string {
  if (names.length <= MAX_NAMES) return names.join(', ');
  return `${names.slice(0, MAX_NAMES).join(', ')} and ${names.length - MAX_NAMES} more`;
}

function difference(verdict: Exclude<RepeatVerdict, { kind: 'same' }>): Problem {
  const message = `The repeat differs from the original in ${fileList(verdict.differing)}.`;
  if (verdict.kind === 'otherVersion') {
    return {
      severity: 'warning',
      code: 'repeat/other-version',
      message,
      hint: `The original was made by Twinchain ${verdict.version}; only the same version guarantees the same bytes.`,
    };
  }
  return {
    severity: 'error',
    code: 'repeat/different',
    message,
    hint: 'If nobody changed these files, this is a bug in Twinchain. Please report it with the manifest.',
  };
}
