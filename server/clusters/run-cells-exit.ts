/** Exit codes of `twinchain run-cells`, for the engine that started it; documented in `docs/clusters.md`. */
export const RUN_CELLS_EXIT = {
  /** Every cell of the batch is on the disk, or the sweep was cancelled. */
  fine: 0,
  /** Refused as given: no such batch, a plan of another version, a folder that cannot be written, a full disk. */
  refused: 2,
  /** Some cells failed, which are noted; the others are there. To try again would change nothing. */
  failed: 42,
  /** A signal came before all cells were done: the same call continues (`EX_TEMPFAIL` of `sysexits.h`). */
  stopped: 75,
} as const;

export type RunCellsExit = (typeof RUN_CELLS_EXIT)[keyof typeof RUN_CELLS_EXIT];
