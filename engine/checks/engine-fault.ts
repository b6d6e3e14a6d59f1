/** An invariant of the engine was violated: whatever the scenario, this is a bug. */
export class EngineFault extends Error {
  override readonly name = 'EngineFault';

  constructor(promise: string) {
    super(
      `The engine broke a promise: ${promise}. This is a fault of Twinchain, not of the scenario; please report it.`,
    );
  }
}
