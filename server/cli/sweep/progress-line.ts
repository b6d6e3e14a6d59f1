import type { SweepProgress } from '../../experiments/index.js';
import { countText } from '../quantity-text.js';
import type { Output } from '../terminal.js';

/** The line that shows how far a sweep is. */
export interface SweepProgressLine {
  show(progress: SweepProgress): void;
  clear(): void;
}

const SILENT: SweepProgressLine = { show: () => {}, clear: () => {} };

/** A progress bar over replications and points; shows nothing unless on a terminal. */
export async function sweepProgressLine(output: Output): Promise<SweepProgressLine> {
  if (!output.live) return SILENT;
  const { default: progress } = await import('cli-progress');
  const bar = new progress.SingleBar({
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
    barsize: 24,
    fps: 10,
    etaBuffer: 50,
    format: ` ${output.colours.cyan('{bar}')} {percentage}%  {text}, {eta_formatted} left`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    emptyOnZero: true,
    gracefulExit: false,
  });
  bar.start(1, 0, { text: 'starting' });
  return {
    show: (state) => {
      bar.setTotal(state.cellsExpected);
      bar.update(state.cellsDone, { text: sweepProgressText(state) });
    },
    clear: () => {
      bar.stop();
    },
  };
}

/** `37 of 50 replications at 5 points, each has 7 or more` */
export function sweepProgressText({ cellsDone, cellsExpected, points, replications }: SweepProgress): string {
  const each = points > 1 ? `, each has ${countText(Math.min(...replications))} or more` : '';
  return `${countText(cellsDone)} of ${countText(cellsExpected)} replications at ${countText(points)} point${points === 1 ? '' : 's'}${each}`;
}
