import { svg } from '../dom/elements.js';

type Matrix = [number, number, number, number, number, number];

/** The state of a canvas context between `save` and `restore`. */
interface DrawingState {
  matrix: Matrix;
  fillStyle: string | CanvasGradient | CanvasPattern;
  strokeStyle: string | CanvasGradient | CanvasPattern;
  lineWidth: number;
  lineCap: CanvasLineCap;
  lineJoin: CanvasLineJoin;
  lineDash: number[];
  lineDashOffset: number;
  globalAlpha: number;
  font: string;
  textAlign: CanvasTextAlign;
  textBaseline: CanvasTextBaseline;
  clip: string | null;
}

const INITIAL: DrawingState = {
  matrix: [1, 0, 0, 1, 0, 0],
  fillStyle: '#000000',
  strokeStyle: '#000000',
  lineWidth: 1,
  lineCap: 'butt',
  lineJoin: 'miter',
  lineDash: [],
  lineDashOffset: 0,
  globalAlpha: 1,
  font: '10px sans-serif',
  textAlign: 'start',
  textBaseline: 'alphabetic',
  clip: null,
};

/** Offset of a baseline above the alphabetic one, in font sizes: not every viewer supports the attribute for it. */
const BASELINES: Partial<Record<CanvasTextBaseline, number>> = { top: 0.8, hanging: 0.8, middle: 0.35, bottom: -0.2 };

/**
 * Takes the calls of a 2D canvas context and writes SVG, so that charts become vector graphics with real text. Covers
 * the calls of Chart.js and the box plot plugin; these do not include gradients, patterns and images.
 */
export class SvgRecorder {
  readonly canvas: HTMLCanvasElement;
  readonly #root: SVGSVGElement;
  readonly #name: string;
  readonly #definitions: SVGDefsElement;
  readonly #measuring: CanvasRenderingContext2D | null;
  #state: DrawingState = { ...INITIAL };
  #stack: DrawingState[] = [];
  #path: string[] = [];
  #clips = 0;
  direction: CanvasDirection = 'ltr';

  /** @param name prefix of every id, so that one document can contain several drawings */
  constructor(canvas: HTMLCanvasElement, name: string, width: number, height: number) {
    this.canvas = canvas;
    this.#name = name;
    this.#definitions = svg('defs');
    this.#root = svg(
      'svg',
      { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}` },
      this.#definitions,
    );
    this.#measuring = document.createElement('canvas').getContext('2d');
  }

  get fillStyle() {
    return this.#state.fillStyle;
  }
  set fillStyle(value) {
    this.#state.fillStyle = value;
  }
  get strokeStyle() {
    return this.#state.strokeStyle;
  }
  set strokeStyle(value) {
    this.#state.strokeStyle = value;
  }
  get lineWidth() {
    return this.#state.lineWidth;
  }
  set lineWidth(value) {
    this.#state.lineWidth = value;
  }
  get lineCap() {
    return this.#state.lineCap;
  }
  set lineCap(value) {
    this.#state.lineCap = value;
  }
  get lineJoin() {
    return this.#state.lineJoin;
  }
  set lineJoin(value) {
    this.#state.lineJoin = value;
  }
  get lineDashOffset() {
    return this.#state.lineDashOffset;
  }
  set lineDashOffset(value) {
    this.#state.lineDashOffset = value;
  }
  get globalAlpha() {
    return this.#state.globalAlpha;
  }
  set globalAlpha(value) {
    this.#state.globalAlpha = value;
  }
  get font() {
    return this.#state.font;
  }
  set font(value) {
    this.#state.font = value;
  }
  get textAlign() {
    return this.#state.textAlign;
  }
  set textAlign(value) {
    this.#state.textAlign = value;
  }
  get textBaseline() {
    return this.#state.textBaseline;
  }
  set textBaseline(value) {
    this.#state.textBaseline = value;
  }

  /** The drawing so far, as a copy: a chart that is destroyed clears its canvas. */
  finished(): SVGSVGElement {
    return this.#root.cloneNode(true) as SVGSVGElement;
  }

  save(): void {
    this.#stack.push({ ...this.#state });
  }
  restore(): void {
    this.#state = this.#stack.pop() ?? this.#state;
  }

  setTransform(a: number, b: number, c: number, d: number, e: number, f: number): void {
    this.#state.matrix = [a, b, c, d, e, f];
  }
  resetTransform(): void {
    this.#state.matrix = [1, 0, 0, 1, 0, 0];
  }
  translate(x: number, y: number): void {
    this.#multiply([1, 0, 0, 1, x, y]);
  }
  rotate(angle: number): void {
    this.#multiply([Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle), 0, 0]);
  }
  scale(x: number, y: number): void {
    this.#multiply([x, 0, 0, y, 0, 0]);
  }

  setLineDash(segments: number[]): void {
    this.#state.lineDash = [...segments];
  }
  getLineDash(): number[] {
    return [...this.#state.lineDash];
  }

  beginPath(): void {
    this.#path = [];
  }
  closePath(): void {
    this.#path.push('Z');
  }
  moveTo(x: number, y: number): void {
    this.#path.push(`M${this.#point(x, y)}`);
  }
  lineTo(x: number, y: number): void {
    this.#path.push(`${this.#path.length === 0 ? 'M' : 'L'}${this.#point(x, y)}`);
  }
  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void {
    this.#path.push(`C${this.#point(x1, y1)} ${this.#point(x2, y2)} ${this.#point(x, y)}`);
  }
  quadraticCurveTo(x1: number, y1: number, x: number, y: number): void {
    this.#path.push(`Q${this.#point(x1, y1)} ${this.#point(x, y)}`);
  }
  rect(x: number, y: number, width: number, height: number): void {
    this.moveTo(x, y);
    this.lineTo(x + width, y);
    this.lineTo(x + width, y + height);
    this.lineTo(x, y + height);
    this.closePath();
  }
  arc(x: number, y: number, radius: number, start: number, end: number, counterclockwise = false): void {
    const turn = 2 * Math.PI;
    const sweep = counterclockwise ? start - end : end - start;
    const at = (angle: number) => this.#point(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
    const r = number(radius * Math.hypot(this.#state.matrix[0], this.#state.matrix[1]));
    const direction = counterclockwise ? 0 : 1;
    this.#path.push(`${this.#path.length === 0 ? 'M' : 'L'}${at(start)}`);
    if (sweep >= turn - 1e-9) {
      // An arc whose ends coincide draws nothing, so a circle takes two.
      const half = start + (counterclockwise ? -Math.PI : Math.PI);
      this.#path.push(`A${r} ${r} 0 1 ${direction} ${at(half)}`, `A${r} ${r} 0 1 ${direction} ${at(start)}`);
      return;
    }
    const large = ((sweep % turn) + turn) % turn > Math.PI ? 1 : 0;
    this.#path.push(`A${r} ${r} 0 ${large} ${direction} ${at(end)}`);
  }

  fill(rule?: CanvasFillRule): void {
    const within = rule === 'evenodd' ? rule : undefined;
    this.#draw(svg('path', { d: this.#path.join(''), 'fill-rule': within, ...this.#filling() }));
  }
  stroke(): void {
    this.#draw(svg('path', { d: this.#path.join(''), fill: 'none', ...this.#stroking() }));
  }
  clip(): void {
    const id = `${this.#name}-clip-${++this.#clips}`;
    const inside = this.#state.clip;
    const region = svg('clipPath', { id, 'clip-path': inside ? `url(#${inside})` : undefined });
    region.append(svg('path', { d: this.#path.join('') }));
    this.#definitions.append(region);
    this.#state.clip = id;
  }
  fillRect(x: number, y: number, width: number, height: number): void {
    this.#withRectangle(x, y, width, height, () => this.fill());
  }
  strokeRect(x: number, y: number, width: number, height: number): void {
    this.#withRectangle(x, y, width, height, () => this.stroke());
  }
  /** Does nothing: charts only clear the whole canvas before they draw. */
  clearRect(): void {
    this.#root.replaceChildren(this.#definitions);
    this.#definitions.replaceChildren();
  }

  fillText(text: string, x: number, y: number): void {
    this.#draw(this.#text(text, x, y, this.#filling()));
  }
  strokeText(text: string, x: number, y: number): void {
    this.#draw(this.#text(text, x, y, { fill: 'none', ...this.#stroking() }));
  }
  measureText(text: string): TextMetrics | { width: number } {
    if (!this.#measuring) return { width: 0 };
    this.#measuring.font = this.#state.font;
    return this.#measuring.measureText(text);
  }

  #text(text: string, x: number, y: number, looks: Record<string, string | number | undefined>): SVGTextElement {
    const { size, weight, style, family } = parseFont(this.#state.font);
    const { textAlign, textBaseline, matrix } = this.#state;
    const anchor = textAlign === 'center' ? 'middle' : textAlign === 'right' || textAlign === 'end' ? 'end' : undefined;
    const made = svg('text', {
      x: number(x),
      y: number(y + size * (BASELINES[textBaseline] ?? 0)),
      transform: isIdentity(matrix) ? undefined : `matrix(${matrix.map(number).join(' ')})`,
      'font-family': family,
      'font-size': size,
      'font-weight': weight,
      'font-style': style,
      'text-anchor': anchor,
      ...looks,
    });
    made.textContent = text;
    return made;
  }

  #draw(drawn: SVGElement): void {
    if (this.#state.globalAlpha < 1) drawn.setAttribute('opacity', String(this.#state.globalAlpha));
    if (this.#state.clip) this.#clipped(this.#state.clip).append(drawn);
    else this.#root.append(drawn);
  }

  /** The group for what is clipped: a text's own transformation would move the clip as well. */
  #clipped(clip: string): Element {
    const reference = `url(#${clip})`;
    const last = this.#root.lastElementChild;
    if (last?.tagName === 'g' && last.getAttribute('clip-path') === reference) return last;
    const group = svg('g', { 'clip-path': reference });
    this.#root.append(group);
    return group;
  }

  #withRectangle(x: number, y: number, width: number, height: number, draw: () => void): void {
    const path = this.#path;
    this.#path = [];
    this.rect(x, y, width, height);
    draw();
    this.#path = path;
  }

  #filling(): Record<string, string> {
    return { fill: colour(this.#state.fillStyle) };
  }

  #stroking(): Record<string, string | number | undefined> {
    const { strokeStyle, lineWidth, lineCap, lineJoin, lineDash, lineDashOffset } = this.#state;
    return {
      stroke: colour(strokeStyle),
      'stroke-width': lineWidth,
      'stroke-linecap': lineCap === 'butt' ? undefined : lineCap,
      'stroke-linejoin': lineJoin === 'miter' ? undefined : lineJoin,
      'stroke-dasharray': lineDash.length > 0 ? lineDash.join(' ') : undefined,
      'stroke-dashoffset': lineDash.length > 0 && lineDashOffset ? lineDashOffset : undefined,
    };
  }

  #point(x: number, y: number): string {
    const [a, b, c, d, e, f] = this.#state.matrix;
    return `${number(a * x + c * y + e)} ${number(b * x + d * y + f)}`;
  }

  #multiply([a, b, c, d, e, f]: Matrix): void {
    const [p, q, r, s, t, u] = this.#state.matrix;
    this.#state.matrix = [
      p * a + r * b,
      q * a + s * b,
      p * c + r * d,
      q * c + s * d,
      p * e + r * f + t,
      q * e + s * f + u,
    ];
  }
}

function colour(style: string | CanvasGradient | CanvasPattern): string {
  return typeof style === 'string' ? style : 'none';
}

/** Rounded to a hundredth of a pixel, finer than any printer. */
function number(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function isIdentity([a, b, c, d, e, f]: Matrix): boolean {
  return a === 1 && b === 0 && c === 0 && d === 1 && e === 0 && f === 0;
}

/** Splits the CSS shorthand of Chart.js: `italic bold 12px/1.2 Helvetica, Arial`. */
function parseFont(font: string): { size: number; weight?: string; style?: string; family: string } {
  const match = /^(.*?)(\d+(?:\.\d+)?)px(?:\/\S+)?\s+(.*)$/.exec(font);
  if (!match) return { size: 12, family: 'sans-serif' };
  const [, before, size, family] = match;
  return {
    size: Number(size),
    weight: /\b(bold|[1-9]00)\b/.exec(before)?.[1],
    style: /\bitalic\b/.test(before) ? 'italic' : undefined,
    family,
  };
}
