import type { ComparisonView } from './comparison-view.js';
import type { ExperimentView, SweepProgressView } from './experiment-view.js';
import type { PaperExtent, PaperPanel, PaperView } from './paper.js';
import type { NetworkView, RunView } from './run-view.js';

/**
 * Messages between the results panel and its host (the extension, or a test). The panel sends the first one, `ready`.
 * Both sides ignore unknown messages, so that either may be older than the other.
 */
export type MessageToPanel =
  /** There is nothing to show yet; `message` says why. */
  | { type: 'waiting'; message: string }
  /** One run, or several side by side. A running run is sent repeatedly as it grows. */
  | { type: 'runs'; runs: RunView[]; comparison?: ComparisonView }
  /** The runs whose text has changed since. */
  | { type: 'outdated'; runs: string[] }
  | { type: 'progress'; progress: ProgressView }
  /** The run has finished or was stopped. A message with its final figures follows. */
  | { type: 'finished'; run: string }
  /** An experiment. A running one is sent repeatedly as replications arrive, and once more when it ends. */
  | { type: 'experiment'; experiment: ExperimentView }
  /** The progress of the running experiment; ends with an `experiment` that is no longer running. */
  | { type: 'sweepProgress'; progress: SweepProgressView }
  /** The figures of the paper, while they are reproduced and afterwards. */
  | { type: 'paper'; paper: PaperView }
  /** One panel of the figures, sent repeatedly as its replications arrive. */
  | { type: 'paperPanel'; panel: PaperPanel }
  /**
   * The topology of a text, live while it changes. `problem` says why the text cannot be drawn now; the topology is
   * then the last one that could be drawn.
   */
  | { type: 'topology'; topology: TopologyPreviewView; problem: string | null }
  /** A short sentence about what the host did or could not do. */
  | { type: 'notice'; message: string };

/** A topology, or the topology of a scenario that has not been run. */
export interface TopologyPreviewView {
  /** The text that declares it, and its name there. */
  uri: string;
  declaration: string;
  network: NetworkView;
}

export interface ProgressView {
  run: string;
  name: string;
  /** Simulated time, s. */
  simulatedSeconds: number;
  duration: number;
  eventsPerSecond: number;
  /** Wall-clock time left, s; null before there is an estimate. */
  secondsLeft: number | null;
  /** Number of look-ahead runs so far; absent if no twin looks ahead. */
  lookAheadRuns?: number;
  /** Whether the run was asked to stop and is saving its results. */
  stopping?: boolean;
}

/** `html`: the panel as one page for a browser. */
export type DataFormat = 'csv' | 'parquet' | 'json' | 'html';
export type ExperimentFormat = 'parquet' | 'json' | 'html';
/** A picture, or the numbers behind it. */
export type FigureFormat = 'png' | 'svg' | 'csv';

export type MessageToHost =
  /** The page has loaded; `state` is what it stored before a reload. */
  | { type: 'ready'; state: PanelState | null }
  /** Open the text at the property that a figure or a warning comes from. */
  | { type: 'reveal'; run: string | null; origin: string }
  /** Open the text at an expectation of a run, by its index in the view. */
  | { type: 'revealExpectation'; run: string; expectation: number }
  | { type: 'runAgain'; run: string; newSeed: boolean }
  | { type: 'stop'; run: string }
  /** Let the user choose runs to compare with these. */
  | { type: 'compare'; runs: string[] }
  /** Compare the same runs with another one as the baseline: it comes first. */
  | { type: 'baseline'; runs: string[] }
  /** Show one run of a comparison alone. */
  | { type: 'show'; run: string }
  | { type: 'exportData'; runs: string[]; format: DataFormat }
  /** Stop a running experiment; finished replications are kept. */
  | { type: 'stopExperiment'; experiment: string }
  /** Resume an experiment that was stopped. */
  | { type: 'resumeExperiment'; experiment: string }
  /** Open the text at an expectation, by its index in the view; at the experiment itself if the index is null. */
  | { type: 'revealExperiment'; experiment: string; expectation: number | null }
  /** Open the log of a batch that a cluster simulated. */
  | { type: 'showLog'; experiment: string; batch: number }
  /** `parquet`: the samples as a tidy table; `json`: the summary. */
  | { type: 'exportExperiment'; experiment: string; format: ExperimentFormat }
  /** Stop the reproduction of the paper's figures; finished replications are kept. */
  | { type: 'stopPaper' }
  | { type: 'resumePaper' }
  /** Open the page that was written at the end of the reproduction. */
  | { type: 'openPaperPage' }
  /** `data` is base64 for png, text for svg and csv. */
  | { type: 'saveFigure'; name: string; format: FigureFormat; data: string };

/** State that survives a reload: the runs, experiment, topology or figures of the paper that were shown, and how. */
export interface PanelState {
  runs: string[];
  experiment?: string;
  topology?: Pick<TopologyPreviewView, 'uri' | 'declaration'>;
  /** Extent of the reproduction of the paper's figures. */
  paper?: PaperExtent;
  choices: PanelChoices;
}

export interface PanelChoices {
  /** Metric whose distribution is shown. */
  distribution: string;
  /** Height of the configuration block in the timeline; null: the slowest. */
  reconfiguration: number | null;
  /** Run whose timeline and network are shown in a comparison. */
  run: string | null;
  /** Choices for an experiment's figures; states of older versions have none. */
  experiment?: ExperimentChoices;
  /** Time window of the figures over simulated time; absent or null: the whole run. */
  time?: TimeWindow | null;
  /** Time window of the timeline of a configuration block, since the end of its interval; absent or null: all of it. */
  timeline?: TimeWindow | null;
  /** Visible part of the map; absent or null: all of it. */
  map?: MapView | null;
  /** The selected panel of the paper's figures; null or absent: the one that is being simulated. */
  paperPanel?: number | null;
}

/** The visible part of a map: `zoom` from 1, and the centre in shares of the whole map's width and height. */
export interface MapView {
  zoom: number;
  x: number;
  y: number;
}

/** A stretch of time, s. */
export interface TimeWindow {
  from: number;
  to: number;
}

export interface ExperimentChoices {
  /** Metric plotted against the varied property; null: the first one that the experiment requests. */
  metric: string | null;
  /** Statistic of the metric, by name; null: the one that the experiment requests, else the mean. */
  statistic: string | null;
  /** Dimension of the grid along which lines run. */
  along: number;
  /** Values of the other dimensions at which bars and boxes are drawn, as the panel writes them; null: the first. */
  elsewhere: string | null;
  /** X axis of the trade-off plot, such as `p95(primary.latency)`; null or absent: the objective of the experiment. */
  across?: string | null;
  /** Y axis of the trade-off plot, in the same form. */
  up?: string | null;
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

/** Checks the envelope of a message to the panel. Views are trusted, because the host is ours. */
export function isMessageToPanel(value: unknown): value is MessageToPanel {
  if (!isFields(value)) return false;
  switch (value.type) {
    case 'waiting':
    case 'notice':
      return isText(value.message);
    case 'runs':
      return Array.isArray(value.runs) && value.runs.every((run) => isFields(run) && isText(run.id));
    case 'outdated':
      return isTexts(value.runs);
    case 'progress':
      return isFields(value.progress) && isText(value.progress.run);
    case 'finished':
      return isText(value.run);
    case 'experiment':
      return isFields(value.experiment) && isText(value.experiment.id);
    case 'sweepProgress':
      return isFields(value.progress) && isText(value.progress.experiment);
    case 'paper':
      return isFields(value.paper) && isFields(value.paper.outline);
    case 'paperPanel':
      return isFields(value.panel) && isPlace(value.panel.panel) && isFields(value.panel.experiment);
    case 'topology':
      return isFields(value.topology) && isDrawn(value.topology) && isFields(value.topology.network);
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
    case 'showLog':
      return isText(value.experiment) && isPlace(value.batch);
    case 'exportExperiment':
      return isText(value.experiment) && ['parquet', 'json', 'html'].includes(String(value.format));
    case 'stopPaper':
    case 'resumePaper':
    case 'openPaperPage':
      return true;
    case 'saveFigure':
      return isText(value.name) && ['png', 'svg', 'csv'].includes(String(value.format)) && isText(value.data);
    default:
      return false;
  }
}

/** Whether a stored state is valid; an older version may have stored it. */
export function isPanelState(value: unknown): value is PanelState {
  if (!isFields(value) || !isTexts(value.runs) || !isFields(value.choices)) return false;
  if (value.experiment !== undefined && !isText(value.experiment)) return false;
  if (value.topology !== undefined && !(isFields(value.topology) && isDrawn(value.topology))) return false;
  if (value.paper !== undefined && value.paper !== 'quick' && value.paper !== 'full') return false;
  const { distribution, reconfiguration, run, experiment, time, timeline, map, paperPanel } = value.choices;
  return (
    isText(distribution) &&
    (map === undefined || map === null || isMapView(map)) &&
    [time, timeline].every((window) => window === undefined || window === null || isWindow(window)) &&
    (experiment === undefined || isExperimentChoices(experiment)) &&
    (paperPanel == null || isPlace(paperPanel)) &&
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
    (value.elsewhere === null || isText(value.elsewhere)) &&
    isTextOrNothing(value.across) &&
    isTextOrNothing(value.up)
  );
}

function isDrawn({ uri, declaration }: Fields): boolean {
  return isText(uri) && isText(declaration);
}

function isMapView(value: unknown): value is MapView {
  return isFields(value) && [value.zoom, value.x, value.y].every((part) => typeof part === 'number');
}

function isWindow(value: unknown): value is TimeWindow {
  if (!isFields(value)) return false;
  const { from, to } = value;
  return typeof from === 'number' && typeof to === 'number' && from < to;
}

function isTextOrNothing(value: unknown): value is string | null | undefined {
  return value === null || value === undefined || isText(value);
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
