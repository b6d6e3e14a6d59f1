import { durationText } from '../../engine/model/duration-text.js';
import { counted } from '../protocol/quantities.js';
import type { RunProgress } from '../runs/progress.js';
import type { WritingProgress } from '../runs/run-files.js';
import { scaledText } from './quantity-text.js';
import type { Output } from './terminal.js';

/** The progress line of a run. */
export interface ProgressLine {
  show(progress: RunProgress): void;
  /** The run was told to stop. */
  stopping(): void;
  /** The simulation is over, and its remaining data is being written. */
  writing(progress: WritingProgress): void;
  /** Removes the line, so that later output replaces it. */
  clear(): void;
}

const SILENT: ProgressLine = { show: () => {}, stopping: () => {}, writing: () => {}, clear: () => {} };

/** The effect of another Ctrl-C. */
const AGAIN = 'Ctrl-C again discards the run';

/** A progress bar with simulated time, events per second and time left; silent if the output is not a terminal. */
export async function progressLine(output: Output, duration: number): Promise<ProgressLine> {
  if (!output.live) return SILENT;
  const { default: progress } = await import('cli-progress');
  const bar = new progress.SingleBar({
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
    barsize: 24,
    fps: 10,
    format: ` ${output.colours.cyan('{bar}')} {percentage}%  {text}`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    emptyOnZero: true,
    gracefulExit: false,
  });
  bar.start(duration, 0, { text: 'starting' });
  let stopped = false;
  return {
    show: (state) => {
      if (!stopped) bar.update(Math.min(duration, state.simulatedSeconds), { text: progressText(state) });
    },
    stopping: () => {
      stopped = true;
      bar.update({ text: `stopping; ${AGAIN}` });
    },
    writing: (state) => {
      bar.setTotal(state.rows);
      bar.update(state.rowsWritten, {
        text: `${writingText(state)}; ${stopped ? AGAIN : 'Ctrl-C twice discards the run'}`,
      });
    },
    clear: () => {
      bar.stop();
    },
  };
}

/** `12 min of 1 h, 1.23 M events/s, 3 s left` */
export function progressText(progress: RunProgress): string {
  const { simulatedSeconds, duration, eventsPerSecond, secondsLeft, lookAheadRuns } = progress;
  const left = secondsLeft === undefined ? [] : [`${durationText(Math.ceil(secondsLeft))} left`];
  return [
    `${durationText(Math.floor(simulatedSeconds))} of ${durationText(duration)}`,
    lookAheadRuns === undefined
      ? `${scaledText(eventsPerSecond, '')} events/s`
      : `twins are looking ahead (${counted(lookAheadRuns, 'run')})`,
    ...left,
  ].join(', ');
}

/** `writing, 1.2 M of 5.8 M rows` */
export function writingText({ rowsWritten, rows }: WritingProgress): string {
  return `writing, ${scaledText(rowsWritten, '')} of ${scaledText(rows, '')} rows`;
}
