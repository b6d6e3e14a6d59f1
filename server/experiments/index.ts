/** The part of the experiments that the command line, the language server and the page about the paper use. */

export { type CellSamples, type CellSummary, cellName, requestOf } from './cell.js';
export { defaultJobs } from './cell-pool.js';
export type { Choice } from './choice.js';
export {
  conclude,
  EXPERIMENT_MANIFEST_FILE,
  EXPERIMENT_SUMMARY_FILE,
  type ExperimentManifest,
  experimentHash,
  REPLICATIONS_FILE,
  RESULTS_FILE,
  summariseFound,
  summariseSoFar,
} from './conclusion.js';
export { decideRun } from './decide-run.js';
export { type DecodeCell, decodingCells } from './decode-cell.js';
export { type DecidedExpectation, decide, decideInRun, type ExpectationInRun } from './expectations.js';
export {
  experimentsFolder,
  findInWorkspace,
  openFolder,
  openInWorkspace,
  type SourcedExperiment,
} from './folders.js';
export { ownershipOf } from './ownership.js';
export { lines, pointLabel } from './points.js';
export { Reading } from './reading.js';
export type { CellPlace } from './schedule.js';
export { undecidedText } from './statistics/undecided.js';
export type { Deciding, Outcome } from './statistics/verdict.js';
export {
  type DamagedExperiment,
  deleteExperiment,
  listExperiments,
  readExperiment,
  type StoredExperiment,
} from './stored.js';
export type { ExperimentSummary, Figure, PointMetric, PointSummary } from './summary.js';
export { cellsFolder, type SweepOptions, type SweepProgress, type SweptCells, sweepCells } from './sweep.js';
