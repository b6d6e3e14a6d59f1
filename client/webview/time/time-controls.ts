import type { TemplateResult } from 'lit-html';
import { element } from '../dom/elements.js';
import { zoomButtons } from '../dom/zoom-buttons.js';
import { html } from '../words/html.js';
import { t } from '../words/texts.js';
import type { TimeAxis } from './time-axis.js';

/** The text about pointer and keys, shown while there is no crosshair. */
const HINT = t(
  'Drag to zoom, Shift+drag to pan, double-click to reset. Keys on a figure: arrows move the crosshair, Shift+arrows pan, +/− zoom, 0 resets.',
);

/** The buttons of a time axis, its visible window, and the values of its figures at the crosshair. */
export class TimeControls {
  readonly #axis: TimeAxis;
  readonly #name: string;
  /** An element outside the templates: it follows the pointer, for which the page is not rendered. */
  readonly #reading = element('output', { class: 'time-reading' });

  /** @param name the zoomed part of the page, for the labels of the buttons */
  constructor(axis: TimeAxis, name: string) {
    this.#axis = axis;
    this.#name = name;
    axis.listen(() => this.#read());
    this.#read();
  }

  template(): TemplateResult {
    const { state, isWhole } = this.#axis;
    const { from, to } = state.window;
    const buttons = zoomButtons({
      name: this.#name,
      shown: isWhole ? '' : `${state.clock(from)} – ${state.clock(to)}`,
      isWhole,
      isClosest: to - from <= state.least * 1.001,
      by: (factor) => this.#axis.zoom(1 / factor),
      reset: () => this.#axis.reset(),
    });
    return html`<div class="time-controls">${this.#reading}${buttons}</div>`;
  }

  #read(): void {
    const { state, cursor } = this.#axis;
    this.#reading.textContent = cursor === null ? HINT : state.describe(cursor);
  }
}
