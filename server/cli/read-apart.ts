import { openLanguageProcess } from './ask-language.js';
import { watchInterrupts } from './interrupt.js';
import type { RunArguments, RunSource } from './run-source.js';

/**
 * Takes what to run from a `.twin` file, in a process that ends when that is done: the language takes as much memory as
 * a simulation, and a process gives all of it back.
 *
 * @throws CommandFailure if the file is wrong, or does not say what to run
 */
export async function readApart({ file, scenario, seed, settings }: RunArguments): Promise<RunSource> {
  const reader = openLanguageProcess();
  // A long text is read in one go, in which the reader hears nothing.
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
