// Entry of the `twinchain` command.
import './must-be-recent-node.js';
import { setFlagsFromString } from 'node:v8';
import { execute } from './program.js';
import { tellFailure } from './tell-failure.js';
import { processTerminal } from './terminal.js';
import { watchStreams } from './watch-streams.js';

const terminal = processTerminal();

// By default a heap may grow to several times of what is alive before it is swept. A simulation keeps little and throws
// much away: sweeping earlier costs it nothing that can be measured, and saves a third of its memory.
setFlagsFromString('--heap-growing-percent=20');

const streams = watchStreams(terminal);

execute(process.argv.slice(2), terminal).then(
  (exitCode) => {
    if (!streams.failed()) process.exitCode = exitCode;
  },
  (error: unknown) => {
    process.exitCode = tellFailure(error, terminal);
  },
);
