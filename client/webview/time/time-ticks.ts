import type { TimeWindow } from '../../../server/protocol/panel.js';

/** Round times on an axis of simulated time, and how they are written. */
export interface TimeTicks {
  /** s */
  values: number[];
  label: (seconds: number) => string;
}

const MINUTE = 60;
const HOUR = 3600;
/** Steps of time that are usual on clocks, s. */
const STEPS = [
  0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800,
  432_000,
];

/** The minimum room of a label, px. */
const ROOM = 52;

/**
 * @param end of the run, s: decides the unit
 * @param width of the window, px
 */
export function timeTicks({ from, to }: TimeWindow, end: number, width: number): TimeTicks {
  const most = Math.max(2, Math.floor(width / ROOM));
  const step = STEPS.find((candidate) => (to - from) / candidate <= most) ?? (to - from) / most;
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  const values = Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
  const { seconds: unit } = timeUnit(end);
  const isRound = step % unit === 0 || unit === 1;
  return { values, label: (seconds) => (isRound ? number(seconds / unit) : clock(seconds, unit, step)) };
}

/** The unit of the time axis of a run of a given length; it stays the same when the reader zooms. */
export function timeUnit(end: number): { seconds: number; name: string } {
  if (end > 5 * HOUR) return { seconds: HOUR, name: 'h' };
  return end > 5 * MINUTE ? { seconds: MINUTE, name: 'min' } : { seconds: 1, name: 's' };
}

/** `12:30`; with seconds for times in hours, and with fractions of seconds, where the step needs them. */
function clock(seconds: number, unit: number, step: number): string {
  const rest = seconds % unit;
  const digits = step < 1 ? 1 : 0;
  const pad = (value: number) => value.toFixed(digits).padStart(digits > 0 ? 4 : 2, '0');
  if (unit === MINUTE) return `${Math.floor(seconds / unit)}:${pad(rest)}`;
  const minutes = String(Math.floor(rest / MINUTE)).padStart(2, '0');
  return step % MINUTE === 0
    ? `${Math.floor(seconds / unit)}:${minutes}`
    : `${Math.floor(seconds / unit)}:${minutes}:${pad(rest % MINUTE)}`;
}

function number(value: number): string {
  return Number(value.toPrecision(6)).toLocaleString('en-US', { maximumFractionDigits: 6 });
}
