import type { ComparisonView } from './comparison-view.js';
import type { ExpectationView } from './experiment-view.js';
import type { StartedExperiment } from './experiments.js';
import type { OutcomeCounts } from './outcomes.js';
import type { ProgressView } from './panel.js';
import type { NetworkView, RunView } from './run-view.js';

/**
 * Told by the editor before it restarts the language server: what is running is to go on, and not to be stopped and
 * kept as when a window closes.
 */
export const LEAVE_SIMULATIONS = 'twinchain/leaveSimulations';

/**
 * What the editor asks of the language server about runs, by method. A run is named by the folder that it is (or will
 * be) kept in, so a name means the same after a reload and on the command line.
 */
export interface RunRequests {
  /** The scenarios that a text declares, in order. */
  'twinchain/scenarios': { params: { uri: string }; result: ScenarioPlace[] };
  'twinchain/run': { params: RunOrder; result: RunAnswer };
  'twinchain/runAgain': { params: RunAgainOrder; result: RunAnswer };
  /** Ends a run within a fraction of a second; what was measured is kept. False if no such run is running. */
  'twinchain/stop': { params: { run: string }; result: boolean };
  /** The running simulations of this window, including those started by an earlier language server. */
  'twinchain/ongoing': { params: Record<string, never>; result: Ongoing };
  /** Runs of every store that the editor knows, latest first, those going on left out. */
  'twinchain/runs': { params: Record<string, never>; result: RunEntry[] };
  /** Gives a run a name of its own, or pins it. An empty label takes the name away. */
  'twinchain/annotate': { params: { run: string; label?: string; pinned?: boolean }; result: null };
  'twinchain/delete': { params: { run: string }; result: null };
  /** A table of a run as CSV. */
  'twinchain/tableCsv': { params: { run: string; table: string }; result: string };
  'twinchain/view': { params: { runs: string[] }; result: RunsView };
  /** Which of these kept runs would be others today, their seeds apart: their text has changed since. */
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

/** Given to the language server when it starts. */
export interface ServerOptions {
  /** A name of the window that cannot be guessed, by which a language server finds simulations started by an earlier one. */
  session: string;
  /** Folder of the editor for files that belong to no workspace: their runs are kept there. */
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
  /** `new`: another seed than the one that is written. */
  seed: 'written' | 'new';
  /** Whether digests of the figures so far are wanted. */
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

/** Why a scenario is not run. */
export interface Refusal {
  /** One sentence for the user. */
  message: string;
  /** Present where something in a text is wrong: the first such place. */
  place?: TextPlace;
  /** How many errors there are. */
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
  /** Number of rules that the run broke; 0 in a sound one. */
  violations: number;
  /** Number of expectations by outcome; null if nothing was expected, or if the run was stopped. */
  outcomes: OutcomeCounts | null;
  /** SHA-256 of the scenario that was run: another one where its text has changed since. */
  scenarioHash: string;
  /** The headline figures in a few words. */
  figures: string;
  /** Display name of the file that was run; empty if unknown. */
  source: string;
  /** Present where the run cannot be read any more: why, as a sentence. Its figures are empty then. */
  damage?: string;
}

export interface RunsView {
  runs: RunView[];
  comparison?: ComparisonView;
  /** Runs that could not be read, and why: one sentence each. */
  problems: string[];
}

export interface TopologyOrder {
  uri: string;
  /** Name of the topology or scenario that is shown already; without it, or where it is gone, the caret decides. */
  declaration?: string;
  /** Where the caret is: the declaration around it is shown, else the first of the text. */
  position: { line: number; character: number };
}

export type TopologyAnswer =
  | { kind: 'topology'; declaration: string; network: NetworkView }
  | { kind: 'none'; message: string };

export type RunMethod = keyof RunRequests;
export type RunNotification = keyof RunNotifications;
