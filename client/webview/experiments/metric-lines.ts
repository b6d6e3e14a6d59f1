import type { Scale } from 'chart.js';
import type { ExperimentView } from '../../../server/protocol/experiment-view.js';
import type { ExperimentChoices } from '../../../server/protocol/panel.js';
import { baseOptions, categoryAxis, legend, quantityAxis, tooltip } from '../charts/options.js';
import { type Whisker, whiskersBeneath } from '../charts/whiskers.js';
import type { DataTable } from '../dom/data-table.js';
import { type AnyChart, asChart } from '../figures/figure.js';
import { DASHES } from '../theme/palettes.js';
import type { Theme } from '../theme/theme.js';
import { metricColour } from '../words/metric-names.js';
import { t } from '../words/texts.js';
import { type ChosenMetric, chosenMetric, estimateAt } from './chosen-metric.js';
import { estimateText, type FigureContent, isSettled, valueCells, valueColumns } from './figure-content.js';
import {
  dimensionAlong,
  type Line,
  labelAlong,
  linesAlong,
  othersThan,
  pointText,
  replicationsText,
  titleAlong,
  valueAlong,
  wordsAlong,
} from './grid.js';

/** Shapes of points. Like the {@link DASHES} of lines, they need no colour. */
const SHAPES = ['circle', 'rect', 'triangle', 'rectRot', 'crossRot'] as const;
/** Between the whiskers of neighbouring lines, px. */
const WHISKER_STEP = 4;
/** Distance between the marks of neighbouring series on an axis of words, as a share of the distance of the words. */
const MARK_STEP = 0.06;

/** Any metric against the varied property, with intervals; a line for every value of the other dimensions. */
export function metricLines(view: ExperimentView, choices: ExperimentChoices): FigureContent | undefined {
  const chosen = chosenMetric(view, choices);
  if (!chosen) return undefined;
  return {
    id: 'experiment-metric',
    title: chosen.title,
    wide: true,
    sentence: sentence(view, chosen, choices),
    numbers: table(view, chosen),
    plot: {
      kind: 'chart',
      height: 320,
      configuration: (theme) => configuration(view, chosen, choices, theme),
    },
  };
}

function configuration(view: ExperimentView, chosen: ChosenMetric, choices: ExperimentChoices, theme: Theme): AnyChart {
  const along = dimensionAlong(view, choices.along);
  const lines = linesAlong(view, along);
  const isQuantity = lines.every(({ points }) => points.every((place) => xOf(view, place, along) !== null));
  const colours = lines.map((_, i) => colourOf(chosen, i, lines.length, theme));
  const x = (line: number, index: number) =>
    isQuantity
      ? (xOf(view, lines[line].points[index], along) ?? 0)
      : index + (line - (lines.length - 1) / 2) * MARK_STEP;
  const y = (place: number) => estimateAt(view.points[place], chosen).value ?? Number.NaN;
  return asChart({
    type: 'line',
    data: {
      datasets: lines.map((line, i) => ({
        label: line.rest,
        data: line.points.map((place, index) => ({ x: x(i, index), y: y(place) })),
        borderColor: colours[i],
        backgroundColor: colours[i],
        borderDash: DASHES[turned(i, 1) % DASHES.length],
        borderWidth: 1.5,
        pointStyle: SHAPES[turned(i, 2) % SHAPES.length],
        pointRadius: 4,
        pointHitRadius: 10,
        showLine: isQuantity,
      })),
    },
    options: {
      ...baseOptions(theme),
      parsing: false,
      interaction: { mode: 'nearest', intersect: false },
      scales: {
        x: isQuantity ? pointsAxis(view, lines, along, theme) : wordsAxis(view, lines[0], along, theme),
        y: valuesAxis(view, chosen, theme),
      },
      plugins: {
        legend: legend(theme, lines.length > 1, 'point'),
        tooltip: {
          ...tooltip(theme),
          displayColors: false,
          callbacks: {
            title: ([item]) =>
              item ? pointText(view, view.points[lines[item.datasetIndex].points[item.dataIndex]]) : '',
            label: ({ datasetIndex, dataIndex }) => {
              const point = view.points[lines[datasetIndex].points[dataIndex]];
              return [estimateText(estimateAt(point, chosen), chosen.unit), replicationsText([point])];
            },
          },
        },
      },
    },
    plugins: lines.map((line, i) =>
      whiskersBeneath(
        line.points.flatMap((place, index) =>
          whiskerAt(view, place, chosen, x(i, index), isQuantity ? (i - (lines.length - 1) / 2) * WHISKER_STEP : 0),
        ),
        colours[i],
      ),
    ),
  });
}

/** Colours repeat after the fifth series; dashes and shapes are then offset, so that no two series look the same. */
function turned(series: number, by: number): number {
  return series + by * Math.floor(series / SHAPES.length);
}

function whiskerAt(
  view: ExperimentView,
  place: number,
  chosen: ChosenMetric,
  category: number,
  offset: number,
): Whisker[] {
  const { low, high } = estimateAt(view.points[place], chosen);
  if (low === null || high === null) return [];
  return [{ category, low, high, offset }];
}

function colourOf({ metric }: ChosenMetric, line: number, lines: number, { palette }: Theme): string {
  const own = metricColour(metric, palette);
  return lines === 1 && own !== palette.ordinary ? own : palette.runs[line % palette.runs.length];
}

function xOf(view: ExperimentView, place: number, along: number): number | null {
  return valueAlong(view, view.points[place], along);
}

/** From this ratio of the greatest to the least value on, the axis is logarithmic. */
const WIDE_RANGE = 8;

/** An axis with the varied values as ticks, written as in the text. */
function pointsAxis(view: ExperimentView, lines: readonly Line[], along: number, theme: Theme) {
  const labels = new Map(
    lines.flatMap(({ points }) =>
      points.map((place): [number, string] => [
        xOf(view, place, along) ?? 0,
        labelAlong(view, view.points[place], along),
      ]),
    ),
  );
  const values = [...labels.keys()].sort((a, b) => a - b);
  const [least, most] = [values[0], values[values.length - 1]];
  const isWide = least > 0 && most / least >= WIDE_RANGE;
  const room = (most - least) * 0.06 || Math.abs(most) * 0.1 || 1;
  const axis = categoryAxis(theme, titleAlong(view, along));
  return {
    ...axis,
    type: isWide ? ('logarithmic' as const) : ('linear' as const),
    min: isWide ? least / (most / least) ** 0.06 : least - room,
    max: isWide ? most * (most / least) ** 0.06 : most + room,
    afterBuildTicks: (scale: Scale) => {
      scale.ticks = values.map((value) => ({ value }));
    },
    ticks: { ...axis.ticks, callback: (value: string | number) => labels.get(Number(value)) ?? '' },
  };
}

/** An axis with a word at every whole number. */
function wordsAxis(view: ExperimentView, { points }: Line, along: number, theme: Theme) {
  const axis = categoryAxis(theme, titleAlong(view, along));
  return {
    ...axis,
    type: 'linear' as const,
    min: -0.5,
    max: points.length - 0.5,
    afterBuildTicks: (scale: Scale) => {
      scale.ticks = points.map((_, value) => ({ value }));
    },
    ticks: {
      ...axis.ticks,
      callback: (value: string | number) => {
        const place = points[Number(value)];
        return place === undefined ? '' : labelAlong(view, view.points[place], along);
      },
    },
  };
}

/** An axis from zero where the values differ much, else around them, so that small differences can be seen. */
function valuesAxis(view: ExperimentView, chosen: ChosenMetric, theme: Theme) {
  const shown = view.points.flatMap((point) => {
    const { value, low, high } = estimateAt(point, chosen);
    return isSettled(view, point) ? [value, low, high] : [value];
  });
  const values = shown.filter((value) => value !== null);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const fromZero = least >= 0 && least < most / 2;
  return {
    ...quantityAxis(theme, values, chosen.unit, { title: chosen.title, grace: '10%' }),
    ...(fromZero || least < 0 ? { beginAtZero: true } : {}),
  };
}

function sentence(view: ExperimentView, chosen: ChosenMetric, choices: ExperimentChoices): string {
  const along = dimensionAlong(view, choices.along);
  const reading = t`Whiskers: 95 % confidence intervals over replications (${replicationsText(view.points)}).`;
  const lines = linesAlong(view, along);
  if (lines.length > 1) return t`One line per ${othersThan(view, along)}. ${reading}`;
  const told = [lines[0].points[0], lines[0].points.at(-1)].flatMap((place) => {
    const point = place === undefined ? undefined : view.points[place];
    if (!point) return [];
    const where = wordsAlong(view, point, along);
    return [`${estimateText(estimateAt(point, chosen), chosen.unit)}${where ? ` at ${where}` : ''}`];
  });
  return `${[...new Set(told)].join(', ')}. ${reading}`;
}

function table(view: ExperimentView, chosen: ChosenMetric): DataTable {
  const { unit, metric, title } = chosen;
  return {
    caption: title,
    columns: [
      ...valueColumns(view),
      { title, unit },
      { title: t('From (95 %)'), unit },
      { title: t('To (95 %)'), unit },
      { title: 'n', unit: '' },
      { title: t('Samples'), unit: '' },
    ],
    rows: view.points.map((point) => {
      const { value, low, high } = estimateAt(point, chosen);
      return [...valueCells(point), value, low, high, point.replications, point.metrics[metric]?.samples ?? 0];
    }),
  };
}
