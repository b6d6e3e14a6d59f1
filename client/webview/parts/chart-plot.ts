import { Chart } from 'chart.js';
import { element } from '../dom/elements.js';
import type { AnyChart } from '../figures/figure.js';
import type { Theme } from '../theme/theme.js';

interface ChartContent {
  configuration: (theme: Theme) => AnyChart;
  choose?: (index: number) => void;
  chooseNear?: (value: number, reach: number) => void;
}

/** The distance from a mark within which a click counts, px. */
const REACH = 8;

/** A chart on a canvas, with a sentence in its place for screen readers. */
export class ChartPlot {
  readonly element = element('div', { class: 'plot', role: 'img' });
  #chart: Chart | null = null;
  #type = '';

  update(content: ChartContent, theme: Theme, label: string): void {
    this.element.setAttribute('aria-label', label);
    const configuration = content.configuration(theme);
    const { choose, chooseNear } = content;
    configuration.options = {
      ...configuration.options,
      onClick: ({ x: at }, hits, { scales: { x } }) => {
        if (choose && hits.length > 0) choose(hits[0].index);
        if (chooseNear && at !== null) {
          const value = (pixel: number) => x.getValueForPixel(pixel) ?? Number.NaN;
          chooseNear(value(at), value(at + REACH) - value(at));
        }
      },
    };
    // Plugins are bound when a chart is created, and ours contain data: so a change creates a new chart, which is as
    // fast.
    this.#chart?.destroy();
    if (this.#type !== configuration.type || !this.element.firstElementChild) {
      this.#type = String(configuration.type);
      this.element.replaceChildren(element('canvas'));
    }
    this.element.classList.toggle('choosable', choose !== undefined);
    this.#chart = new Chart(this.element.firstElementChild as HTMLCanvasElement, configuration);
  }

  remove(): void {
    this.#chart?.destroy();
    this.#chart = null;
  }
}
