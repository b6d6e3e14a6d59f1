import { nothing, type TemplateResult } from 'lit-html';
import { html } from '../words/html.js';
import { t } from '../words/texts.js';

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

/** How far something is, with the means to stop it. */
export class ProgressBar {
  readonly #stoppable: boolean;
  readonly #changed: () => void;
  /** What was stopped here: the host takes its time to say so. */
  #stopped: string | undefined;

  /**
   * @param stoppable false where nobody could stop anything, as in a report
   * @param changed to be called when it looks otherwise, in the frame of a click, whatever the host is busy with
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
