import { element } from '../dom/elements.js';
import { t } from '../words/texts.js';
import type { TimeArea } from './time-area.js';
import type { TimeAxis } from './time-axis.js';

/** The part of a plot that belongs to a time axis. */
export interface TimeBinding {
  axis: TimeAxis;
  /** Position of the axis in a plot of a given width, px. */
  area: (width: number) => TimeArea;
}

/** A pointer that moved less than this (px) has clicked. */
const DRAG = 4;
const ZOOM = 0.8;
/** Share of the window that a key pans. */
const PAGE = 0.25;
/** px per notch of a wheel. */
const NOTCH = 100;

/**
 * Shows the crosshair over a plot, and passes pointer and keys to its time axis. For screen readers the crosshair is a
 * slider whose value is given in words.
 */
export class TimeSurface {
  readonly element: HTMLElement;
  readonly #surface = element('div', { class: 'time-surface', role: 'slider', tabindex: 0 });
  readonly #crosshair = element('div', { class: 'crosshair', hidden: true });
  readonly #selection = element('div', { class: 'time-selection', hidden: true });
  readonly #binding: TimeBinding;
  readonly #stop: () => void;
  readonly #observer: ResizeObserver;
  #drag: { pointer: number; x: number; last: number; pans: boolean; moved: boolean } | undefined;

  constructor(plot: HTMLElement, binding: TimeBinding) {
    this.#binding = binding;
    this.#surface.append(this.#selection, this.#crosshair);
    this.element = element('div', { class: 'time-plot' }, plot, this.#surface);
    this.#stop = binding.axis.listen(() => this.#update());
    this.#observer = new ResizeObserver(() => this.#update());
    this.#observer.observe(this.element);
    this.#listenToPointers();
    this.#surface.addEventListener('keydown', (event) => this.#key(event));
  }

  /** @param label what the plot shows */
  update(label: string): void {
    this.#surface.setAttribute('aria-label', t`Time in ${label}`);
    this.#update();
  }

  remove(): void {
    this.#stop();
    this.#observer.disconnect();
    this.element.remove();
  }

  get #axis(): TimeAxis {
    return this.#binding.axis;
  }

  get #area(): TimeArea {
    return this.#binding.area(this.element.clientWidth);
  }

  #update(): void {
    const { state, cursor } = this.#axis;
    const { left, right } = this.#area;
    this.#surface.style.left = `${left}px`;
    this.#surface.style.width = `${right - left}px`;
    this.#crosshair.hidden = cursor === null;
    const { from, to } = state.window;
    const shown = cursor ?? from;
    this.#crosshair.style.left = `${((shown - from) / (to - from || 1)) * (right - left)}px`;
    this.#surface.setAttribute('aria-valuemin', String(from));
    this.#surface.setAttribute('aria-valuemax', String(to));
    this.#surface.setAttribute('aria-valuenow', String(Number(shown.toPrecision(6))));
    // The text takes some work, so it is computed only while the slider has the focus.
    if (document.activeElement === this.#surface) this.#surface.setAttribute('aria-valuetext', state.describe(shown));
  }

  #secondsAt(event: MouseEvent): number {
    const { left, right } = this.#area;
    const { from, to } = this.#axis.state.window;
    const x = event.clientX - this.element.getBoundingClientRect().left;
    return from + ((x - left) / (right - left)) * (to - from);
  }

  #isInside(event: MouseEvent): boolean {
    const { left, right } = this.#area;
    const x = event.clientX - this.element.getBoundingClientRect().left;
    return x >= left - DRAG && x <= right + DRAG;
  }

  #listenToPointers(): void {
    const { element: plot } = this;
    plot.addEventListener('pointerdown', (event) => {
      if (event.button !== 0 || !this.#isInside(event)) return;
      const x = event.clientX;
      this.#drag = { pointer: event.pointerId, x, last: x, pans: event.shiftKey, moved: false };
    });
    plot.addEventListener('pointermove', (event) => {
      this.#axis.point(this.#isInside(event) ? this.#secondsAt(event) : null);
      // If the button was released elsewhere, the drag is over.
      if (event.buttons === 0) this.#endDrag();
      if (this.#drag) this.#dragTo(event);
    });
    plot.addEventListener('pointerleave', () => {
      if (!this.#drag && document.activeElement !== this.#surface) this.#axis.point(null);
    });
    plot.addEventListener('pointerup', (event) => this.#drop(event));
    plot.addEventListener('pointercancel', () => this.#endDrag());
    plot.addEventListener('dblclick', () => this.#axis.reset());
    plot.addEventListener('wheel', (event) => this.#wheel(event), { passive: false });
  }

  #dragTo(event: PointerEvent): void {
    const drag = this.#drag;
    if (!drag || (!drag.moved && Math.abs(event.clientX - drag.x) < DRAG)) return;
    if (!drag.moved) this.element.setPointerCapture(drag.pointer);
    drag.moved = true;
    const { left, right } = this.#area;
    if (drag.pans) {
      const { from, to } = this.#axis.state.window;
      this.#axis.pan((-(event.clientX - drag.last) / (right - left)) * (to - from));
      drag.last = event.clientX;
      return;
    }
    const origin = this.element.getBoundingClientRect().left + left;
    const [start, end] = [drag.x, event.clientX]
      .map((x) => Math.min(Math.max(x - origin, 0), right - left))
      .sort((a, b) => a - b);
    this.#selection.hidden = false;
    this.#selection.style.left = `${start}px`;
    this.#selection.style.width = `${end - start}px`;
  }

  /** Ends a drag. The end of a drag is not a click, so elements below must not receive one. */
  #drop(event: PointerEvent): void {
    const drag = this.#drag;
    this.#endDrag();
    if (!drag?.moved) return;
    const swallow = (click: Event) => click.stopPropagation();
    this.element.addEventListener('click', swallow, { capture: true, once: true });
    setTimeout(() => this.element.removeEventListener('click', swallow, { capture: true }));
    if (drag.pans) return;
    const { left } = this.element.getBoundingClientRect();
    const at = (x: number) => this.#secondsAt(new MouseEvent('click', { clientX: x }));
    const [from, to] = [at(drag.x), at(event.clientX)].sort((a, b) => a - b);
    if (event.clientX >= left) this.#axis.show({ from, to });
  }

  #endDrag(): void {
    this.#drag = undefined;
    this.#selection.hidden = true;
  }

  /** Without Ctrl, the wheel scrolls the page, as everywhere. */
  #wheel(event: WheelEvent): void {
    if (!this.#isInside(event)) return;
    const sideways = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      this.#axis.zoom((1 / ZOOM) ** (event.deltaY / NOTCH), this.#secondsAt(event));
    } else if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY) && !this.#axis.isWhole) {
      event.preventDefault();
      const { from, to } = this.#axis.state.window;
      this.#axis.pan((sideways / NOTCH) * PAGE * (to - from));
    }
  }

  #key(event: KeyboardEvent): void {
    const act = this.#actionFor(event);
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  }

  #actionFor({ key, shiftKey }: KeyboardEvent): (() => void) | undefined {
    const axis = this.#axis;
    const { window } = axis.state;
    const width = window.to - window.from;
    const actions: Record<string, () => void> = {
      ArrowLeft: () => (shiftKey ? axis.pan(-PAGE * width) : axis.step(-1)),
      ArrowRight: () => (shiftKey ? axis.pan(PAGE * width) : axis.step(1)),
      PageUp: () => axis.pan(-width),
      PageDown: () => axis.pan(width),
      Home: () => axis.point(window.from),
      End: () => axis.point(window.to),
      '+': () => axis.zoom(ZOOM ** 2),
      '=': () => axis.zoom(ZOOM ** 2),
      '-': () => axis.zoom(1 / ZOOM ** 2),
      '0': () => axis.reset(),
      ...(axis.cursor === null ? {} : { Escape: () => axis.point(null) }),
    };
    return actions[key];
  }
}
