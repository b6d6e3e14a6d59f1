import type { ExperimentView, SweepProgressView } from './experiment-view.js';
import type { OutcomeCounts } from './outcomes.js';
import type { Refusal, ScenarioPlace, TextPlace, TextRange } from './runs.js';

/**
 * What the editor asks of the language server about experiments, by method. An experiment is named by the folder that
 * it is kept in, so a name means the same after a reload and on the command line.
 */
export interface ExperimentRequests {
  /** The experiments that a text declares, in order. */
  'twinchain/experiments': { params: { uri: string }; result: ScenarioPlace[] };
  /** What a text expects of its scenarios and experiments, with fingerprints of those that are named. */
  'twinchain/expectations': { params: { uri: string; fingerprints: DeclarationName[] }; result: ExpectingText };
  /** Simulates the missing replications; resumes an experiment that was stopped here or on the command line. */
  'twinchain/runExperiment': { params: ExperimentOrder; result: ExperimentAnswer };
  /** Resumes an experiment exactly as it was begun, whatever has become of its text. */
  'twinchain/continueExperiment': {
    params: { experiment: string; threads: number; engineOptions?: EngineOptions };
    result: ExperimentAnswer;
  };
  /** Ends a sweep within a second; what is finished stays. False if no such sweep is running. */
  'twinchain/stopExperiment': { params: { experiment: string }; result: boolean };
  /** Experiments of every store that the editor knows, latest first, those going on left out. */
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
  /** An experiment so far, about twice a second. */
  'twinchain/experimentSnapshot': ExperimentView;
  'twinchain/experimentFinished': FinishedExperiment;
}

/** Engines that an experiment may be handed to instead of being simulated here. */
export const ENGINES = ['parallel', 'slurm', 'kubernetes'] as const;
export type EngineName = (typeof ENGINES)[number];

/** Further settings of an engine, from the settings of the user. */
export interface EngineOptions {
  /** Jobs at a time. */
  atOnce?: number;
  /** For `parallel` and `slurm`: further options of theirs. */
  submitArgs?: string;
  /** For `parallel`: where to log in by SSH. */
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
  /** Simulations at a time; 0: one for each processor. */
  threads: number;
  /** Where it is simulated; absent: here. */
  engine?: EngineOrder;
}

export type ExperimentAnswer =
  | { kind: 'started'; experiment: StartedExperiment }
  | { kind: 'refused'; refusal: Refusal };

export interface StartedExperiment {
  /** Its folder. */
  experiment: string;
  name: string;
  scenario: string;
  points: number;
  /** The text that it comes from, if known. */
  uri?: string;
  /** Where it is simulated; absent: here. */
  engine?: EngineName;
}

export interface FinishedExperiment {
  experiment: string;
  name: string;
  /** Its summary, finished or stopped; null if it could not be read. */
  view: ExperimentView | null;
  /** Why it ended before its time, or why its results could not be kept. One sentence or two for the user. */
  problem?: string;
}

/** The figures of an experiment that is kept, or why there are none. */
export type ExperimentAnswerView = { view: ExperimentView } | { problem: string };

/** One line of the history. */
export interface ExperimentEntry {
  experiment: string;
  name: string;
  scenario: string;
  /** ISO 8601; empty if unknown. */
  startedAt: string;
  points: number;
  /** Replications that are finished, over all points. */
  replications: number;
  /** Total number of replications; the maximum with `until`. */
  planned: number;
  complete: boolean;
  /** Present where everything that is missing has failed for good: to resume would simulate nothing. */
  exhausted?: true;
  /** Number of expectations by outcome; null if the experiment is not complete. */
  outcomes: OutcomeCounts | null;
  /** SHA-256 of the experiment: another one where its text has changed since. */
  experimentHash: string;
  /** Display name of the file that it comes from; empty if unknown. */
  source: string;
  /** Present where the experiment cannot be read any more: why, as a sentence. */
  damage?: string;
}

/** The expectations of a text. */
export interface ExpectingText {
  /** Scenarios and experiments that something is expected of, in order. */
  declarations: ExpectingDeclaration[];
  /** Why nothing of the text can be run: its first error, in a sentence. */
  problem?: string;
}

export interface DeclarationName {
  kind: 'scenario' | 'experiment';
  name: string;
}

export interface ExpectingDeclaration extends DeclarationName {
  range: TextRange;
  /** Where it was asked for: changes with everything that could change an outcome; empty while the text has errors. */
  fingerprint?: string;
  /** In the order in which they are decided: inherited ones, which may be in other files, come first. */
  expectations: { text: string; source: string; place: TextPlace }[];
}

export type ExperimentMethod = keyof ExperimentRequests;
export type ExperimentNotification = keyof ExperimentNotifications;
