import { Chart } from 'chart.js';
import { element } from '../elements.js';
import type { AnyChart } from '../figures/figure.js';
import type { Theme } from '../theme.js';

interface ChartContent {
  height: number;
  configuration: (theme: Theme) => AnyChart;
  choose?: (index: number) => void;
}

/** A chart on a canvas, with a sentence in its place for those who do not see it. */
export class ChartPlot {
  readonly element = element('div', { class: 'plot', role: 'img' });
  #chart: Chart | null = null;
  #type = '';

  update(content: ChartContent, theme: Theme, label: string): void {
    this.element.setAttribute('aria-label', label);
    this.element.style.height = `${content.height}px`;
    const configuration = content.configuration(theme);
    const choose = content.choose;
    configuration.options = {
      ...configuration.options,
      onClick: (_, hits) => {
        if (choose && hits.length > 0) choose(hits[0].index);
      },
    };
    // Plugins are bound when a chart is made, and ours carry data: so a change makes a new chart, which is as quick.
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
