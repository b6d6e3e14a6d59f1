import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { CommandFailure } from './command-failure.js';
import { watchInterrupts } from './interrupt.js';
import type { ReaderAnswer } from './reader.js';
import type { RunArguments, RunSource } from './run-source.js';

/** The bundle that holds the language, beside the bundle that this module becomes a part of. */
const BESIDE = () => new URL('./language-commands.cjs', import.meta.url);

/**
 * Takes what to run from a `.twin` file, in a process that ends when that is done: the language takes as much memory as
 * a simulation, and a process gives all of it back.
 *
 * @throws CommandFailure where the file is wrong, or does not say what to run
 */
export async function readApart({ file, scenario, seed, settings }: RunArguments): Promise<RunSource> {
  const reader = fork(fileURLToPath(BESIDE()), { serialization: 'advanced' });
  // A long text is read in one go, in which the reader hears nothing.
  const end = () => {
    reader.kill('SIGKILL');
    process.exit(interrupts.requested());
  };
  const interrupts = watchInterrupts({ stop: end, quit: end });
  const answer = await new Promise<ReaderAnswer>((resolve, reject) => {
    reader.once('message', (message) => resolve(message as ReaderAnswer));
    reader.once('error', reject);
    reader.once('exit', (code, signal) =>
      reject(new Error(`reading "${file}" ended with ${signal ?? `code ${code}`}`)),
    );
    reader.send({ file, scenario, seed, settings } satisfies RunArguments);
  }).finally(() => interrupts.ignore());
  if ('failure' in answer) throw new CommandFailure(answer.failure.exitCode, answer.failure.problems);
  return answer.source;
}
