import type { ComparisonView } from './comparison-view.js';
import type { ExperimentView, SweepProgressView } from './experiment-view.js';
import type { NetworkView, RunView } from './run-view.js';

/**
 * What the results panel and its host (the extension, or a test) say to each other. The panel speaks first, with
 * `ready`. Both sides ignore what they do not know, so that either may be older than the other.
 */
export type MessageToPanel =
  /** Nothing to show yet, and why. */
  | { type: 'waiting'; message: string }
  /** One run, or several side by side; a run in progress is sent again and again as it grows. */
  | { type: 'runs'; runs: RunView[]; comparison?: ComparisonView }
  | { type: 'progress'; progress: ProgressView }
  /** The run came to its end, or was stopped; a message with its final figures follows. */
  | { type: 'finished'; run: string }
  /** An experiment; one in progress is sent again and again as replications arrive, and once more when it ends. */
  | { type: 'experiment'; experiment: ExperimentView }
  /** How far the experiment in progress is; ends with an `experiment` that does not run any more. */
  | { type: 'sweepProgress'; progress: SweepProgressView }
  /** The topology of a scenario that has not run, live while its text changes. */
  | { type: 'topology'; name: string; network: NetworkView }
  /** A short sentence about what the host did or could not do. */
  | { type: 'notice'; message: string };

export interface ProgressView {
  run: string;
  name: string;
  /** Simulated time, s. */
  simulatedSeconds: number;
  duration: number;
  eventsPerSecond: number;
  /** Wall-clock time left, s; null before there is an estimate. */
  secondsLeft: number | null;
  /** It was asked to stop, and saves what was measured. */
  stopping?: boolean;
}

/** `html`: the panel as one page for a browser. */
export type DataFormat = 'csv' | 'parquet' | 'json' | 'html';
export type ExperimentFormat = 'parquet' | 'json' | 'html';
/** A picture, or the numbers behind it. */
export type FigureFormat = 'png' | 'svg' | 'csv';

export type MessageToHost =
  /** The page is there; `state` is what it stored before a reload. */
  | { type: 'ready'; state: PanelState | null }
  /** Open the text at the property that a figure or a warning comes from. */
  | { type: 'reveal'; run: string | null; origin: string }
  /** Open the text at something that is expected of a run, by its place in the view. */
  | { type: 'revealExpectation'; run: string; expectation: number }
  | { type: 'runAgain'; run: string; newSeed: boolean }
  | { type: 'stop'; run: string }
  /** Let the user choose runs to compare with these. */
  | { type: 'compare'; runs: string[] }
  /** Compare the same runs with another one of them: it stands first. */
  | { type: 'baseline'; runs: string[] }
  /** Show one run of a comparison alone. */
  | { type: 'show'; run: string }
  | { type: 'exportData'; runs: string[]; format: DataFormat }
  /** Stop an experiment in progress; what is finished stays. */
  | { type: 'stopExperiment'; experiment: string }
  /** Go on with an experiment that was stopped. */
  | { type: 'resumeExperiment'; experiment: string }
  /** Open the text at an expectation, by its place in the view; at the experiment itself where that is null. */
  | { type: 'revealExperiment'; experiment: string; expectation: number | null }
  /** `parquet`: the samples as a tidy table; `json`: the summary. */
  | { type: 'exportExperiment'; experiment: string; format: ExperimentFormat }
  /** `data` is base64 for png, text for svg and csv. */
  | { type: 'saveFigure'; name: string; format: FigureFormat; data: string };

/** What survives a reload: which runs were shown, or which experiment, and how. */
export interface PanelState {
  runs: string[];
  experiment?: string;
  choices: PanelChoices;
}

export interface PanelChoices {
  /** Metric whose distribution is shown. */
  distribution: string;
  /** Height of the configuration block in the timeline; null: the slowest. */
  reconfiguration: number | null;
  /** Run whose timeline and network are shown in a comparison. */
  run: string | null;
  /** What is drawn of an experiment; states of older versions have none. */
  experiment?: ExperimentChoices;
}

export interface ExperimentChoices {
  /** Metric drawn against what varies; null: the first that the experiment asks for. */
  metric: string | null;
  /** Of the metric, by name; null: the one that the experiment asks for, else the mean. */
  statistic: string | null;
  /** Dimension of the grid along which lines run. */
  along: number;
  /** Values of the other dimensions at which bars and boxes are drawn, as the panel writes them; null: the first. */
  elsewhere: string | null;
}

export const DEFAULT_EXPERIMENT_CHOICES: ExperimentChoices = {
  metric: null,
  statistic: null,
  along: 0,
  elsewhere: null,
};

export const DEFAULT_CHOICES: PanelChoices = {
  distribution: 'delay.total',
  reconfiguration: null,
  run: null,
  experiment: DEFAULT_EXPERIMENT_CHOICES,
};

type Fields = Record<string, unknown>;

/** Checks the envelope of a message to the panel; the host is ours, so its views are taken as they are. */
export function isMessageToPanel(value: unknown): value is MessageToPanel {
  if (!isFields(value)) return false;
  switch (value.type) {
    case 'waiting':
    case 'notice':
      return isText(value.message);
    case 'runs':
      return Array.isArray(value.runs) && value.runs.every((run) => isFields(run) && isText(run.id));
    case 'progress':
      return isFields(value.progress) && isText(value.progress.run);
    case 'finished':
      return isText(value.run);
    case 'experiment':
      return isFields(value.experiment) && isText(value.experiment.id);
    case 'sweepProgress':
      return isFields(value.progress) && isText(value.progress.experiment);
    case 'topology':
      return isText(value.name) && isFields(value.network);
    default:
      return false;
  }
}

/** Checks every field: the host acts on these messages. */
export function isMessageToHost(value: unknown): value is MessageToHost {
  if (!isFields(value)) return false;
  switch (value.type) {
    case 'ready':
      return value.state === null || isPanelState(value.state);
    case 'reveal':
      return (value.run === null || isText(value.run)) && isText(value.origin);
    case 'revealExpectation':
      return isText(value.run) && isPlace(value.expectation);
    case 'runAgain':
      return isText(value.run) && typeof value.newSeed === 'boolean';
    case 'stop':
    case 'show':
      return isText(value.run);
    case 'compare':
    case 'baseline':
      return isTexts(value.runs);
    case 'exportData':
      return isTexts(value.runs) && ['csv', 'parquet', 'json', 'html'].includes(String(value.format));
    case 'stopExperiment':
    case 'resumeExperiment':
      return isText(value.experiment);
    case 'revealExperiment':
      return isText(value.experiment) && (value.expectation === null || isPlace(value.expectation));
    case 'exportExperiment':
      return isText(value.experiment) && ['parquet', 'json', 'html'].includes(String(value.format));
    case 'saveFigure':
      return isText(value.name) && ['png', 'svg', 'csv'].includes(String(value.format)) && isText(value.data);
    default:
      return false;
  }
}

/** For state that an older version may have stored. */
export function isPanelState(value: unknown): value is PanelState {
  if (!isFields(value) || !isTexts(value.runs) || !isFields(value.choices)) return false;
  if (value.experiment !== undefined && !isText(value.experiment)) return false;
  const { distribution, reconfiguration, run, experiment } = value.choices;
  return (
    isText(distribution) &&
    (experiment === undefined || isExperimentChoices(experiment)) &&
    (reconfiguration === null || typeof reconfiguration === 'number') &&
    (run === null || isText(run))
  );
}

function isExperimentChoices(value: unknown): value is ExperimentChoices {
  return (
    isFields(value) &&
    (value.metric === null || isText(value.metric)) &&
    (value.statistic === null || isText(value.statistic)) &&
    isPlace(value.along) &&
    (value.elsewhere === null || isText(value.elsewhere))
  );
}

function isPlace(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isText);
}
