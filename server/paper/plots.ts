import type { ExperimentSummary, PointMetric } from '../experiments/index.js';

/*
 * Plots for pages. They are drawn by Observable Plot rather than by the panel's Chart.js, because it writes SVG without
 * a browser or a canvas.
 */

/** A picture as the text of an SVG file. */
export type Svg = string;

const PHASES = ['agreement', 'propagation', 'update'] as const;
const PHASE_COLOURS = ['#4269d0', '#3ca951', '#a463f2'];
const KINDS = ['normal', 'switch'] as const;
const KIND_COLOURS = ['#97bbf5', '#efb118'];
const WIDTH = 560;
const HEIGHT = 320;
const LEGEND_LEFT = 150;
const LEGEND_STEP = 110;
const SVG_NAMESPACE = 'http://www.w3.org/2000/svg';

/** The end of a box or a bar. */
const at = (value: number | null | undefined) => value ?? 0;

/** Means of the three phases of the management delay, stacked, each with its 95 % confidence interval. */
export async function delayMeans(summary: ExperimentSummary, axis: string, title: string): Promise<Svg> {
  const Plot = await import('@observablehq/plot');
  const bars = points(summary).flatMap(({ label, metrics }) => {
    let below = 0;
    return PHASES.map((phase) => {
      const { value, low, high } = metrics[`delay.${phase}`].mean;
      const bar = {
        label,
        phase,
        from: below,
        to: below + at(value),
        low: below + at(low ?? value),
        high: below + at(high ?? value),
      };
      below = bar.to;
      return bar;
    });
  });
  return drawn(title, {
    ...frame(axis, labelsOf(summary), 'mean delay, s'),
    color: { domain: [...PHASES], range: PHASE_COLOURS, legend: true },
    marks: [
      Plot.barY(bars, { x: 'label', y1: 'from', y2: 'to', fill: 'phase' }),
      // Side by side, so that intervals of thin bars do not overlap.
      ...PHASES.map((phase, index) =>
        Plot.ruleX(
          bars.filter((bar) => bar.phase === phase),
          { x: 'label', y1: 'low', y2: 'high', strokeWidth: 1.5, dx: (index - 1) * 10 },
        ),
      ),
      Plot.ruleY([0]),
    ],
  });
}

/** Box plots of the total management delay. */
export async function delayBoxes(summary: ExperimentSummary, axis: string, title: string): Promise<Svg> {
  const Plot = await import('@observablehq/plot');
  const boxes = points(summary).map(({ label, metrics }) => ({ label, ...boxOf(metrics['delay.total']) }));
  return drawn(title, {
    ...frame(axis, labelsOf(summary), 'total delay, s'),
    marks: [
      Plot.ruleX(boxes, { x: 'label', y1: 'p5', y2: 'p95' }),
      Plot.barY(boxes, { x: 'label', y1: 'p25', y2: 'p75', fill: '#c3c3cf', insetLeft: 12, insetRight: 12 }),
      Plot.tickY(boxes, { x: 'label', y: 'median', strokeWidth: 2, insetLeft: 12, insetRight: 12 }),
      Plot.dot(boxes, { x: 'label', y: 'mean', fill: 'black', symbol: 'diamond', r: 3 }),
      Plot.ruleY([0]),
    ],
  });
}

/** Box plots of block times, normal blocks beside switch blocks. */
export async function blockTimeBoxes(summary: ExperimentSummary, axis: string, title: string): Promise<Svg> {
  const Plot = await import('@observablehq/plot');
  const boxes = points(summary).flatMap(({ label, metrics }) =>
    KINDS.map((kind) => ({ label, kind, ...boxOf(metrics[`blockTime.${kind}`]) })),
  );
  const { x, ...rest } = frame(axis, labelsOf(summary), 'block time, s');
  return drawn(title, {
    ...rest,
    fx: { ...x, padding: 0.15 },
    x: { axis: null, domain: [...KINDS], padding: 0.2 },
    color: { domain: [...KINDS], range: KIND_COLOURS, legend: true },
    marks: [
      Plot.ruleX(boxes, { fx: 'label', x: 'kind', y1: 'p5', y2: 'p95' }),
      Plot.barY(boxes, { fx: 'label', x: 'kind', y1: 'p25', y2: 'p75', fill: 'kind' }),
      Plot.tickY(boxes, { fx: 'label', x: 'kind', y: 'median', strokeWidth: 2 }),
      Plot.dot(boxes, { fx: 'label', x: 'kind', y: 'mean', fill: 'black', symbol: 'diamond', r: 3 }),
      Plot.ruleY([0]),
    ],
  });
}

function boxOf({ box, mean }: PointMetric) {
  return {
    p5: at(box.p5),
    p25: at(box.p25),
    median: at(box.median),
    p75: at(box.p75),
    p95: at(box.p95),
    mean: at(mean.value),
  };
}

/** Points labelled by their first varied value, in order. */
function points({ points: all }: ExperimentSummary) {
  return all.map(({ values, metrics }) => ({ label: values[0]?.text ?? '', metrics }));
}

function labelsOf(summary: ExperimentSummary): string[] {
  return points(summary).map(({ label }) => label);
}

function frame(axis: string, labels: string[], measured: string) {
  return {
    width: WIDTH,
    height: HEIGHT,
    marginLeft: 50,
    marginBottom: 42,
    x: { label: axis, domain: labels, labelAnchor: 'center' as const, labelArrow: 'none' as const },
    y: { label: measured, grid: true, zero: true, nice: true, labelArrow: 'none' as const },
  };
}

/** One SVG with the legend inside, because a picture on a page is a single file. */
async function drawn(title: string, options: import('@observablehq/plot').PlotOptions): Promise<Svg> {
  const Plot = await import('@observablehq/plot');
  const { parseHTML } = await import('linkedom');
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const { color, ...rest } = options;
  const svg = Plot.plot({ ...rest, color: { ...color, legend: false }, document, marginTop: 44 });
  svg.setAttribute('xmlns', SVG_NAMESPACE);
  const element = (name: string, attributes: Record<string, string | number>, text = '') => {
    const made = document.createElementNS(SVG_NAMESPACE, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
    made.textContent = text;
    return made;
  };
  const fills = [...(color?.range ?? [])];
  [...(color?.domain ?? [])].forEach((name, index) => {
    const x = LEGEND_LEFT + index * LEGEND_STEP;
    svg.append(element('rect', { x, y: 8, width: 12, height: 12, fill: String(fills[index]) }));
    svg.append(element('text', { x: x + 17, y: 18, 'font-size': 12, 'text-anchor': 'start' }, String(name)));
  });
  for (const style of svg.querySelectorAll('style')) style.remove();
  svg.prepend(element('title', {}, title), element('rect', { width: WIDTH, height: HEIGHT, fill: 'white' }));
  return `${svg.outerHTML}\n`;
}
