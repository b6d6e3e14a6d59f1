/** What `twinchain run-cells` tells the engine that started it; `docs/clusters.md` documents them. */
export const RUN_CELLS_EXIT = {
  /** Every cell of the batch is on the disk, or nobody wants it any more. */
  fine: 0,
  /** Refused as given: no such batch, a plan of another version, a folder that cannot be written, a full disk. */
  refused: 2,
  /** Some cells failed, which are noted; the others are there. To try again would change nothing. */
  failed: 42,
  /** A signal came, and cells are left: the same call goes on (`EX_TEMPFAIL` of `sysexits.h`). */
  stopped: 75,
} as const;

export type RunCellsExit = (typeof RUN_CELLS_EXIT)[keyof typeof RUN_CELLS_EXIT];
