import type { ExperimentView, PointView } from '../../../server/protocol/experiment-view.js';
import type { ExperimentChoices } from '../../../server/protocol/panel.js';
import { columnFormat } from '../../../server/protocol/quantities.js';
import type { DataTable } from '../dom/data-table.js';
import { svg } from '../dom/elements.js';
import type { Theme } from '../theme/theme.js';
import { t } from '../words/texts.js';
import { type ChosenMetric, chosenMetric, estimateAt } from './chosen-metric.js';
import { estimateText, type FigureContent } from './figure-content.js';
import {
  dimensionAlong,
  dimensionsOf,
  labelAlong,
  linesAlong,
  pointText,
  replicationsText,
  titleAlong,
} from './grid.js';

const ROW = 44;
const LEFT = 132;
const TOP = 34;
const BOTTOM = 58;
const SCALE_WIDTH = 76;
/** In narrower cells (px) there is no room for the interval. */
const ROOMY = 96;
/** Steps of the scale beside the map. */
const SHADES = 24;

/** A metric over two varied properties, as shades with the figures in them. */
export function heatMap(view: ExperimentView, choices: ExperimentChoices): FigureContent | undefined {
  const chosen = chosenMetric(view, choices);
  if (!chosen || dimensionsOf(view).length !== 2) return undefined;
  const along = dimensionAlong(view, choices.along);
  const across = dimensionsOf(view).find((dimension) => dimension !== along) ?? along;
  return {
    id: 'experiment-heat-map',
    title: t`${chosen.title}: both properties`,
    wide: true,
    sentence: t`Shades show the value, as on the scale at the right; ± is half the 95 % confidence interval (${replicationsText(view.points)}).`,
    numbers: table(view, chosen, along, across),
    plot: { kind: 'drawing', draw: (theme, width) => draw(view, chosen, along, across, theme, width) },
  };
}

interface Grid {
  columns: string[];
  rows: string[];
  /** By row, then by column. */
  points: PointView[][];
}

function gridOf(view: ExperimentView, along: number, across: number): Grid {
  const lines = linesAlong(view, along);
  const points = lines.map((line) => line.points.map((place) => view.points[place]));
  return {
    columns: points[0].map((point) => labelAlong(view, point, along)),
    rows: points.map(([point]) => labelAlong(view, point, across)),
    points,
  };
}

function draw(
  view: ExperimentView,
  chosen: ChosenMetric,
  along: number,
  across: number,
  theme: Theme,
  width: number,
): SVGSVGElement {
  const { columns, rows, points } = gridOf(view, along, across);
  const values = points.flat().flatMap((point) => estimateAt(point, chosen).value ?? []);
  const format = columnFormat(values, chosen.unit);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const shareOf = (value: number) => (most > least ? (value - least) / (most - least) : 0.5);
  const cell = Math.max(36, (width - LEFT - SCALE_WIDTH) / columns.length);
  const height = TOP + rows.length * ROW + BOTTOM;
  const text = (x: number, y: number, content: string, fill: string, anchor = 'middle') =>
    svg('text', { x, y, fill, 'text-anchor': anchor, 'font-size': theme.fontSize, 'font-family': theme.font }, content);
  const cells = points.flatMap((line, row) =>
    line.map((point, column) => {
      const { value, low, high } = estimateAt(point, chosen);
      const x = LEFT + column * cell;
      const y = TOP + row * ROW;
      const shade = value === null ? theme.background : shadeOf(shareOf(value), theme);
      const ink = value === null ? theme.muted : inkOn(shade);
      const half = low === null || high === null || cell < ROOMY ? '' : ` ± ${format.format((high - low) / 2)}`;
      return svg(
        'g',
        {},
        svg(
          'title',
          {},
          `${pointText(view, point)}: ${estimateText(estimateAt(point, chosen), chosen.unit)}, ${replicationsText([point])}`,
        ),
        svg('rect', {
          x: x + 1,
          y: y + 1,
          width: cell - 2,
          height: ROW - 2,
          fill: shade,
          stroke: theme.textured ? theme.axis : 'none',
        }),
        text(x + cell / 2, y + ROW / 2 + theme.fontSize * 0.35, `${format.format(value)}${half}`, ink),
      );
    }),
  );
  return svg(
    'svg',
    { width, height, viewBox: `0 0 ${width} ${height}` },
    text(0, 16, titleAlong(view, across), theme.muted, 'start'),
    ...rows.map((label, row) =>
      text(LEFT - 10, TOP + row * ROW + ROW / 2 + theme.fontSize * 0.35, label, theme.foreground, 'end'),
    ),
    ...columns.map((label, column) =>
      text(LEFT + (column + 0.5) * cell, TOP + rows.length * ROW + 18, label, theme.foreground),
    ),
    text(LEFT + (cell * columns.length) / 2, height - 14, titleAlong(view, along), theme.muted),
    ...cells,
    ...scale(LEFT + cell * columns.length + 18, rows.length * ROW, theme),
    ...(values.length > 0
      ? [
          text(
            LEFT + cell * columns.length + 18,
            TOP - 8,
            `${format.format(most)} ${format.unit}`,
            theme.muted,
            'start',
          ),
          text(
            LEFT + cell * columns.length + 18,
            TOP + rows.length * ROW + 18,
            `${format.format(least)} ${format.unit}`,
            theme.muted,
            'start',
          ),
        ]
      : []),
  );
}

/** From the greatest value at the top to the least. */
function scale(x: number, height: number, theme: Theme): SVGElement[] {
  return Array.from({ length: SHADES }, (_, step) =>
    svg('rect', {
      x,
      y: TOP + (step * height) / SHADES,
      width: 14,
      height: height / SHADES + 0.5,
      fill: shadeOf(1 - step / (SHADES - 1), theme),
    }),
  );
}

/**
 * The shade of a value, in one hue from near the background to its full strength: the order can be seen without a
 * legend, and without colour vision.
 */
function shadeOf(share: number, { background, palette }: Theme): string {
  const strength = 0.1 + 0.9 * share;
  const [from, to] = [channels(background), channels(palette.agreement)];
  const mixed = from.map((channel, i) => Math.round(channel + (to[i] - channel) * strength));
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

/** Black or white, whichever is legible on `shade` (WCAG relative luminance). */
function inkOn(shade: string): string {
  const [r, g, b] = channels(shade).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.18 ? '#000000' : '#ffffff';
}

function channels(colour: string): number[] {
  const digits = /^#[0-9a-f]{6}/i.test(colour) ? colour : '#ffffff';
  return [1, 3, 5].map((at) => Number.parseInt(digits.slice(at, at + 2), 16));
}

function table(view: ExperimentView, chosen: ChosenMetric, along: number, across: number): DataTable {
  const { columns, rows, points } = gridOf(view, along, across);
  return {
    caption: t`${chosen.title}, by ${titleAlong(view, across)} and ${titleAlong(view, along)}`,
    columns: [{ title: titleAlong(view, across) }, ...columns.map((title) => ({ title, unit: chosen.unit }))],
    rows: rows.map((label, row) => [label, ...points[row].map((point) => estimateAt(point, chosen).value)]),
  };
}
