import { stat } from 'node:fs/promises';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { version } from '../../package.json';
import { withEngineOptions } from '../clusters/engine-options.js';
import { positiveNumber, wholeNumber } from '../clusters/option-numbers.js';
import type { KeptTables } from '../runs/run-files.js';
import { type ClusterFlags, clusterSettings } from './cluster-flags.js';
import { usageFailure } from './command-failure.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import type { KeptSweepAction } from './kept-sweep-command.js';
import type { Terminal } from './terminal.js';

const EXIT_CODES = `
Exit codes:
  0    fine
  1    the scenario is wrong, or an expectation broke
  2    the command cannot be carried out as given
  3    no expectation failed, but not all could be decided
  130  stopped by Ctrl-C
  42   run-cells: replications failed, and would fail again
  75   run-cells: told to end early; the same call goes on

Examples:
  twinchain run examples/baseline.twin
  twinchain run examples/baseline.twin --seed 7 --set topology.bandwidth.mean=2MB/s --json
  twinchain check examples/*.twin`;

/** The command line in Commander's form. Each command is loaded when it is called, so help appears at once. */
export function program(terminal: Terminal, finish: (exitCode: ExitCode) => void): Command {
  const root = new Command('twinchain')
    .description('Write, check, run and compare blockchains that are managed by digital twins.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help')
    .showHelpAfterError('(see twinchain --help)')
    .exitOverride()
    .configureOutput({
      writeOut: terminal.out.write,
      writeErr: terminal.err.write,
      getOutHelpWidth: () => terminal.out.width,
      getErrHelpWidth: () => terminal.err.width,
    })
    .addHelpText('after', EXIT_CODES);

  root
    .command('run')
    .summary('simulate a scenario and show its results')
    .description(
      'Simulates one scenario, shows what was measured, and keeps it in a folder. A manifest.json of an earlier run ' +
        'repeats that run to the byte.',
    )
    .argument('<file>', 'a .twin file, or the manifest.json of a run')
    .argument('[scenario]', 'which scenario of the file; not needed if there is only one')
    .option('--seed <n>', 'seed of the random streams, a whole number', wholeNumber)
    .option('--set <path=value>', 'change a property, such as primary.blockSize=2MB; may be repeated', collected)
    .option('--out <folder>', 'folder for the run; default: a new one in .twinchain/runs', path)
    .option('--report <file>', 'also write the results panel as one self-contained HTML file', path)
    .option('--junit <file>', 'also write the outcome of the expectations as JUnit XML', path)
    .addOption(new Option('--keep <what>', 'samples and figures, or only the summary').choices(['samples', 'summary']))
    .option('--csv', 'keep the samples as CSV in addition to Parquet')
    .option('--check', 'check the invariants of the engine during the run: same results, slower')
    .option('--json', 'print summary.json and the expectations on standard output')
    .option('-q, --quiet', 'print errors only, and with --json the summary')
    .action(async (file: string, scenario: string | undefined, options: RunFlags) => {
      const { runCommand } = await import('./run-command.js');
      const { set = [], seed, out, report, junit, check, json = false, quiet = false } = options;
      const tables = keptTables(options);
      finish(
        await runCommand(
          { file, scenario, settings: set, seed, out, report, junit, tables, check, json, quiet },
          terminal,
        ),
      );
    });

  const sweep = root
    .command('sweep')
    .summary('run an experiment: a scenario at every varied value, repeated')
    .description(
      'Simulates every point and replication of an experiment on all processors, and decides what it expects. Each ' +
        'replication is kept when it is finished: --resume continues a sweep that was stopped or killed.',
    )
    .argument('<file>', 'a .twin file; or the folder of a sweep, with --resume, --status, --collect or --cancel')
    .argument('[experiment]', 'which experiment of the file; not needed if there is only one')
    .option('--seed <n>', 'seed of the random streams at every point, a whole number', wholeNumber)
    .option(
      '--set <path=value>',
      'set a property at every point, such as topology.nodes=16; may be repeated',
      collected,
    )
    .option('--jobs <n>', 'simulations at a time; default: one for each processor', positiveNumber)
    .option('--resume', 'resume the latest sweep of this experiment, or the one in --out or <file>')
    .option('--out <folder>', 'folder for the results; default: a new one in .twinchain/experiments', path)
    .option('--report <file>', 'also write the results panel as one self-contained HTML file', path)
    .option('--junit <file>', 'also write the outcome of the expectations as JUnit XML', path)
    .option('--json', 'print summary.json on standard output')
    .option('-q, --quiet', 'print errors only, and with --json the summary');
  withEngineOptions(sweep)
    .option('--dry-run', 'with --on: only show the plan and the exact commands')
    .option('--wait', 'with --on: wait for the jobs and show the results; parallel always waits')
    .addOption(new Option('--status', 'report the progress of the sweep in a folder').conflicts(['collect', 'cancel']))
    .addOption(new Option('--collect', 'conclude the sweep in a folder and show the results').conflicts('cancel'))
    .option('--cancel', 'cancel the jobs of the sweep in a folder; finished replications are kept')
    .action(async (file: string, experiment: string | undefined, options: SweepFlags) => {
      const { sweepCommand, keptSweepCommand } = await import('./language-commands.js');
      const { seed, set = [], jobs, resume = false, out, report, junit, json = false, quiet = false } = options;
      const { dryRun = false, wait = false } = options;
      const cluster = clusterSettings(options);
      const asked = { file, experiment, seed, settings: set, jobs, resume, out, report, junit, json, quiet };
      const action = await keptActionOf(file, options);
      finish(
        action
          ? await keptSweepCommand({ ...asked, cluster, dryRun, wait }, action, terminal)
          : await sweepCommand({ ...asked, cluster, dryRun, wait }, terminal),
      );
    });

  root
    .command('run-cells')
    .summary('simulate one batch of a planned sweep, as jobs of clusters do')
    .description(
      'Simulates the replications of one batch that are not in the folder yet. It may be called again, late, or twice ' +
        'at once; a signal ends it after the current replication.',
    )
    .argument('<folder>', 'the folder of a sweep that was planned with --on')
    .requiredOption('--batch <n>', 'number of the batch in plan.json, from 0', wholeNumber)
    .option('-q, --quiet', 'print errors only')
    .action(async (folder: string, { batch, quiet = false }: { batch: number; quiet?: boolean }) => {
      const { runCellsCommand } = await import('./run-cells-command.js');
      finish(await runCellsCommand(folder, { batch, quiet }, terminal));
    });

  root
    .command('compare')
    .summary('show how runs differ')
    .description(
      'Shows every metric of several kept runs with its interval, and how the others differ from the first one.',
    )
    .argument('<runs...>', 'two runs or more: folders, or names as twinchain runs lists them')
    .option('--report <file>', 'also write the runs side by side as one HTML file', path)
    .option('--json', 'print the comparison as JSON on standard output')
    .action(async (runs: string[], { report, json = false }: { report?: string; json?: boolean }) => {
      if (runs.length < 2 || runs.length > MAX_COMPARED)
        throw usageFailure(
          'usage/runs',
          `Expected two to ${MAX_COMPARED} runs, but found ${runs.length}.`,
          'twinchain runs lists what is kept.',
        );
      const { compareCommand } = await import('./compare-command.js');
      finish(await compareCommand(runs, { report, json }, terminal));
    });

  root
    .command('report')
    .summary('write the results panel of a run or an experiment as one HTML file')
    .description('Writes the results panel of a kept run or experiment as one self-contained HTML file.')
    .argument('<run>', 'a run or an experiment: its folder, or its name as twinchain runs lists it')
    .option('--out <file>', 'the file; default: named after the folder, in the current one', path)
    .option('-q, --quiet', 'print errors only')
    .action(async (run: string, { out, quiet = false }: { out?: string; quiet?: boolean }) => {
      const { reportCommand } = await import('./report-command.js');
      finish(await reportCommand(run, { out, quiet }, terminal));
    });

  const runs = root
    .command('runs')
    .summary('list or delete what is kept in this folder')
    .description('Lists the runs and experiments in .twinchain of the current folder, with their sizes.')
    .option('--json', 'print the list as JSON on standard output')
    .action(async ({ json = false }: { json?: boolean }) => {
      const { runsCommand } = await import('./runs-command.js');
      finish(await runsCommand(json, terminal));
    });
  runs
    .command('prune')
    .summary('delete old runs and experiments')
    .description('Deletes runs and experiments for good, the oldest first. What is pinned in the editor stays.')
    .option('--older-than <age>', 'delete what is older than this, such as 30d or 12h', age)
    .option('--keep <size>', 'delete the oldest until at most this much is kept, such as 500MB or 2GB', size)
    .option('--dry-run', 'only report what would be deleted')
    .action(async (options: { olderThan?: number; keep?: number; dryRun?: boolean }) => {
      const { olderThan, keep, dryRun = false } = options;
      if (olderThan === undefined && keep === undefined)
        throw usageFailure('usage/prune', 'No option says what to delete.', 'Give --older-than 30d, or --keep 1GB.');
      const { pruneCommand } = await import('./runs-command.js');
      finish(await pruneCommand({ olderThan, keep, dryRun }, terminal));
    });

  root
    .command('check')
    .summary('report errors and warnings in files')
    .description('Reports all errors and warnings of the files and of the files that they import.')
    .argument('<files...>', '.twin files')
    .option('--json', 'print the problems as JSON on standard output')
    .option('-q, --quiet', 'print problems only')
    .action(async (files: string[], { json = false, quiet = false }: { json?: boolean; quiet?: boolean }) => {
      const { checkCommand } = await import('./check-command.js');
      const { withLanguage } = await import('./ask-language.js');
      finish(await withLanguage(files, (ask) => checkCommand(files, { json, quiet }, ask, terminal)));
    });

  root
    .command('format')
    .summary('format files')
    .description('Rewrites the files in the usual layout. A file with syntax errors is left as it is.')
    .argument('<files...>', '.twin files')
    .option('--check', 'change nothing; exit with 1 if a file is not formatted')
    .action(async (files: string[], { check = false }: { check?: boolean }) => {
      const { formatCommand } = await import('./format-command.js');
      const { withLanguage } = await import('./ask-language.js');
      finish(await withLanguage(files, (ask) => formatCommand(files, check, ask, terminal)));
    });
  return root;
}

interface RunFlags {
  seed?: number;
  set?: string[];
  out?: string;
  report?: string;
  junit?: string;
  keep?: 'samples' | 'summary';
  csv?: boolean;
  check?: boolean;
  json?: boolean;
  quiet?: boolean;
}

/** @throws CommandFailure if tables are requested of a run that keeps only its summary */
function keptTables({ keep, csv = false }: RunFlags): KeptTables | undefined {
  if (keep === 'summary' && csv)
    throw usageFailure('usage/keep', '--csv writes samples, but --keep summary keeps none.', 'Give one of them.');
  return keep === undefined && !csv ? undefined : { samples: keep !== 'summary', csv };
}

interface SweepFlags extends ClusterFlags {
  seed?: number;
  set?: string[];
  jobs?: number;
  resume?: boolean;
  out?: string;
  report?: string;
  junit?: string;
  json?: boolean;
  quiet?: boolean;
}

/** The action on the folder of a sweep; undefined if the argument is a scenario file. @throws CommandFailure */
async function keptActionOf(
  file: string,
  { status, collect, cancel, resume }: SweepFlags,
): Promise<KeptSweepAction | undefined> {
  const action = status ? 'status' : collect ? 'collect' : cancel ? 'cancel' : undefined;
  const found = await stat(file).catch(() => undefined);
  const isSwept = found?.isDirectory() === true;
  if (action !== undefined && found?.isFile() && file.endsWith('.twin'))
    throw usageFailure(
      'usage/no-sweep',
      `--${action} takes the folder of a sweep, but "${file}" is a text.`,
      'Name the folder of the sweep; twinchain runs lists what is kept.',
    );
  if (action !== undefined || (isSwept && resume)) return action ?? 'resume';
  if (isSwept)
    throw usageFailure(
      'usage/folder',
      `"${file}" is a folder, and no option says what to do with the sweep in it.`,
      'Give --resume, --status, --collect or --cancel; to begin a sweep, name a .twin file.',
    );
  return undefined;
}

/** The maximum number of runs in one comparison. */
const MAX_COMPARED = 5;

const SECONDS = { h: 3600, d: 86_400, w: 604_800 } as const;
const BYTES = { kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 } as const;

/** `30d` as seconds. */
function age(text: string): number {
  return amount(text, SECONDS, 'Expected an age such as 12h, 30d or 8w.');
}

/** `500MB` as bytes. */
function size(text: string): number {
  return amount(text, BYTES, 'Expected a size such as 500MB or 2GB.');
}

function amount(text: string, units: Readonly<Record<string, number>>, expected: string): number {
  const [, digits, unit] = /^(\d+(?:\.\d+)?)\s*([a-z]+)$/i.exec(text) ?? [];
  const factor = Object.entries(units).find(([name]) => name.toLowerCase() === unit?.toLowerCase())?.[1];
  if (factor === undefined) throw new InvalidArgumentError(expected);
  return Number(digits) * factor;
}

/** An option in place of a path means that the path was forgotten. */
function path(text: string): string {
  if (text.startsWith('-')) throw new InvalidArgumentError(`Expected a path; for a file of this name write ./${text}.`);
  return text;
}

function collected(setting: string, before: string[] = []): string[] {
  if (!/^[^=]+=/.test(setting)) throw new InvalidArgumentError('Expected path=value, such as primary.blockSize=2MB.');
  return [...before, setting];
}

/** Runs the program. Commander's own exits become exit codes; every other error is rethrown. */
export async function execute(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.fine;
  const command = program(terminal, (code) => {
    exitCode = code;
  });
  try {
    await command.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.fine : EXIT.usage;
  }
}
