import { nothing, type TemplateResult } from 'lit-html';
import { html } from '../words/html.js';
import { t } from '../words/texts.js';

/** The content of a progress bar. */
export interface Progress {
  /** From 0 to 1. */
  share: number;
  text: string;
  /** Name of the activity, for screen readers. */
  label: string;
  stop: () => void;
  /** Identifies the job to stop: for another job, Stop is available again. */
  id: string;
  /** Whether a stop was requested already. */
  stopping: boolean;
}

/** The progress of a job, with a button to stop it. */
export class ProgressBar {
  readonly #stoppable: boolean;
  readonly #changed: () => void;
  /** The job whose stop was requested here; the host confirms it later. */
  #stopped: string | undefined;

  /**
   * @param stoppable false if nothing can be stopped, as in a report
   * @param changed called when the bar must be drawn again at once, after a click
   */
  constructor(stoppable: boolean, changed: () => void) {
    this.#stoppable = stoppable;
    this.#changed = changed;
  }

  template(progress: Progress | null): TemplateResult {
    if (progress?.id !== this.#stopped) this.#stopped = progress?.stopping ? progress.id : undefined;
    return html`
      <div class="progress" ?hidden=${progress === null}>
        <progress max="1" value=${progress?.share ?? 0} aria-label=${progress?.label ?? ''}></progress>
        <span class="progress-text">${progress?.text}</span>
        ${progress && this.#stoppable ? this.#button(progress) : nothing}
      </div>
    `;
  }

  #button({ id, stop }: Progress): TemplateResult {
    const isStopping = this.#stopped !== undefined;
    const stopIt = () => {
      this.#stopped = id;
      this.#changed();
      stop();
    };
    return html`
      <button type="button" class="secondary" ?disabled=${isStopping} @click=${stopIt}>${isStopping ? t('Stopping…') : t('Stop')}</button>
    `;
  }
}
