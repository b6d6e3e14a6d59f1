import type { TimeWindow } from '../../../server/protocol/panel.js';
import { inside, isWhole, panned, type TimeRange, zoomed } from './time-window.js';

/** The state of a time axis, and how it is reported. */
export interface TimeAxisState extends TimeRange {
  window: TimeWindow;
  /** The step of the crosshair for an arrow key, s. */
  step: number;
  /** A moment in words. */
  clock: (seconds: number) => string;
  /** The moment and the values of all figures at it. */
  describe: (seconds: number) => string;
}

/**
 * The time axis of several figures: their common window, and the moment that a crosshair marks in all of them. It is
 * not a plugin of Chart.js, because SVG drawings use it, too.
 */
export class TimeAxis {
  readonly #change: (window: TimeWindow | null) => void;
  readonly #listeners = new Set<() => void>();
  #state: TimeAxisState = {
    whole: { from: 0, to: 1 },
    window: { from: 0, to: 1 },
    least: 1,
    step: 1,
    clock: String,
    describe: () => '',
  };
  #cursor: number | null = null;
  #wanted: TimeWindow | undefined;

  /** @param change receives the new window, null for the whole range; at most once a frame */
  constructor(change: (window: TimeWindow | null) => void) {
    this.#change = change;
  }

  get state(): TimeAxisState {
    return this.#state;
  }

  /** The marked moment, s. */
  get cursor(): number | null {
    return this.#cursor;
  }

  get isWhole(): boolean {
    return isWhole(this.#state.window, this.#state);
  }

  /** @returns a function that removes the listener */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  update(state: TimeAxisState): void {
    this.#state = state;
    this.#tell();
  }

  point(seconds: number | null): void {
    const { from, to } = this.#state.window;
    this.#cursor = seconds === null ? null : Math.min(Math.max(seconds, from), to);
    this.#tell();
  }

  /** One step of the crosshair by keyboard; the window follows. */
  step(steps: number): void {
    const { window, whole, step } = this.#state;
    const start = this.#cursor ?? (window.from + window.to) / 2;
    const place = Math.round(start / step) + steps;
    const next = Math.min(Math.max(place * step, whole.from), whole.to);
    if (next < window.from || next > window.to) this.pan(next < window.from ? next - window.from : next - window.to);
    this.#cursor = next;
    this.#tell();
  }

  /** @param factor below 1 to zoom in; @param at the time that stays in its place: the crosshair, or else the middle */
  zoom(factor: number, at?: number): void {
    const { from, to } = this.#now;
    this.show(zoomed(this.#now, at ?? this.#cursor ?? (from + to) / 2, factor, this.#state));
  }

  /** @param seconds by which later times come into view */
  pan(seconds: number): void {
    this.show(panned(this.#now, seconds, this.#state));
  }

  reset(): void {
    this.show(this.#state.whole);
  }

  show(window: TimeWindow): void {
    const isFirst = this.#wanted === undefined;
    this.#wanted = inside(window, this.#state);
    if (!isFirst) return;
    requestAnimationFrame(() => {
      const wanted = this.#wanted;
      this.#wanted = undefined;
      if (wanted) this.#change(isWhole(wanted, this.#state) ? null : wanted);
    });
  }

  /** The window of this frame or the next one. */
  get #now(): TimeWindow {
    return this.#wanted ?? this.#state.window;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
