// Entry of the `twinchain` command.
import { setFlagsFromString } from 'node:v8';
import { execute } from './program.js';
import { tellFailure } from './tell-failure.js';
import { processTerminal } from './terminal.js';

const terminal = processTerminal();

// By default a heap may grow to several times of what is alive before it is swept. A simulation keeps little and throws
// much away: sweeping earlier costs it nothing that can be measured, and saves a third of its memory.
setFlagsFromString('--heap-growing-percent=20');

// A reader that has seen enough (`twinchain … | head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

execute(process.argv.slice(2), terminal).then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    process.exitCode = tellFailure(error, terminal);
  },
);
