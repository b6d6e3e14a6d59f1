/**
 * A simulation that ended without results, because of a bug, because it exceeded a limit, or because it was aborted.
 */
export class RunFailed extends Error {
  override name = 'RunFailed';

  constructor(
    message: string,
    readonly code: 'run/failed' | 'run/limits' | 'run/stopped' = 'run/failed',
  ) {
    super(message);
  }
}
