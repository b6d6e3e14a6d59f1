import { EXIT, type ExitCode } from './exit-codes.js';

export interface InterruptHandlers {
  /** First Ctrl-C, or SIGTERM. */
  stop(): void;
  /** Second one. Must be quick: the process ends right after. */
  quit(): void;
}

/** Watches for signals while a run goes on. */
export interface Interrupts {
  /** The exit code that a signal asks for; undefined while there was none. */
  requested(): ExitCode | undefined;
  ignore(): void;
}

/** The first signal stops the run gracefully, the second ends the process. */
export function watchInterrupts(handlers: InterruptHandlers): Interrupts {
  let requested: ExitCode | undefined;
  const on = (code: ExitCode) => () => {
    if (requested !== undefined) {
      handlers.quit();
      process.exit(code);
    }
    requested = code;
    handlers.stop();
  };
  const onInterrupt = on(EXIT.interrupted);
  const onTerminate = on(EXIT.terminated);
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onTerminate);
  return {
    requested: () => requested,
    ignore: () => {
      process.off('SIGINT', onInterrupt);
      process.off('SIGTERM', onTerminate);
    },
  };
}
