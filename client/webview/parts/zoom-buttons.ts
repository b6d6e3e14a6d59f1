import { button, element } from '../elements.js';
import { ICONS } from '../icons.js';

/** What can be done to a zoom. */
export interface Zoom {
  /** For instance `the map`, as part of a label. */
  name: string;
  /** @param factor above 1 to look closer */
  by: (factor: number) => void;
  reset: () => void;
}

const STEP = 2;

/** Buttons to look closer, to step back and to see the whole again. */
export class ZoomButtons {
  readonly element: HTMLElement;
  readonly #shown = element('span', { class: 'zoom-shown' });
  readonly #in: HTMLButtonElement;
  readonly #out: HTMLButtonElement;
  readonly #reset: HTMLButtonElement;

  constructor({ name, by, reset }: Zoom) {
    const iconButton = (icon: SVGElement, label: string, act: () => void) =>
      button({ icon, label }, { class: 'icon-button' }, act);
    this.#in = iconButton(ICONS.zoomIn(), `Zoom in on ${name}`, () => by(STEP));
    this.#out = iconButton(ICONS.zoomOut(), `Zoom out of ${name}`, () => by(1 / STEP));
    this.#reset = button('Reset Zoom', { class: 'secondary', 'aria-label': `Reset zoom of ${name}` }, reset);
    this.element = element(
      'div',
      { class: 'zoom-buttons', role: 'group', 'aria-label': `Zoom of ${name}` },
      this.#shown,
      this.#in,
      this.#out,
      this.#reset,
    );
  }

  /** @param shown which part is shown, in words; empty for the whole */
  update(shown: string, { isWhole, isClosest }: { isWhole: boolean; isClosest: boolean }): void {
    this.#shown.textContent = shown;
    this.#in.disabled = isClosest;
    this.#out.disabled = isWhole;
    this.#reset.disabled = isWhole;
  }
}
