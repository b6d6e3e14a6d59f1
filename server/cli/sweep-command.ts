import { basename, join } from 'node:path';
import type { Experiment } from '../../engine/model/experiment.js';
import type { ClusterSettings } from '../clusters/index.js';
import {
  type DecodeCell,
  decodingCells,
  defaultJobs,
  experimentsFolder,
  findInWorkspace,
  openFolder,
  openInWorkspace,
  ownershipOf,
  pointLabel,
  type SweepProgress,
  type SweptCells,
  sweepCells,
} from '../experiments/index.js';
import { terminalText } from '../protocol/plain-text.js';
import { datedName } from '../runs/folder-name.js';
import { readingApart } from '../runs/reading-apart.js';
import { previewOnCluster, sweepOnEngine } from './cluster-sweep.js';
import { CommandFailure, usageFailure } from './command-failure.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { watchInterrupts } from './interrupt.js';
import { printProblems } from './print-problems.js';
import { hasErrors, type Problem, withoutRemarks } from './problem.js';
import { programName } from './program-name.js';
import { countText } from './quantity-text.js';
import { seedMustBeSetOnce } from './run-source.js';
import { type LoweredExperiment, openScenarioFile, type ScenarioFile } from './scenario-file.js';
import { type PlacedExperiment, printConclusion } from './sweep/conclusion.js';
import { sweepProgressLine } from './sweep/progress-line.js';
import type { Terminal } from './terminal.js';
import { checkWritable } from './text-file.js';
import { portablePath, shownPath, workspaceOf } from './workspace.js';

export interface SweepCommandOptions {
  file: string;
  experiment?: string;
  /** Seed of the random streams at every point; absent: as in the text. */
  seed?: number;
  /** `path=value` each: properties that are set at every point. */
  settings: readonly string[];
  /** Simulations at a time; absent: one for each processor. */
  jobs?: number;
  resume: boolean;
  /** Folder for the results; absent: one in the workspace. */
  out?: string;
  /** File for the expectations as JUnit XML; absent: none. */
  junit?: string;
  /** File for the results panel as one HTML page; absent: none. */
  report?: string;
  /** Print `summary.json` instead of tables. */
  json: boolean;
  quiet: boolean;
  /** The cluster that simulates it; absent: this machine. */
  cluster?: ClusterSettings;
  /** Only show what would be submitted to the cluster. */
  dryRun: boolean;
  /** Wait for the cluster and then show the results, as for a local sweep. */
  wait: boolean;
}

/**
 * `twinchain sweep`: simulates an experiment, shows its results, and decides what it expects.
 * @throws CommandFailure, StorageError, RunFailed
 */
export async function sweepCommand(options: SweepCommandOptions, terminal: Terminal): Promise<ExitCode> {
  const lowered = await loweredExperiment(options, terminal);
  const experiment = withSeed(lowered.experiment, options.seed);
  for (const file of [options.report, options.junit]) if (file !== undefined) await checkWritable(file);
  const { cluster: settings, dryRun } = options;
  if (settings && dryRun) {
    const folder = await plannedFolder(options, experiment);
    return previewOnCluster(experiment, { folder, settings }, options.json, terminal);
  }
  const folder = await folderFor(options, experiment, terminal);
  return readingApart((decoding) => {
    const decode = decodingCells(decoding);
    const placed = { ...lowered, experiment };
    return settings
      ? sweepOnEngine(options, placed, { folder, settings, decode }, terminal)
      : sweepInFolder(options, placed, folder, terminal, decode);
  });
}

/** Simulates the missing replications of an experiment on this machine, and shows the results. */
export async function sweepHere(
  options: SweepCommandOptions,
  experiment: Experiment,
  folder: string,
  terminal: Terminal,
): Promise<ExitCode> {
  return readingApart((decoding) =>
    sweepInFolder(options, { experiment, places: [] }, folder, terminal, decodingCells(decoding)),
  );
}

async function sweepInFolder(
  options: SweepCommandOptions,
  { experiment, places }: PlacedExperiment,
  folder: string,
  terminal: Terminal,
  decode: DecodeCell,
): Promise<ExitCode> {
  const { out, err } = terminal;
  const { swept, requested } = await sweep(options, experiment, folder, terminal, decode);
  if (!swept.complete) {
    const notes = options.json ? err : out;
    if (!options.quiet) notes.write(stoppedText(swept, folder, options));
    return requested ?? EXIT.interrupted;
  }
  return printConclusion(options, { experiment, places }, folder, swept.replications, terminal, decode);
}

async function loweredExperiment(
  { file, experiment, seed, settings, quiet }: SweepCommandOptions,
  { err }: Terminal,
): Promise<LoweredExperiment> {
  const opened = await openScenarioFile(file, workspaceOf(file));
  const name = chosen(opened, file, experiment);
  if (seed !== undefined) seedMustBeSetOnce(settings);
  const lowered = await opened.lowerExperiment(name, settings);
  if (!lowered.experiment) throw new CommandFailure(EXIT.wrong, lowered.problems);
  settingsMustNotVary(lowered.experiment, settings);
  if (!quiet) await printProblems(withoutRemarks(lowered.problems), err);
  return lowered;
}

/** A varied property has its own value at every point, so a setting of it would apply at none. */
function settingsMustNotVary({ name, axes }: Experiment, settings: readonly string[]): void {
  for (const setting of settings) {
    const path = setting.split('=', 1)[0].replace(/\s/g, '');
    const axis = axes.find((varied) => `${varied.path}.`.startsWith(`${path}.`));
    if (axis)
      throw usageFailure(
        'usage/set-varied',
        `\`${name}\` varies \`${axis.path}\`, so \`--set ${setting}\` would apply at no point.`,
        `Leave the setting out, or the \`vary\` in an experiment that extends \`${name}\`.`,
      );
  }
}

function withSeed(experiment: Experiment, seed: number | undefined): Experiment {
  if (seed === undefined) return experiment;
  if (experiment.axes.some(({ path }) => path === 'seed'))
    throw usageFailure(
      'usage/seed-twice',
      `\`${experiment.name}\` varies the seed, so \`--seed\` cannot set it.`,
      'Leave `--seed` out, or `vary seed` in the file.',
    );
  return {
    ...experiment,
    points: experiment.points.map((point) => ({ ...point, scenario: { ...point.scenario, seed } })),
  };
}

function chosen({ experiments, problems }: ScenarioFile, file: string, asked: string | undefined): string {
  const shown = `"${basename(file)}"`;
  // Errors in the file may be why there is no such experiment.
  const isThere = asked === undefined ? experiments.length === 1 : experiments.includes(asked);
  if (!isThere && hasErrors(problems)) throw new CommandFailure(EXIT.wrong, problems);
  if (experiments.length === 0)
    throw usageFailure(
      'usage/no-experiment',
      `${shown} has no experiment to run.`,
      'An experiment looks like this: experiment Name { scenario: S  vary primary.blockSize over [1MB, 2MB]  replications: 10 }',
    );
  const list = experiments.join(', ');
  if (asked === undefined) {
    if (experiments.length === 1) return experiments[0];
    throw usageFailure(
      'usage/experiment-needed',
      `${shown} has ${experiments.length} experiments: ${list}.`,
      `Say which one: twinchain sweep ${file} ${experiments[0]}`,
    );
  }
  if (experiments.includes(asked)) return asked;
  throw usageFailure(
    'usage/unknown-experiment',
    `${shown} has no experiment \`${asked}\`.`,
    `It has ${experiments.length === 1 ? 'only' : `${experiments.length}:`} ${list}.`,
  );
}

async function folderFor(options: SweepCommandOptions, experiment: Experiment, { err }: Terminal): Promise<string> {
  const { out, resume, file, quiet } = options;
  const workspace = workspaceOf(file);
  const store = experimentsFolder(workspace);
  const kept = { experiment, source: portablePath(workspace, file) };
  if (resume && !quiet && !(await isThereToResume(out, store, experiment)))
    await printProblems([NOTHING_TO_RESUME], err);
  return out === undefined ? openInWorkspace(store, kept, resume, new Date()) : openFolder(out, kept, resume);
}

/** Where {@link folderFor} would keep it; nothing is created. */
async function plannedFolder({ out, resume, file }: SweepCommandOptions, experiment: Experiment): Promise<string> {
  if (out !== undefined) return out;
  const store = experimentsFolder(workspaceOf(file));
  const begun = resume ? await findInWorkspace(store, experiment) : undefined;
  return begun ?? join(store, datedName(new Date(), experiment.name));
}

async function isThereToResume(out: string | undefined, store: string, experiment: Experiment): Promise<boolean> {
  if (out !== undefined) return (await ownershipOf(out)) !== 'nobody';
  return (await findInWorkspace(store, experiment)) !== undefined;
}

const NOTHING_TO_RESUME: Problem = {
  severity: 'warning',
  code: 'storage/nothing-to-resume',
  message: 'There is no earlier sweep of this experiment in its current form; a new one begins.',
  hint: 'If its text has changed since, name the folder of that sweep with --out: replications that still fit are reused.',
};

async function sweep(
  { jobs, quiet }: SweepCommandOptions,
  experiment: Experiment,
  folder: string,
  { err }: Terminal,
  decode: DecodeCell,
): Promise<{ swept: SweptCells; requested: ExitCode | undefined }> {
  const line = await sweepProgressLine(quiet ? { ...err, live: false } : err);
  const damaged: Problem[] = [];
  const abortController = new AbortController();
  const interrupts = watchInterrupts({ stop: () => abortController.abort(), quit: () => line.clear() });
  try {
    const swept = await sweepCells(experiment, {
      folder,
      decode,
      jobs: jobs ?? defaultJobs(),
      signal: abortController.signal,
      onProgress: (progress: SweepProgress) => line.show(progress),
      onDamaged: ({ point, replication }, problem, aside) => {
        const which = `Replication ${replication + 1} of ${pointLabel(experiment, point)}`;
        damaged.push({
          severity: 'warning',
          code: 'experiment/damaged',
          message: `${which} was damaged and is simulated again: its file ${problem}.`,
          hint: `The damaged file is kept as ${shownPath(aside)}`,
        });
      },
    });
    return { swept, requested: interrupts.requested() };
  } finally {
    line.clear();
    interrupts.ignore();
    if (!quiet) await printProblems(damaged, err);
  }
}

function stoppedText(
  { replications }: SweptCells,
  folder: string,
  { file, experiment, seed, settings, out }: SweepCommandOptions,
) {
  const done = replications.reduce((sum, count) => sum + count, 0);
  const again = [
    `${programName()} sweep`,
    file,
    experiment,
    seed !== undefined && `--seed ${seed}`,
    ...settings.map((setting) => `--set ${/^[\w.=/-]+$/.test(setting) ? setting : `'${setting}'`}`),
    out && `--out ${out}`,
    '--resume',
  ]
    .filter(Boolean)
    .join(' ');
  return `Stopped; ${countText(done)} replications are kept in ${terminalText(shownPath(folder))}\nResume with: ${terminalText(again)}\n`;
}
