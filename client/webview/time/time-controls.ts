import { duration } from '../../../server/protocol/quantities.js';
import { element } from '../elements.js';
import { ZoomButtons } from '../parts/zoom-buttons.js';
import type { TimeAxis } from './time-axis.js';

/** What can be done by pointer and keys, where the crosshair tells nothing. */
const HINT =
  'Drag to zoom, Shift+drag to pan, double-click to reset. Keys on a figure: ← → crosshair, Shift+← → pan, + − zoom, 0 reset.';

/** The buttons of a time axis, which part of the run it shows, and what its figures say at the crosshair. */
export class TimeControls {
  readonly element: HTMLElement;
  readonly #axis: TimeAxis;
  readonly #reading = element('output', { class: 'time-reading' });
  readonly #buttons: ZoomButtons;

  /** @param name of what is zoomed, for the labels of the buttons */
  constructor(axis: TimeAxis, name: string) {
    this.#axis = axis;
    this.#buttons = new ZoomButtons({ name, by: (factor) => axis.zoom(1 / factor), reset: () => axis.reset() });
    this.element = element('div', { class: 'time-controls' }, this.#reading, this.#buttons.element);
    axis.listen(() => this.#update());
    this.#update();
  }

  #update(): void {
    const { state, cursor, isWhole } = this.#axis;
    const { from, to } = state.window;
    this.#reading.textContent = cursor === null ? HINT : state.describe(cursor);
    const shown = isWhole ? '' : `${clock(from, state.step)} – ${clock(to, state.step)}`;
    this.#buttons.update(shown, { isWhole, isClosest: to - from <= state.least * 1.001 });
  }
}

/** A moment to the precision of the axis, in words. */
export function clock(seconds: number, step: number): string {
  return duration(step >= 1 ? Math.round(seconds) : Number(seconds.toFixed(3)));
}
