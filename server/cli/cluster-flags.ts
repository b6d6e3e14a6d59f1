import type { ClusterSettings } from '../clusters/cluster.js';
import { type EngineFlags, engineSettings, needsAnEngine } from '../clusters/engine-options.js';

/** Options of `twinchain sweep` about the engine that it is spread by. */
export interface ClusterFlags extends EngineFlags {
  dryRun?: boolean;
  wait?: boolean;
  status?: boolean;
  collect?: boolean;
  resume?: boolean;
  cancel?: boolean;
}

/**
 * The engine that is asked for, where one is.
 * @throws ClusterFailure `usage/cluster` if an option has no engine to be for
 */
export function clusterSettings(flags: ClusterFlags): ClusterSettings | undefined {
  // A resumed sweep knows its engine.
  if (flags.on === undefined && !flags.resume)
    for (const flag of ['dryRun', 'wait'] as const) if (flags[flag] !== undefined) throw needsAnEngine(flag);
  return engineSettings(flags);
}
