/** The interface of clusters for the command line, the page about the paper and the editor. */

export { BATCH_SECONDS, CLUSTERS, ClusterFailure, type ClusterName, type ClusterSettings } from './cluster.js';
export type { CellFailure } from './failures.js';
export { cancelSweep } from './handed-over.js';
export { type PlannedExperiment, readPlanned } from './plan.js';
export { isResumable } from './round.js';
export { type BatchOutcome, runBatch } from './run-batch.js';
export { RUN_CELLS_EXIT, type RunCellsExit } from './run-cells-exit.js';
export { type SweepStatus, statusOf } from './status.js';
export { type KeptSettings, settingsAsBefore, submissionsIn } from './submissions.js';
export {
  type ClusterSwept,
  previewRound,
  type RoundPreview,
  type Submitted,
  submitRound,
  sweepOnCluster,
} from './sweep-on-cluster.js';
export { planText, statusText } from './sweep-text.js';
