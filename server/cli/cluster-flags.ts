import type { ClusterSettings } from '../clusters/cluster.js';
import { type EngineFlags, engineSettings, needsAnEngine } from '../clusters/engine-options.js';

/** Options of `twinchain sweep` about its engine. */
export interface ClusterFlags extends EngineFlags {
  dryRun?: boolean;
  wait?: boolean;
  status?: boolean;
  collect?: boolean;
  resume?: boolean;
  cancel?: boolean;
}

/**
 * The settings of the requested engine; undefined if none was requested.
 * @throws ClusterFailure `usage/cluster` if an option is given without an engine
 */
export function clusterSettings(flags: ClusterFlags): ClusterSettings | undefined {
  // A resumed sweep already has its engine.
  if (flags.on === undefined && !flags.resume)
    for (const flag of ['dryRun', 'wait'] as const) if (flags[flag] !== undefined) throw needsAnEngine(flag);
  return engineSettings(flags);
}
