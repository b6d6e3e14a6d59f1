/** A simulation that ended without results: a mistake in the program, beyond what is simulated, or aborted. */
export class RunFailed extends Error {
  override name = 'RunFailed';

  constructor(
    message: string,
    readonly code: 'run/failed' | 'run/limits' | 'run/stopped' = 'run/failed',
  ) {
    super(message);
  }
}
