/** A simulation that ended without results: by a bug, beyond a limit, or aborted. */
export class RunFailed extends Error {
  override name = 'RunFailed';

  constructor(
    message: string,
    readonly code: 'run/failed' | 'run/limits' | 'run/stopped' = 'run/failed',
  ) {
    super(message);
  }
}
