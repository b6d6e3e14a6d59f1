import type { ComparisonView } from './comparison-view.js';
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
}

export type DataFormat = 'csv' | 'parquet' | 'json';
export type FigureFormat = 'png' | 'svg';

export type MessageToHost =
  /** The page is there; `state` is what it stored before a reload. */
  | { type: 'ready'; state: PanelState | null }
  /** Open the text at the property that a figure or a warning comes from. */
  | { type: 'reveal'; run: string | null; origin: string }
  | { type: 'runAgain'; run: string; newSeed: boolean }
  | { type: 'stop'; run: string }
  /** Let the user choose runs to compare with these. */
  | { type: 'compare'; runs: string[] }
  /** Show one run of a comparison alone. */
  | { type: 'show'; run: string }
  | { type: 'exportData'; runs: string[]; format: DataFormat }
  /** `data` is base64 for png, text for svg. */
  | { type: 'saveFigure'; name: string; format: FigureFormat; data: string };

/** What survives a reload: which runs were shown, and how. */
export interface PanelState {
  runs: string[];
  choices: PanelChoices;
}

export interface PanelChoices {
  /** Metric whose distribution is shown. */
  distribution: string;
  /** Height of the configuration block in the timeline; null: the slowest. */
  reconfiguration: number | null;
  /** Run whose timeline and network are shown in a comparison. */
  run: string | null;
}

export const DEFAULT_CHOICES: PanelChoices = { distribution: 'delay.total', reconfiguration: null, run: null };

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
    case 'runAgain':
      return isText(value.run) && typeof value.newSeed === 'boolean';
    case 'stop':
    case 'show':
      return isText(value.run);
    case 'compare':
      return isTexts(value.runs);
    case 'exportData':
      return isTexts(value.runs) && ['csv', 'parquet', 'json'].includes(String(value.format));
    case 'saveFigure':
      return isText(value.name) && ['png', 'svg'].includes(String(value.format)) && isText(value.data);
    default:
      return false;
  }
}

/** For state that an older version may have stored. */
export function isPanelState(value: unknown): value is PanelState {
  if (!isFields(value) || !isTexts(value.runs) || !isFields(value.choices)) return false;
  const { distribution, reconfiguration, run } = value.choices;
  return (
    isText(distribution) &&
    (reconfiguration === null || typeof reconfiguration === 'number') &&
    (run === null || isText(run))
  );
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
