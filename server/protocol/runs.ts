import type { ComparisonView } from './comparison-view.js';
import type { ExpectationView } from './experiment-view.js';
import type { StartedExperiment } from './experiments.js';
import type { OutcomeCounts } from './outcomes.js';
import type { ProgressView } from './panel.js';
import type { NetworkView, RunView } from './run-view.js';

/**
 * Sent by the editor before it restarts the language server: running simulations then continue, instead of being
 * stopped and kept as when a window closes.
 */
export const LEAVE_SIMULATIONS = 'twinchain/leaveSimulations';

/**
 * Requests of the editor to the language server about runs, by method. A run is named by the folder that it is (or will
 * be) kept in, so a name means the same after a reload and on the command line.
 */
export interface RunRequests {
  /** The scenarios that a text declares, in order. */
  'twinchain/scenarios': { params: { uri: string }; result: ScenarioPlace[] };
  'twinchain/run': { params: RunOrder; result: RunAnswer };
  'twinchain/runAgain': { params: RunAgainOrder; result: RunAnswer };
  /** Stops a run within a fraction of a second; its results so far are kept. False if no such run is running. */
  'twinchain/stop': { params: { run: string }; result: boolean };
  /** The running simulations of this window, including those started by an earlier language server. */
  'twinchain/ongoing': { params: Record<string, never>; result: Ongoing };
  /** Runs of every store that the editor knows, latest first, without running ones. */
  'twinchain/runs': { params: Record<string, never>; result: RunEntry[] };
  /** Gives a run a label of its own, or pins it. An empty label removes the label. */
  'twinchain/annotate': { params: { run: string; label?: string; pinned?: boolean }; result: null };
  'twinchain/delete': { params: { run: string }; result: null };
  /** A table of a run as CSV. */
  'twinchain/tableCsv': { params: { run: string; table: string }; result: string };
  'twinchain/view': { params: { runs: string[] }; result: RunsView };
  /** Which of these stored runs are outdated, because their text has changed since (apart from the seed). */
  'twinchain/outdated': { params: { runs: string[] }; result: string[] };
  /** Where a text declares a scenario or topology; null if it does not. */
  'twinchain/declaration': { params: { uri: string; name: string }; result: TextPlace | null };
  'twinchain/topology': { params: TopologyOrder; result: TopologyAnswer };
  /** The place of a property of a run in the current text; null if that text is gone. */
  'twinchain/origin': { params: { run: string; origin: string }; result: TextPlace | null };
  /** The place of an expectation, by its index in the run's view. */
  'twinchain/expectationOrigin': { params: { run: string; expectation: number }; result: TextPlace | null };
}

/** Notifications from the language server. */
export interface RunNotifications {
  /** About ten times a second. */
  'twinchain/progress': ProgressView;
  /** The figures of a run so far. */
  'twinchain/snapshot': RunView;
  'twinchain/finished': FinishedRun;
}

/** What is being simulated. */
export interface Ongoing {
  runs: StartedRun[];
  experiments: StartedExperiment[];
}

/** Options passed to the language server when it starts. */
export interface ServerOptions {
  /** A name of the window that cannot be guessed, by which a language server finds simulations started by an earlier one. */
  session: string;
  /** Folder of the editor for files outside any workspace, in which their runs are kept. */
  globalStorage: string;
}

export interface TextPlace {
  uri: string;
  range: TextRange;
}

/** Lines and characters count from 0. */
export interface TextRange {
  start: { line: number; character: number };
  end: { line: number; character: number };
}

export interface ScenarioPlace {
  name: string;
  range: TextRange;
}

export interface RunOrder {
  uri: string;
  scenario: string;
  /** `new`: a different seed from the one in the text. */
  seed: 'written' | 'new';
  /** Whether to send digests of the figures so far. */
  live: boolean;
}

export interface RunAgainOrder {
  run: string;
  seed: 'same' | 'new';
  /** `text`: the scenario of the current text, if it still exists; `record`: exactly as it was run. */
  from: 'text' | 'record';
  live: boolean;
}

export type RunAnswer = { kind: 'started'; run: StartedRun } | { kind: 'refused'; refusal: Refusal };

export interface StartedRun {
  run: string;
  scenario: string;
  seed: number;
  /** Simulated seconds. */
  duration: number;
  /** The text that it comes from, if unchanged. */
  uri?: string;
}

/** Why a scenario cannot be run. */
export interface Refusal {
  /** One sentence for the user. */
  message: string;
  /** Present if a text has an error: the place of the first one. */
  place?: TextPlace;
  /** Number of errors. */
  errors: number;
}

export interface FinishedRun {
  run: string;
  /** Its final figures; null if there are none. */
  view: RunView | null;
  /** Why there are no figures, or why they could not be kept: one or two sentences for the user. */
  problem?: string;
  /** Outcomes of the expectations of its text, in their order; absent if a run was stopped or has no text. */
  expectations?: ExpectationView[];
}

/** One line of the history. */
export interface RunEntry {
  run: string;
  scenario: string;
  /** The user's own name for it. */
  label: string;
  pinned: boolean;
  seed: number;
  /** ISO 8601; empty if unknown. */
  startedAt: string;
  /** Real seconds that the simulation took. */
  wallSeconds: number;
  complete: boolean;
  simulatedSeconds: number;
  /** Number of invariants that the run violated. */
  violations: number;
  /** Number of expectations by outcome; null if there are none, or if the run was stopped. */
  outcomes: OutcomeCounts | null;
  /** SHA-256 of the scenario that was run. It differs from that of the text if the text has changed since. */
  scenarioHash: string;
  /** The headline figures in a few words. */
  figures: string;
  /** Display name of the file that was run; empty if unknown. */
  source: string;
  /** Present if the run cannot be read: the reason, as a sentence. Its figures are then empty. */
  damage?: string;
}

export interface RunsView {
  runs: RunView[];
  comparison?: ComparisonView;
  /** The reasons why runs could not be read, one sentence each. */
  problems: string[];
}

export interface TopologyOrder {
  uri: string;
  /** Name of the topology or scenario shown so far. Without it, or if it is gone, the cursor decides. */
  declaration?: string;
  /** Position of the cursor. The declaration around it is shown, or else the first in the text. */
  position: { line: number; character: number };
}

export type TopologyAnswer =
  | { kind: 'topology'; declaration: string; network: NetworkView }
  | { kind: 'none'; message: string };

export type RunMethod = keyof RunRequests;
export type RunNotification = keyof RunNotifications;
