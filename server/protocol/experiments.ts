import type { ExperimentView, SweepProgressView } from './experiment-view.js';
import type { OutcomeCounts } from './outcomes.js';
import type { Refusal, ScenarioPlace, TextPlace, TextRange } from './runs.js';

/**
 * Requests of the editor to the language server about experiments, by method. An experiment is named by the folder that
 * it is kept in, so a name means the same after a reload and on the command line.
 */
export interface ExperimentRequests {
  /** The experiments that a text declares, in order. */
  'twinchain/experiments': { params: { uri: string }; result: ScenarioPlace[] };
  /** The expectations of a text, with fingerprints of the named declarations. */
  'twinchain/expectations': { params: { uri: string; fingerprints: DeclarationName[] }; result: ExpectingText };
  /** Simulates the missing replications; resumes an experiment that was stopped here or on the command line. */
  'twinchain/runExperiment': { params: ExperimentOrder; result: ExperimentAnswer };
  /** Resumes an experiment exactly as it was begun, even if its text has changed. */
  'twinchain/continueExperiment': {
    params: { experiment: string; threads: number; engineOptions?: EngineOptions };
    result: ExperimentAnswer;
  };
  /** Stops a sweep within a second; finished replications are kept. False if no such sweep is running. */
  'twinchain/stopExperiment': { params: { experiment: string }; result: boolean };
  /** Experiments of every store that the editor knows, latest first, without running ones. */
  'twinchain/storedExperiments': { params: Record<string, never>; result: ExperimentEntry[] };
  'twinchain/experimentView': { params: { experiment: string }; result: ExperimentAnswerView };
  'twinchain/deleteExperiment': { params: { experiment: string }; result: null };
  /** The place of an expectation of an experiment in the current text, or of the experiment itself; null if there is none. */
  'twinchain/experimentOrigin': {
    params: { experiment: string; expectation: number | null };
    result: TextPlace | null;
  };
  /** The log of a batch that a cluster simulated; null if there is none. */
  'twinchain/experimentLog': { params: { experiment: string; batch: number }; result: TextPlace | null };
}

/** Notifications from the language server. */
export interface ExperimentNotifications {
  /** After replications, up to ten times a second. */
  'twinchain/experimentProgress': SweepProgressView;
  /** The current results of an experiment, about twice a second. */
  'twinchain/experimentSnapshot': ExperimentView;
  'twinchain/experimentFinished': FinishedExperiment;
}

/** Engines to which an experiment may be submitted. */
export const ENGINES = ['parallel', 'slurm', 'kubernetes'] as const;
export type EngineName = (typeof ENGINES)[number];

/** Further settings of an engine, from the user's settings. */
export interface EngineOptions {
  /** Parallel jobs. */
  atOnce?: number;
  /** For `parallel` and `slurm`: additional options for their commands. */
  submitArgs?: string;
  /** For `parallel`: hosts to log in to by SSH. */
  hosts?: string[];
  /** For `kubernetes`: the image, and the claim that holds the folder, `claim:/path`. */
  image?: string;
  volume?: string;
}

export interface EngineOrder extends EngineOptions {
  on: EngineName;
}

export interface ExperimentOrder {
  uri: string;
  experiment: string;
  /** Parallel simulations; 0: one for each processor. */
  threads: number;
  /** The engine; absent: this machine. */
  engine?: EngineOrder;
}

export type ExperimentAnswer =
  | { kind: 'started'; experiment: StartedExperiment }
  | { kind: 'refused'; refusal: Refusal };

export interface StartedExperiment {
  /** The folder of the experiment. */
  experiment: string;
  name: string;
  scenario: string;
  points: number;
  /** The text that it comes from, if known. */
  uri?: string;
  /** The engine; absent: this machine. */
  engine?: EngineName;
}

export interface FinishedExperiment {
  experiment: string;
  name: string;
  /** Its summary, finished or stopped; null if it could not be read. */
  view: ExperimentView | null;
  /** Why it ended early, or why its results could not be kept. One or two sentences for the user. */
  problem?: string;
}

/** The figures of a stored experiment, or why there are none. */
export type ExperimentAnswerView = { view: ExperimentView } | { problem: string };

/** One line of the history. */
export interface ExperimentEntry {
  experiment: string;
  name: string;
  scenario: string;
  /** ISO 8601; empty if unknown. */
  startedAt: string;
  points: number;
  /** Finished replications over all points. */
  replications: number;
  /** Total number of replications; the maximum with `until`. */
  planned: number;
  complete: boolean;
  /** Present if all missing replications have failed for good, so that resuming would simulate nothing. */
  exhausted?: true;
  /** Number of expectations by outcome; null if the experiment is not complete. */
  outcomes: OutcomeCounts | null;
  /** SHA-256 of the experiment. It differs from that of the text if the text has changed since. */
  experimentHash: string;
  /** Display name of the file that it comes from; empty if unknown. */
  source: string;
  /** Present if the experiment cannot be read: the reason, as a sentence. */
  damage?: string;
}

/** The expectations of a text. */
export interface ExpectingText {
  /** Scenarios and experiments with expectations, in order. */
  declarations: ExpectingDeclaration[];
  /** Why nothing in the text can be run: its first error, in a sentence. */
  problem?: string;
}

export interface DeclarationName {
  kind: 'scenario' | 'experiment';
  name: string;
}

export interface ExpectingDeclaration extends DeclarationName {
  range: TextRange;
  /** Present if requested. It changes with everything that could change an outcome; empty while the text has errors. */
  fingerprint?: string;
  /** In the order in which they are decided: inherited ones, which may be in other files, come first. */
  expectations: { text: string; source: string; place: TextPlace }[];
}

export type ExperimentMethod = keyof ExperimentRequests;
export type ExperimentNotification = keyof ExperimentNotifications;
