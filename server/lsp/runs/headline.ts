import type { Summary } from '../../runs/summary.js';

/** What a run showed in a few words: `delay 1.23 s · block time 612 ms`. Empty where it measured neither. */
export function headline({ metrics }: Pick<Summary, 'metrics'>): string {
  const figures = [
    ['delay', metrics['delay.total']?.mean],
    ['block time', metrics['primary.blockTime']?.mean],
  ] as const;
  return figures
    .flatMap(([name, seconds]) => (typeof seconds === 'number' ? [`${name} ${timeText(seconds)}`] : []))
    .join(' · ');
}

/** Three significant digits: `612 ms`, `1.23 s`, `45.1 s`. */
function timeText(seconds: number): string {
  const milliseconds = Number((seconds * 1000).toPrecision(3));
  return milliseconds < 1000 ? `${milliseconds} ms` : `${Number(seconds.toPrecision(3))} s`;
}
