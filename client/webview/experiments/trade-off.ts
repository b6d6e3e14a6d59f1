import type { EstimateView, ExperimentView, PointView } from '../../../server/protocol/experiment-view.js';
import type { ExperimentChoices } from '../../../server/protocol/panel.js';
import { intervalCrosses } from '../charts/interval-crosses.js';
import { baseOptions, legend, quantityAxis, tooltip } from '../charts/options.js';
import { pointLabels } from '../charts/point-labels.js';
import { type AnyChart, asChart } from '../figures/figure.js';
import { DASHES } from '../theme/palettes.js';
import type { Theme } from '../theme/theme.js';
import { t } from '../words/texts.js';
import { estimateText, type FigureContent, isSettled, valueCells, valueColumns } from './figure-content.js';
import { dimensionAlong, labelAlong, linesAlong, pointText, replicationsText, titleAlong } from './grid.js';
import { chosenAxes, type TradeOffAxis } from './trade-off-axes.js';

/** The shape of a mark shows whether a point meets every expectation, without the need for colour. */
const SHAPES = { passed: 'circle', failed: 'crossRot', undecided: 'triangle' } as const;
const MEETS = { passed: 'yes', failed: 'no', undecided: 'undecided' } as const;
const RADIUS = 4;
/** The radius of the ring around the best point. */
const RING = 9;

/** Any metric against any other, with a mark for each point; undefined while there are not two points to compare. */
export function tradeOff(view: ExperimentView, choices: ExperimentChoices): FigureContent | undefined {
  const axes = chosenAxes(view, choices);
  const drawn = axes ? view.points.flatMap((_, place) => (isDrawn(axes, place) ? [place] : [])) : [];
  if (!axes || drawn.length < 2) return undefined;
  return {
    id: 'experiment-trade-off',
    title: t`${axes.up.title} against ${axes.across.title}`,
    wide: true,
    sentence: sentence(view, choices),
    numbers: {
      caption: t`${axes.up.title} against ${axes.across.title}`,
      columns: [
        ...valueColumns(view),
        ...[axes.across, axes.up].flatMap(({ title, unit }) => [
          { title, unit },
          { title: t('From (95 %)'), unit },
          { title: t('To (95 %)'), unit },
        ]),
        { title: t('Meets every expectation') },
        { title: 'n', unit: '' },
      ],
      rows: view.points.map((point, place) => [
        ...valueCells(point),
        ...[axes.across.at(place), axes.up.at(place)].flatMap(({ value, low, high }) => [value, low, high]),
        point.meets === null ? t('not asked') : MEETS[point.meets],
        point.replications,
      ]),
    },
    plot: { kind: 'chart', height: 360, configuration: (theme) => configuration(view, axes, choices, theme) },
  };
}

type Axes = NonNullable<ReturnType<typeof chosenAxes>>;

function isDrawn({ across, up }: Axes, place: number): boolean {
  return across.at(place).value !== null && up.at(place).value !== null;
}

function placeIn({ across, up }: Axes, place: number): { x: number; y: number } {
  return { x: across.at(place).value ?? Number.NaN, y: up.at(place).value ?? Number.NaN };
}

/** Places of the points that a goal has chosen. */
function bestOf({ choices }: ExperimentView): Set<number> {
  return new Set(choices.flatMap(({ best }) => best ?? []));
}

function configuration(view: ExperimentView, axes: Axes, choices: ExperimentChoices, theme: Theme): AnyChart {
  const along = dimensionAlong(view, choices.along);
  const lines = linesAlong(view, along).map((line) => ({
    ...line,
    points: line.points.filter((place) => isDrawn(axes, place)),
  }));
  const best = bestOf(view);
  const colourOf = (line: number) => theme.palette.runs[line % theme.palette.runs.length];
  const series = lines.map((line, i) => ({
    label: line.rest,
    data: line.points.map((place) => placeIn(axes, place)),
    borderColor: colourOf(i),
    backgroundColor: colourOf(i),
    borderDash: DASHES[(i + Math.floor(i / DASHES.length)) % DASHES.length],
    borderWidth: 1,
    pointStyle: line.points.map((place) => shapeOf(view.points[place])),
    pointBorderWidth: 1.5,
    pointRadius: RADIUS,
    pointHitRadius: 10,
    showLine: true,
  }));
  const chosen = [...best].filter((place) => isDrawn(axes, place));
  const ring = {
    data: chosen.map((place) => placeIn(axes, place)),
    borderColor: theme.foreground,
    backgroundColor: 'transparent',
    pointStyle: 'circle' as const,
    pointRadius: RING,
    pointBorderWidth: 1.5,
    pointHitRadius: 0,
    showLine: false,
  };
  return asChart({
    type: 'line',
    data: { datasets: [...series, ...(chosen.length > 0 ? [ring] : [])] },
    options: {
      ...baseOptions(theme),
      parsing: false,
      interaction: { mode: 'nearest', intersect: true },
      scales: { x: axisOf(axes.across, view, theme), y: axisOf(axes.up, view, theme) },
      plugins: {
        legend: withoutRing(legend(theme, lines.length > 1, 'line')),
        tooltip: {
          ...tooltip(theme),
          displayColors: false,
          filter: ({ datasetIndex }) => datasetIndex < series.length,
          callbacks: {
            title: ([item]) =>
              item ? pointText(view, view.points[lines[item.datasetIndex].points[item.dataIndex]]) : '',
            label: ({ datasetIndex, dataIndex }) => {
              const place = lines[datasetIndex].points[dataIndex];
              const { meets } = view.points[place];
              return [
                ...[axes.up, axes.across].map(({ title, unit, at }) => `${title}: ${estimateText(at(place), unit)}`),
                ...(meets === null ? [] : [t`Meets every expectation: ${MEETS[meets]}`]),
                replicationsText([view.points[place]]),
              ];
            },
          },
        },
      },
    },
    plugins: [
      ...lines.map((line, i) =>
        intervalCrosses(
          line.points.map((place) => crossAt(axes, place)),
          colourOf(i),
        ),
      ),
      pointLabels(
        lines.flatMap(({ points }) =>
          points.map((place) => ({
            ...placeIn(axes, place),
            text: labelAlong(view, view.points[place], along),
            strong: best.has(place),
          })),
        ),
        theme,
      ),
    ],
  });
}

/** The legend without the ring, which the sentence explains. */
function withoutRing(options: ReturnType<typeof legend>) {
  return { ...options, labels: { ...options.labels, filter: ({ text }: { text: string }) => text !== undefined } };
}

function shapeOf({ meets }: PointView): (typeof SHAPES)[keyof typeof SHAPES] {
  return SHAPES[meets ?? 'passed'];
}

function crossAt(axes: Axes, place: number) {
  return { ...placeIn(axes, place), across: ends(axes.across.at(place)), up: ends(axes.up.at(place)) };
}

function ends({ low, high }: EstimateView): [low: number, high: number] | null {
  return low === null || high === null ? null : [low, high];
}

/** An axis around its marks, including settled intervals, and from zero where that is near. */
function axisOf({ title, unit, at }: TradeOffAxis, view: ExperimentView, theme: Theme) {
  const values = view.points.flatMap((point, place) => {
    const { value, low, high } = at(place);
    return [value, ...(isSettled(view, point) ? [low, high] : [])].filter((end) => end !== null);
  });
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const fromZero = least >= 0 && least < most / 2;
  return {
    ...quantityAxis(theme, values, unit, { title, grace: '8%' }),
    ...(fromZero ? { beginAtZero: true } : {}),
  };
}

function sentence(view: ExperimentView, choices: ExperimentChoices): string {
  const along = titleAlong(view, dimensionAlong(view, choices.along));
  const judged = view.points.some(({ meets }) => meets !== null);
  const shapes = judged ? t(' Circles meet every expectation, crosses do not, triangles are undecided.') : '';
  const ring = bestOf(view).size > 0 ? t(' A ring marks what `choose` picked.') : '';
  return t`One mark per point, named and joined along ${along}.${shapes}${ring} Thin lines: 95 % confidence intervals (${replicationsText(view.points)}).`.replaceAll(
    '`',
    '',
  );
}
