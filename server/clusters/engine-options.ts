import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  BATCH_SECONDS,
  CLUSTERS,
  ClusterFailure,
  type ClusterName,
  type ClusterSettings,
  optionOf,
} from './cluster.js';
import { positiveNumber } from './option-numbers.js';

/** The options of a command about its engine, as parsed by commander. */
export type EngineFlags = Partial<ClusterSettings>;

/** Adds the options about the engine to a command: `twinchain sweep`, and the `npm run` commands that write a page. */
export function withEngineOptions(command: Command): Command {
  return command
    .addOption(new Option('--on <engine>', 'simulate on a cluster, or with GNU parallel').choices(CLUSTERS))
    .option('--batch-seconds <s>', `with --on: estimated seconds of a job; default: ${BATCH_SECONDS}`, positiveNumber)
    .option('--at-once <n>', 'with --on: jobs at a time; default: as many as the engine allows', positiveNumber)
    .option('--submit-args <options>', 'for slurm and parallel: more options of sbatch or parallel, in quotes')
    .option('--hosts <list>', 'for parallel: where to log in by SSH, such as node1,node2', listed)
    .option('--image <name>', 'for kubernetes: the image with Twinchain in it')
    .option('--volume <claim:path>', 'for kubernetes: the claim that holds the folder, and where it is mounted');
}

/** Options that only some engines support. */
const OWN: Readonly<Partial<Record<keyof EngineFlags, readonly ClusterName[]>>> = {
  submitArgs: ['slurm', 'parallel'],
  hosts: ['parallel'],
  image: ['kubernetes'],
  volume: ['kubernetes'],
};

/**
 * The settings of the requested engine; undefined if none was requested.
 * @throws ClusterFailure `usage/cluster` if an option is given without an engine
 */
export function engineSettings(flags: EngineFlags): ClusterSettings | undefined {
  const { on, batchSeconds, atOnce, submitArgs, hosts, image, volume } = flags;
  for (const [flag, engines] of Object.entries(OWN) as [keyof EngineFlags, readonly ClusterName[]][])
    if (flags[flag] !== undefined && (on === undefined || !engines.includes(on)))
      throw new ClusterFailure(
        'usage/cluster',
        `${optionOf(flag)} is for --on ${engines.join(' and --on ')}.`,
        `Give it with ${engines.length === 1 ? 'that' : 'one of these'}, or leave it out.`,
      );
  if (on !== undefined)
    return { on, batchSeconds: batchSeconds ?? BATCH_SECONDS, atOnce, submitArgs, hosts, image, volume };
  for (const flag of ['batchSeconds', 'atOnce'] as const) if (flags[flag] !== undefined) throw needsAnEngine(flag);
  return undefined;
}

/** The error about an option of an engine without an engine. */
export function needsAnEngine(flag: string): ClusterFailure {
  return new ClusterFailure(
    'usage/cluster',
    `${optionOf(flag)} needs --on, which names the engine.`,
    'Give --on slurm, --on parallel or --on kubernetes; to limit threads here, give --jobs.',
  );
}

function listed(text: string): string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.some((name) => name === '' || name.startsWith('-')))
    throw new InvalidArgumentError('Expected host names, separated by commas.');
  return names;
}
