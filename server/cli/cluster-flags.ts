import { BATCH_SECONDS, type ClusterName, type ClusterSettings } from '../clusters/cluster.js';
import { usageFailure } from './command-failure.js';

/** Options of `twinchain sweep` about the engine that it is spread by. */
export interface ClusterFlags {
  on?: ClusterName;
  batchSeconds?: number;
  atOnce?: number;
  submitArgs?: string;
  hosts?: string[];
  image?: string;
  volume?: string;
  dryRun?: boolean;
  wait?: boolean;
  status?: boolean;
  collect?: boolean;
  resume?: boolean;
  cancel?: boolean;
}

/** Options that belong to some engines only. */
const OWN: Readonly<Partial<Record<keyof ClusterFlags, readonly ClusterName[]>>> = {
  submitArgs: ['slurm', 'parallel'],
  hosts: ['parallel'],
  image: ['kubernetes'],
  volume: ['kubernetes'],
};

/**
 * The engine that is asked for, where one is.
 * @throws CommandFailure where an option has no engine to be for
 */
export function clusterSettings(flags: ClusterFlags): ClusterSettings | undefined {
  const { on, batchSeconds = BATCH_SECONDS, atOnce, submitArgs, hosts, image, volume } = flags;
  for (const [flag, engines] of Object.entries(OWN) as [keyof ClusterFlags, readonly ClusterName[]][])
    if (flags[flag] !== undefined && (on === undefined || !engines.includes(on)))
      throw usageFailure(
        'usage/cluster',
        `${optionOf(flag)} is for --on ${engines.join(' and --on ')}.`,
        `Give it with ${engines.length === 1 ? 'that' : 'one of these'}, or leave it out.`,
      );
  if (on === undefined) {
    // A sweep that is gone on with knows its engine.
    const own = flags.resume
      ? (['batchSeconds', 'atOnce'] as const)
      : (['batchSeconds', 'atOnce', 'dryRun', 'wait'] as const);
    for (const flag of own)
      if (flags[flag] !== undefined)
        throw usageFailure(
          'usage/cluster',
          `${optionOf(flag)} goes with --on, which says where the sweep is simulated.`,
          'Give --on slurm, --on parallel or --on kubernetes; to limit threads here, give --jobs.',
        );
    return undefined;
  }
  return { on, batchSeconds, atOnce, submitArgs, hosts, image, volume };
}

/** `batchSeconds` as `--batch-seconds`. */
export function optionOf(flag: string): string {
  return `--${flag.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
