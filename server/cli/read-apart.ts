import { openLanguageProcess } from './ask-language.js';
import { watchInterrupts } from './interrupt.js';
import type { RunArguments, RunSource } from './run-source.js';

/**
 * Reads the scenario to run from a `.twin` file, in a separate process: the language takes as much memory as a
 * simulation, and the process returns all of it when it ends.
 *
 * @throws CommandFailure if the file has errors, or it is unclear what to run
 */
export async function readApart({ file, scenario, seed, settings }: RunArguments): Promise<RunSource> {
  const reader = openLanguageProcess();
  // A long text is read in one go, during which the process cannot receive messages.
  const end = () => {
    reader.end();
    process.exit(interrupts.requested());
  };
  const interrupts = watchInterrupts({ stop: end, quit: end });
  try {
    return await reader.ask('source', { file, scenario, seed, settings });
  } finally {
    reader.end();
    interrupts.ignore();
  }
}
