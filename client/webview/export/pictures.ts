import { Chart } from 'chart.js';
import { element } from '../dom/elements.js';
import type { AnyChart } from '../figures/figure.js';
import type { Plot } from '../figures/plot.js';
import type { Host } from '../model/host.js';
import { PUBLICATION } from '../theme/theme.js';
import { t } from '../words/texts.js';
import { SvgRecorder } from './svg-recorder.js';

/** Width of exported figures in px: at 96 px to the inch, the text width of a one-column paper. */
const CHART_WIDTH = 620;
const DRAWING_WIDTH = 900;
/** Pixels of a PNG per px, for sharp print. */
const SHARPNESS = 3;

/** Saves a picture. Exports always have the light style of a publication, whatever the theme of the editor. */
export async function savePicture(host: Host, plot: Plot, name: string, format: 'png' | 'svg'): Promise<void> {
  const data = format === 'svg' ? svgText(plot, name) : await pngText(plot);
  host.post({ type: 'saveFigure', name, format, data });
}

export async function copyPicture(plot: Plot): Promise<void> {
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': pngBlob(plot) })]);
}

function svgText(plot: Plot, name: string): string {
  const drawing =
    plot.kind === 'chart' ? chartAsSvg(plot.configuration(PUBLICATION), name, plot.height) : drawingAsSvg(plot);
  drawing.removeAttribute('role');
  drawing.removeAttribute('aria-label');
  return new XMLSerializer().serializeToString(drawing);
}

/** The picture in base64. `toBlob` would wait for an idle moment, which may take seconds on a busy page. */
async function pngText(plot: Plot): Promise<string> {
  const canvas =
    plot.kind === 'chart'
      ? chartOnCanvas(plot.configuration(PUBLICATION), plot.height)
      : await drawingOnCanvas(drawingAsSvg(plot));
  const [, text] = canvas.toDataURL('image/png').split(',');
  if (!text) throw new Error(t('the picture is too large'));
  return text;
}

async function pngBlob(plot: Plot): Promise<Blob> {
  const bytes = Uint8Array.from(atob(await pngText(plot)), (character) => character.charCodeAt(0));
  return new Blob([bytes], { type: 'image/png' });
}

function chartOnCanvas(configuration: AnyChart, height: number): HTMLCanvasElement {
  const canvas = element('canvas', { width: CHART_WIDTH, height });
  const chart = new Chart(canvas, still(configuration, SHARPNESS));
  const whole = element('canvas', { width: canvas.width, height: canvas.height });
  const context = whole.getContext('2d');
  if (!context) throw new Error(t('this browser has no canvas'));
  paintBackground(context, whole.width, whole.height);
  context.drawImage(canvas, 0, 0);
  chart.destroy();
  return whole;
}

/** Chart.js draws on a stand-in for a canvas, which records the drawing. */
function chartAsSvg(configuration: AnyChart, name: string, height: number): SVGSVGElement {
  const canvas = element('canvas', { width: CHART_WIDTH, height });
  const recorder = new SvgRecorder(canvas, name, CHART_WIDTH, height);
  Object.defineProperty(canvas, 'getContext', { value: () => recorder });
  const chart = new Chart(canvas, withoutPathObjects(still(configuration, 1)));
  const drawing = recorder.finished();
  chart.destroy();
  return withBackground(drawing);
}

/**
 * The configuration without Path2D objects, which cannot be read back. Lines whose segments may differ are drawn step
 * by step.
 */
function withoutPathObjects(configuration: AnyChart): AnyChart {
  return { ...configuration, options: { ...configuration.options, datasets: { line: { segment: {} } } } };
}

function still(configuration: AnyChart, devicePixelRatio: number): AnyChart {
  return {
    ...configuration,
    options: { ...configuration.options, responsive: false, animation: false, events: [], devicePixelRatio },
  };
}

function drawingAsSvg(plot: Extract<Plot, { kind: 'drawing' }>): SVGSVGElement {
  return withBackground(plot.draw(PUBLICATION, DRAWING_WIDTH));
}

function withBackground(drawing: SVGSVGElement): SVGSVGElement {
  const background = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  background.setAttribute('width', '100%');
  background.setAttribute('height', '100%');
  background.setAttribute('fill', PUBLICATION.background);
  drawing.prepend(background);
  return drawing;
}

async function drawingOnCanvas(drawing: SVGSVGElement): Promise<HTMLCanvasElement> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(drawing))}`;
  await image.decode();
  const width = drawing.width.baseVal.value * SHARPNESS;
  const height = drawing.height.baseVal.value * SHARPNESS;
  const canvas = element('canvas', { width, height });
  const context = canvas.getContext('2d');
  if (!context) throw new Error(t('this browser has no canvas'));
  paintBackground(context, width, height);
  context.drawImage(image, 0, 0, width, height);
  return canvas;
}

function paintBackground(context: CanvasRenderingContext2D, width: number, height: number): void {
  context.fillStyle = PUBLICATION.background;
  context.fillRect(0, 0, width, height);
}
