import { binWidth } from '../../../server/protocol/bins.js';
import type { PanelChoices, TimeWindow } from '../../../server/protocol/panel.js';
import { duration } from '../../../server/protocol/quantities.js';
import type { RunView, SeriesView } from '../../../server/protocol/run-view.js';
import { t } from '../words/texts.js';
import { inside, type TimeRange } from './time-window.js';

/** The minimum number of bins of a window. */
const MIN_BINS = 10;
/** The maximum number of bins of a figure. */
const MAX_BINS = 300;

/** The end of the time axis of a run, s: for a running one, the end of its whole duration. */
export function endOf(run: Pick<RunView, 'state' | 'duration' | 'simulatedSeconds'>): number {
  return run.state === 'stopped' ? run.simulatedSeconds : run.duration;
}

/** The range of times in the figures over time of some runs. */
export function runRange(runs: readonly RunView[]): TimeRange {
  const finest = Math.min(...runs.map(({ series }) => series.step));
  return { whole: { from: 0, to: Math.max(...runs.map(endOf)) }, least: MIN_BINS * finest };
}

/** The visible window of that range. */
export function shownWindow(runs: readonly RunView[], { time }: PanelChoices): TimeWindow {
  const range = runRange(runs);
  return time ? inside(time, range) : range.whole;
}

/** A column of a run's series. */
export type SeriesColumn = 'throughput' | 'pool' | 'dropped';

export interface Bins {
  /** s */
  step: number;
  /** Start of each bin, s. */
  from: number[];
  /** The mean over each bin. */
  values: number[];
}

/** The width of the bins of a window, s. */
export function shownStep({ step }: SeriesView, { from, to }: TimeWindow): number {
  return binWidth(to - from, { unit: step, most: MAX_BINS });
}

/** The bins of a window, and one on each side, so that lines reach its edges. */
export function shownBins(series: SeriesView, column: SeriesColumn, window: TimeWindow): Bins {
  const step = shownStep(series, window);
  const size = Math.round(step / series.step);
  const all = Math.floor(series[column].length / size);
  const first = Math.max(0, Math.floor((window.from - series.start) / step) - 1);
  const last = Math.min(all, Math.ceil((window.to - series.start) / step) + 1);
  const places = Array.from({ length: Math.max(0, last - first) }, (_, i) => first + i);
  return {
    step,
    from: places.map((place) => series.start + place * step),
    values: places.map((place) => mean(series[column].slice(place * size, (place + 1) * size))),
  };
}

/** The value of the bin that holds a moment; undefined outside. */
export function valueAt({ step, from, values }: Bins, seconds: number): number | undefined {
  return values[from.findIndex((start) => start <= seconds && seconds < start + step)];
}

/** `Each point: 5 s, about 10 blocks.` */
export function binText(runs: readonly RunView[], window: TimeWindow): string {
  const [{ series, metrics }] = runs;
  const step = shownStep(series, window);
  const blockTime = metrics['primary.blockTime']?.mean;
  const blocks = blockTime ? Math.round(step / blockTime) : 0;
  return t`Each point is the mean of ${duration(step)}${runs.length === 1 && blocks > 1 ? t` (about ${blocks} blocks)` : ''}.`;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
