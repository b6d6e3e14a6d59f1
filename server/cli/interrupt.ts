import { EXIT, type ExitCode } from './exit-codes.js';

export interface InterruptHandlers {
  /** First signal. */
  stop(): void;
  /** Second signal. Must be quick: the process ends right after. */
  quit(): void;
}

/** Watches for signals during a run. */
export interface Interrupts {
  /** The exit code for the received signal; undefined if there was none. */
  requested(): ExitCode | undefined;
  ignore(): void;
}

const SIGNALS: readonly { name: NodeJS.Signals; exitCode: ExitCode }[] = [
  { name: 'SIGINT', exitCode: EXIT.interrupted },
  { name: 'SIGTERM', exitCode: EXIT.terminated },
  { name: 'SIGHUP', exitCode: EXIT.hungUp },
];

/** The first signal stops the run gracefully, the second ends the process. A closed terminal sends two signals. */
export function watchInterrupts(handlers: InterruptHandlers): Interrupts {
  let requested: ExitCode | undefined;
  const on = (code: ExitCode) => () => {
    // A closed terminal sends SIGHUP from both the system and the shell, which counts once.
    if (requested !== undefined && code === EXIT.hungUp) return;
    if (requested !== undefined) {
      handlers.quit();
      process.exit(code);
    }
    requested = code;
    handlers.stop();
  };
  const listeners = SIGNALS.map(({ name, exitCode }) => ({ name, listener: on(exitCode) }));
  for (const { name, listener } of listeners) process.on(name, listener);
  return {
    requested: () => requested,
    ignore: () => {
      for (const { name, listener } of listeners) process.off(name, listener);
    },
  };
}
