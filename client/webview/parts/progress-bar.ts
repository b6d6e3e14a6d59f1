import { button, element } from '../elements.js';

/** What a progress bar says. */
export interface Progress {
  /** From 0 to 1. */
  share: number;
  text: string;
  /** What it is that goes on, for those who do not see the bar. */
  label: string;
  stop: () => void;
}

/** How far something is, with the means to stop it; updated in place, so that the button keeps the focus. */
export class ProgressBar {
  readonly element: HTMLElement;
  readonly #bar = element('progress', { max: 1 });
  readonly #text = element('span', { class: 'progress-text' });
  #stop: () => void = () => {};

  /** @param stoppable false where nobody could stop anything, as in a report */
  constructor(stoppable: boolean) {
    const stop = button('Stop', { class: 'secondary' }, () => this.#stop());
    this.element = element('div', { class: 'progress', hidden: true }, this.#bar, this.#text, stoppable ? stop : null);
  }

  update(progress: Progress | null): void {
    this.element.hidden = progress === null;
    if (!progress) return;
    this.#bar.value = progress.share;
    this.#bar.setAttribute('aria-label', progress.label);
    this.#text.textContent = progress.text;
    this.#stop = progress.stop;
  }
}
