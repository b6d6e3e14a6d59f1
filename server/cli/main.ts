// Entry of the `twinchain` command.
import './must-be-recent-node.js';
import { execute } from './program.js';
import { processTerminal } from './terminal.js';
import { watchStreams } from './watch-streams.js';

const terminal = processTerminal();

const streams = watchStreams(terminal);

execute(process.argv.slice(2), terminal).then(
  (exitCode) => {
    if (!streams.failed()) process.exitCode = exitCode;
  },
  async (error: unknown) => {
    const { printFailure: tellFailure } = await import('./print-failure.js');
    process.exitCode = tellFailure(error, terminal);
  },
);
