/** An invariant of the engine was violated: whatever the scenario, this is a bug. */
export class EngineFault extends Error {
  override readonly name = 'EngineFault';

  constructor(promise: string) {
    super(
      `An internal check of the engine failed: ${promise}. This is a bug of Twinchain, not of the scenario; please report it.`,
    );
  }
}
