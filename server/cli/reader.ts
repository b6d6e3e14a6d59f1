import { asFailure } from './command-failure.js';
import type { ExitCode } from './exit-codes.js';
import type { Problem } from './problem.js';
import type { RunArguments, RunSource } from './run-source.js';
import { fromScenarioFile } from './scenario-source.js';

/** What the process answers: what to run, or why there is nothing to run. */
export type ReaderAnswer = { source: RunSource } | { failure: { exitCode: ExitCode; problems: readonly Problem[] } };

/** Reads one scenario for the process that started this one. */
export function answerReading(): void {
  // Whoever asked has been killed: there is nobody to read for.
  process.once('disconnect', () => process.exit());
  process.once('message', (args: RunArguments) => {
    read(args).then((answer) =>
      process.send?.(answer, () => {
        // Whoever asked may be gone: then there is nobody to tell.
        if (process.connected) process.disconnect();
      }),
    );
  });
}

async function read(args: RunArguments): Promise<ReaderAnswer> {
  try {
    return { source: await fromScenarioFile(args) };
  } catch (error) {
    const { exitCode, problems } = asFailure(error);
    return { failure: { exitCode, problems } };
  }
}
