/** Exit codes of `twinchain run-cells`, for the engine that started it; documented in `docs/clusters.md`. */
export const RUN_CELLS_EXIT = {
  /** Every replication of the batch is on the disk, or the sweep was cancelled. */
  fine: 0,
  /**
   * The call was refused: there is no such batch, the plan is of another version, the folder cannot be written, or the
   * disk is full.
   */
  refused: 2,
  /** Some replications failed and are recorded; the others are on the disk. Retrying would change nothing. */
  failed: 42,
  /** A signal came before all replications were done; the same call continues (`EX_TEMPFAIL` of `sysexits.h`). */
  stopped: 75,
} as const;

export type RunCellsExit = (typeof RUN_CELLS_EXIT)[keyof typeof RUN_CELLS_EXIT];
