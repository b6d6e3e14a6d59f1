import type { DataTable } from '../data-table.js';
import { tableElement } from '../data-table.js';
import { button, type Child, element, replaceChildren } from '../elements.js';
import { csvText } from '../export/numbers.js';
import { copyPicture, savePicture } from '../export/pictures.js';
import type { AnyChart } from '../figures/figure.js';
import type { Host } from '../host.js';
import { ICONS } from '../icons.js';
import type { Theme } from '../theme.js';
import { type TimeBinding, TimeSurface } from '../time/time-surface.js';
import { ChartPlot } from './chart-plot.js';
import { DrawingPlot } from './drawing-plot.js';
import { createMenu } from './menu.js';

export type Plot = PlotOverTime &
  (
    | {
        kind: 'chart';
        height: number;
        configuration: (theme: Theme) => AnyChart;
        choose?: (index: number) => void;
        /** @param reach how far from the value a click still means it */
        chooseNear?: (value: number, reach: number) => void;
      }
    | {
        kind: 'drawing';
        draw: (theme: Theme, width: number) => SVGSVGElement;
        chooseAt?: (part: Element) => void;
        explore?: (drawing: SVGSVGElement, theme: Theme, container: HTMLElement) => void;
      }
  );

interface PlotOverTime {
  /** Absent where it has no time axis that others share. */
  time?: TimeBinding;
}

/** One figure as it stands on the page. */
export interface FrameContent {
  id: string;
  title: string;
  paper?: string;
  wide: boolean;
  sentence: string;
  numbers: DataTable;
  plot: Plot;
  /** Opens the text that the figure depends on; absent where there is no text to open. */
  reveal?: () => void;
  /** A run in progress: the table is made only while it is open. */
  growing: boolean;
  /** All that the figure is made of: as long as it is the same, nothing is made anew. */
  basis: readonly unknown[];
}

/** What frames need of the page. */
export interface FrameContext {
  host: Host;
  theme: () => Theme;
  notify: (message: string) => void;
  /** Prefix of the names of exported files. */
  fileName: () => string;
}

/**
 * A figure: title and menu, the plot, one sentence under it, and its numbers as a table. Updating keeps the
 * focus and whether the table is open; it takes a {@link Frame.draw} to see it.
 */
export class Frame {
  readonly element: HTMLElement;
  readonly #context: FrameContext;
  readonly #plot: ChartPlot | DrawingPlot;
  readonly #surface: TimeSurface | undefined;
  readonly #title = element('h3');
  readonly #trigger = button({ icon: ICONS.more(), label: 'More' }, { class: 'icon-button' }, () => {});
  readonly #sentence = element('figcaption');
  readonly #numbers: HTMLElement = element('div', { class: 'table-scroll', tabindex: 0 });
  readonly #details: HTMLDetailsElement;
  readonly #observer: IntersectionObserver;
  #content: FrameContent;
  #isInView = false;
  /** Out of view while the figures grow: drawn when it comes into view, or when the run has ended. */
  #isStale = false;
  /** What was put on the page last, and what was drawn last. */
  #shown: readonly unknown[] = [];
  #drawn: readonly unknown[] = [];

  constructor(context: FrameContext, content: FrameContent) {
    this.#context = context;
    this.#content = content;
    this.#plot = content.plot.kind === 'chart' ? new ChartPlot() : new DrawingPlot();
    if (content.plot.time) this.#surface = new TimeSurface(this.#plot.element, content.plot.time);
    const titleId = `title-${content.id}`;
    this.#title.id = titleId;
    this.#details = element('details', {}, element('summary', {}, 'Numbers'), this.#numbers);
    this.#details.addEventListener('toggle', () => this.#updateNumbers());
    this.element = element(
      'figure',
      { id: `figure-${content.id}`, class: content.wide ? 'figure wide' : 'figure', 'aria-labelledby': titleId },
      element('div', { class: 'figure-head' }, this.#title, this.#menu()),
      this.#surface?.element ?? this.#plot.element,
      this.#sentence,
      this.#details,
    );
    this.#observer = new IntersectionObserver(
      (entries) => {
        this.#isInView = entries.some((entry) => entry.isIntersecting);
        if (this.#isInView && this.#isStale) this.draw();
      },
      { rootMargin: '200px' },
    );
    this.#observer.observe(this.element);
    this.update(content);
  }

  update(content: FrameContent): void {
    this.#content = content;
    this.#surface?.update(content.title);
    if (isSame(this.#shown, content.basis)) return;
    this.#shown = content.basis;
    const paper: Child = content.paper
      ? element('span', { class: 'paper', title: 'The corresponding figure of the paper' }, content.paper)
      : null;
    replaceChildren(this.#title, content.title, paper);
    this.#sentence.textContent = content.sentence;
    for (const name of ['aria-label', 'title']) this.#trigger.setAttribute(name, `More about ${content.title}`);
    this.element.classList.toggle('growing', content.growing);
    this.#updateNumbers();
  }

  /** After the page has put the frame where it can be measured, and after the theme has changed. */
  draw(): void {
    this.#isStale = this.#content.growing && !this.#isInView;
    if (this.#isStale) return;
    const { plot, title, sentence, basis } = this.#content;
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
    this.element.remove();
  }

  #updateNumbers(): void {
    if (this.#content.growing && !this.#details.open) {
      this.#numbers.replaceChildren();
      return;
    }
    this.#numbers.setAttribute('aria-label', this.#content.numbers.caption);
    replaceChildren(this.#numbers, tableElement(this.#content.numbers));
  }

  #menu(): HTMLElement {
    const { host, notify, fileName } = this.#context;
    const name = () => `${fileName()}-${this.#content.id}`;
    const failed = (action: string) => (error: unknown) =>
      notify(`The figure could not be ${action}: ${error instanceof Error ? error.message : String(error)}`);
    const save = (format: 'png' | 'svg') => () =>
      void savePicture(host, this.#content.plot, name(), format).catch(failed('saved'));
    const saveNumbers = () =>
      host.post({ type: 'saveFigure', name: name(), format: 'csv', data: csvText(this.#content.numbers) });
    const items = [
      {
        title: 'Copy as Picture',
        run: () =>
          void copyPicture(this.#content.plot).then(() => notify('The figure is on the clipboard.'), failed('copied')),
      },
      { title: 'Save as PNG…', run: save('png') },
      { title: 'Save as SVG…', run: save('svg') },
      { title: 'Save Numbers as CSV…', run: saveNumbers },
    ];
    return createMenu(this.#trigger, () =>
      this.#content.reveal ? [{ title: 'Show in Editor', run: this.#content.reveal }, ...items] : items,
    );
  }
}

function isSame(before: readonly unknown[], now: readonly unknown[]): boolean {
  return before.length === now.length && before.every((part, i) => part === now[i]);
}
