import { RUN_CELLS_EXIT } from '../clusters/run-cells-exit.js';

/** Exit codes of the command line; `docs/command-line.md` documents them. */
export const EXIT = {
  fine: 0,
  /** The scenario is wrong, an expectation broke, a file is not formatted, or a repeat differs. */
  wrong: 1,
  /** The command cannot be carried out as given: wrong usage, no such file, a folder that cannot be written. */
  usage: 2,
  /** No expectation failed, but there are too few replications to decide all of them. */
  undecided: 3,
  /** Of `run-cells`: some cells of the batch failed, and would fail again. */
  cellsFailed: RUN_CELLS_EXIT.failed,
  /** Of `run-cells`: ended by a signal before all cells were simulated; the same call continues. */
  cellsLeft: RUN_CELLS_EXIT.stopped,
  /** Stopped by SIGHUP: the terminal was closed, or the connection to it is gone. */
  hungUp: 129,
  /** Stopped by Ctrl-C. */
  interrupted: 130,
  /** Stopped by SIGTERM. */
  terminated: 143,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
