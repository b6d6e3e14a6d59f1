import { element } from '../dom/elements.js';
import type { Theme } from '../theme/theme.js';

interface DrawingContent {
  draw: (theme: Theme, width: number) => SVGSVGElement;
  chooseAt?: (part: Element) => void;
  explore?: (drawing: SVGSVGElement, theme: Theme, container: HTMLElement) => void;
}

/** An SVG drawing that is redrawn when its frame changes its width. */
export class DrawingPlot {
  readonly element = element('div', { class: 'plot drawing' });
  readonly #observer: ResizeObserver;
  #redraw: () => void = () => {};
  #width = 0;

  constructor() {
    this.#observer = new ResizeObserver(() => {
      if (this.element.clientWidth !== this.#width) this.#redraw();
    });
    this.#observer.observe(this.element);
  }

  update(content: DrawingContent, theme: Theme, label: string): void {
    this.#redraw = () => {
      this.#width = this.element.clientWidth;
      if (this.#width === 0) return;
      const drawing = content.draw(theme, this.#width);
      drawing.setAttribute('role', 'img');
      drawing.setAttribute('aria-label', label);
      this.element.replaceChildren(drawing);
      if (content.chooseAt)
        drawing.addEventListener('click', ({ target }) => {
          if (target instanceof Element) content.chooseAt?.(target);
        });
      content.explore?.(drawing, theme, this.element);
    };
    this.#redraw();
  }

  remove(): void {
    this.#observer.disconnect();
  }
}
