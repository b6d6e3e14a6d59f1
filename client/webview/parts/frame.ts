import { nothing, type TemplateResult } from 'lit-html';
import { guard } from 'lit-html/directives/guard.js';
import { dataTable } from '../dom/data-table.js';
import { ICONS } from '../dom/icons.js';
import { type MenuItem, menu } from '../dom/menu.js';
import { csvText } from '../export/numbers.js';
import { copyPicture, savePicture } from '../export/pictures.js';
import type { FrameContent } from '../figures/plot.js';
import type { Host } from '../model/host.js';
import type { Theme } from '../theme/theme.js';
import { TimeSurface } from '../time/time-surface.js';
import { html } from '../words/html.js';
import { t } from '../words/texts.js';
import { ChartPlot } from './chart-plot.js';
import { DrawingPlot } from './drawing-plot.js';

/** The parts of the page that frames use. */
export interface FrameContext {
  host: Host;
  theme: () => Theme;
  notify: (message: string) => void;
  /** Prefix of the names of exported files. */
  fileName: () => string;
  /** Called when a frame must be rendered without a message from the host. */
  changed: () => void;
}

/**
 * A figure: title and menu, the plot, one sentence under it, and its numbers as a table. The templates contain the plot
 * as an element; {@link Frame.draw} updates it.
 */
export class Frame {
  readonly #context: FrameContext;
  readonly #plot: ChartPlot | DrawingPlot;
  readonly #surface: TimeSurface | undefined;
  readonly #observer: IntersectionObserver;
  #content: FrameContent;
  #isOpen = false;
  #isInView = false;
  /**
   * The plot is out of date, because it was out of view while the figures grew. It is drawn when it comes into view, or
   * when the run has ended.
   */
  #isStale = false;
  #drawn: readonly unknown[] = [];

  constructor(context: FrameContext, content: FrameContent) {
    this.#context = context;
    this.#content = content;
    this.#plot = content.plot.kind === 'chart' ? new ChartPlot() : new DrawingPlot();
    if (content.plot.time) this.#surface = new TimeSurface(this.#plot.element, content.plot.time);
    this.#observer = new IntersectionObserver(
      (entries) => {
        this.#isInView = entries.some((entry) => entry.isIntersecting);
        if (this.#isInView && this.#isStale) this.draw();
      },
      { rootMargin: '200px' },
    );
    this.#observer.observe(this.#place);
  }

  /** The figure for a template of the page, rendered again only if its inputs have changed. */
  template(content: FrameContent): unknown {
    this.#content = content;
    this.#surface?.update(content.title);
    return guard([...content.basis, this.#isOpen], () => this.#figure());
  }

  /** Draws the plot. Called when the page has been laid out, and when the theme has changed. */
  draw(): void {
    const { plot, title, sentence, basis } = this.#content;
    // A drawing that comes into view must not move the page below it, so its height is set before.
    if (plot.kind === 'chart') this.#plot.element.style.height = `${plot.height}px`;
    const hasItsPlace = plot.kind === 'chart' || this.#drawn.length > 0;
    this.#isStale = this.#content.growing && !this.#isInView && hasItsPlace;
    if (this.#isStale) return;
    const label = `${title}. ${sentence}`;
    const theme = this.#context.theme();
    if (isSame(this.#drawn, [theme, ...basis])) return;
    this.#drawn = [theme, ...basis];
    if (plot.kind === 'chart' && this.#plot instanceof ChartPlot) this.#plot.update(plot, theme, label);
    if (plot.kind === 'drawing' && this.#plot instanceof DrawingPlot) this.#plot.update(plot, theme, label);
  }

  remove(): void {
    this.#observer.disconnect();
    this.#surface?.remove();
    this.#plot.remove();
  }

  get #place(): HTMLElement {
    return this.#surface?.element ?? this.#plot.element;
  }

  #figure(): TemplateResult {
    const { id, title, paper, wide, sentence, numbers, growing } = this.#content;
    const looks = ['figure', wide && 'wide', growing && 'growing'].filter(Boolean).join(' ');
    const toggled = ({ target }: Event) => {
      this.#isOpen = target instanceof HTMLDetailsElement && target.open;
      this.#context.changed();
    };
    const more = { class: 'icon-button', content: ICONS.more(), label: t`More about ${title}` };
    return html`
      <figure id=${`figure-${id}`} class=${looks} aria-labelledby=${`title-${id}`}>
        <div class="figure-head">
          <h3 id=${`title-${id}`}>${title}${
            paper ? html`<span class="paper" title="The corresponding figure of the paper">${paper}</span>` : nothing
          }</h3>
          ${menu(more, () => this.#items())}
        </div>
        ${this.#place}
        <figcaption>${sentence}</figcaption>
        <details @toggle=${toggled}>
          <summary>Numbers</summary>
          <div class="table-scroll" tabindex="0" aria-label=${numbers.caption}>${
            growing && !this.#isOpen ? nothing : dataTable(numbers)
          }</div>
        </details>
      </figure>
    `;
  }

  #items(): MenuItem[] {
    const { host, notify, fileName } = this.#context;
    const { id, plot, numbers, reveal } = this.#content;
    const name = `${fileName()}-${id}`;
    const failed = (action: string) => (error: unknown) =>
      notify(t`The figure could not be ${action}: ${error instanceof Error ? error.message : String(error)}`);
    const save = (format: 'png' | 'svg') => () => void savePicture(host, plot, name, format).catch(failed('saved'));
    const copy = () =>
      void copyPicture(plot).then(() => notify(t('The figure is on the clipboard.')), failed('copied'));
    return [
      ...(reveal ? [{ title: t('Show in Editor'), run: reveal }] : []),
      { title: t('Copy as Picture'), run: copy },
      { title: t('Save as PNG…'), run: save('png') },
      { title: t('Save as SVG…'), run: save('svg') },
      {
        title: t('Save Numbers as CSV…'),
        run: () => host.post({ type: 'saveFigure', name, format: 'csv', data: csvText(numbers) }),
      },
    ];
  }
}

function isSame(before: readonly unknown[], now: readonly unknown[]): boolean {
  return before.length === now.length && before.every((part, i) => part === now[i]);
}
