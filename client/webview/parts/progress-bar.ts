import { button, element } from '../elements.js';

/** What a progress bar says. */
export interface Progress {
  /** From 0 to 1. */
  share: number;
  text: string;
  /** What it is that goes on, for those who do not see the bar. */
  label: string;
  stop: () => void;
  /** What it is that would be stopped: another one can be stopped again. */
  id: string;
  /** It was asked to stop already. */
  stopping: boolean;
}

/** How far something is, with the means to stop it; updated in place, so that the button keeps the focus. */
export class ProgressBar {
  readonly element: HTMLElement;
  readonly #bar = element('progress', { max: 1 });
  readonly #text = element('span', { class: 'progress-text' });
  readonly #button: HTMLButtonElement;
  #progress: Progress | null = null;
  /** What was stopped here: the host takes its time to say so. */
  #stopped: string | undefined;

  /** @param stoppable false where nobody could stop anything, as in a report */
  constructor(stoppable: boolean) {
    this.#button = button('Stop', { class: 'secondary' }, () => this.#stop());
    this.element = element(
      'div',
      { class: 'progress', hidden: true },
      this.#bar,
      this.#text,
      stoppable ? this.#button : null,
    );
  }

  update(progress: Progress | null): void {
    this.element.hidden = progress === null;
    this.#progress = progress;
    if (!progress) {
      this.#stopped = undefined;
      return;
    }
    if (progress.id !== this.#stopped) this.#stopped = progress.stopping ? progress.id : undefined;
    this.#say();
    this.#bar.value = progress.share;
    this.#bar.setAttribute('aria-label', progress.label);
    this.#text.textContent = progress.text;
  }

  /** In the frame of the click, whatever the host is busy with. */
  #stop(): void {
    if (!this.#progress) return;
    this.#stopped = this.#progress.id;
    this.#say();
    this.#progress.stop();
  }

  #say(): void {
    const isStopping = this.#stopped !== undefined;
    this.#button.disabled = isStopping;
    this.#button.textContent = isStopping ? 'Stopping…' : 'Stop';
  }
}
