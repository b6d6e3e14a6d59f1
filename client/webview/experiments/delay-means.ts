import type { EstimateView, ExperimentView, PointView } from '../../../server/protocol/experiment-view.js';
import type { ExperimentChoices } from '../../../server/protocol/panel.js';
import { quantity } from '../../../server/protocol/quantities.js';
import { baseOptions, categoryAxis, legend, quantityAxis, tooltip } from '../charts/options.js';
import { fill, PHASE_TEXTURES } from '../charts/textures.js';
import { type Whisker, whiskers } from '../charts/whiskers.js';
import { asChart } from '../figures/figure.js';
import type { Theme } from '../theme/theme.js';
import { PHASE_NODES, PHASES, type Phase, phaseTitle } from '../words/metric-names.js';
import { t } from '../words/texts.js';
import {
  estimateText,
  type FigureContent,
  isSettled,
  isWide,
  metricAt,
  shownLine,
  valueCells,
  valueColumns,
} from './figure-content.js';
import { dimensionAlong, labelAlong, replicationsText, titleAlong, wordsAlong } from './grid.js';
import { steadyTop } from './range.js';

const WHISKER_STEP = 12;

/** Mean delay of each phase at every point, stacked, with intervals: the bars of Figure 4 of the paper. */
export function delayMeans(view: ExperimentView, choices: ExperimentChoices): FigureContent {
  const points = shownLine(view, choices).points.map((place) => view.points[place]);
  return {
    id: 'experiment-delay-means',
    title: t('Management delay by phase, mean'),
    paper: t('Figure 4'),
    wide: isWide(points.length),
    sentence: sentence(view, points, choices),
    numbers: {
      caption: t('Mean management delay by phase'),
      columns: [
        ...valueColumns(view),
        { title: t('Phase') },
        { title: t('Mean'), unit: 's' },
        { title: t('From (95 %)'), unit: 's' },
        { title: t('To (95 %)'), unit: 's' },
        { title: 'n', unit: '' },
        { title: t('Samples'), unit: '' },
      ],
      rows: view.points.flatMap((point) =>
        [...PHASES, 'total' as const].map((phase) => {
          const metric = metricAt(point, `delay.${phase}`);
          return [
            ...valueCells(point),
            phase === 'total' ? t('Total') : phaseTitle(phase),
            metric?.mean.value ?? null,
            metric?.mean.low ?? null,
            metric?.mean.high ?? null,
            point.replications,
            metric?.samples ?? 0,
          ];
        }),
      ),
    },
    plot: {
      kind: 'chart',
      height: 320,
      configuration: (theme) => configuration(view, points, choices, theme),
    },
  };
}

function configuration(view: ExperimentView, points: readonly PointView[], choices: ExperimentChoices, theme: Theme) {
  const along = dimensionAlong(view, choices.along);
  const top = steadyTop(points.map((point) => highestOf(view, point)));
  return asChart({
    type: 'bar',
    data: {
      labels: points.map((point) => [labelAlong(view, point, along), replicationsText([point])]),
      datasets: PHASES.map((phase, i) => ({
        label: phaseTitle(phase),
        data: points.map((point) => meanOf(point, phase).value ?? 0),
        backgroundColor: fill(theme, theme.palette[phase], PHASE_TEXTURES[phase]),
        borderColor: theme.textured ? theme.palette[phase] : theme.background,
        borderWidth: theme.textured ? 1.5 : { top: i < PHASES.length - 1 ? 1 : 0, left: 0, right: 0, bottom: 0 },
        maxBarThickness: 64,
        categoryPercentage: 0.7,
      })),
    },
    options: {
      ...baseOptions(theme),
      interaction: { mode: 'index' as const, intersect: false },
      scales: {
        x: { ...categoryAxis(theme, titleAlong(view, along)), stacked: true },
        y: { ...quantityAxis(theme, [top], 's', { title: t('Mean delay'), stacked: true }), min: 0, max: top },
      },
      plugins: {
        legend: legend(theme, true),
        tooltip: {
          ...tooltip(theme),
          callbacks: {
            label: ({ datasetIndex, dataIndex }) =>
              `${phaseTitle(PHASES[datasetIndex])}: ${estimateText(meanOf(points[dataIndex], PHASES[datasetIndex]), 's')}`,
            footer: ([item]) => {
              const total = item && metricAt(points[item.dataIndex], 'delay.total');
              return total ? t`Total: ${estimateText(total.mean, 's')}` : '';
            },
          },
        },
      },
    },
    plugins: [whiskers(points.flatMap(whiskersOf), theme.foreground, theme.background)],
  });
}

function sentence(view: ExperimentView, points: readonly PointView[], choices: ExperimentChoices): string {
  const along = dimensionAlong(view, choices.along);
  const total = (point: PointView) => {
    const mean = metricAt(point, 'delay.total')?.mean.value;
    const where = wordsAlong(view, point, along);
    return mean === undefined ? '' : `${quantity(mean, 's')}${where ? ` at ${where}` : ''}`;
  };
  const ends = [points[0], points.at(-1)].filter((point) => point !== undefined);
  const means = [...new Set(ends.map(total).filter(Boolean))].join(', ');
  const reading = t`Whiskers: 95 % confidence intervals of each phase’s mean over replications (${replicationsText(points)}).`;
  return `${means ? t`A new configuration is in force after ${means} on average. ` : ''}${PHASE_NODES} ${reading}`;
}

const UNKNOWN: EstimateView = { value: null, low: null, high: null };

function meanOf(point: PointView, phase: Phase): EstimateView {
  return metricAt(point, `delay.${phase}`)?.mean ?? UNKNOWN;
}

function startOf(point: PointView, phase: Phase): number {
  return PHASES.slice(0, PHASES.indexOf(phase)).reduce((sum, earlier) => sum + (meanOf(point, earlier).value ?? 0), 0);
}

/** Whiskers side by side, because the intervals of neighbouring phases may overlap. */
function whiskersOf(point: PointView, category: number): Whisker[] {
  return PHASES.flatMap((phase, i) => {
    const { low, high } = meanOf(point, phase);
    if (low === null || high === null) return [];
    const start = startOf(point, phase);
    return [{ category, low: Math.max(0, start + low), high: start + high, offset: (i - 1) * WHISKER_STEP }];
  });
}

function highestOf(view: ExperimentView, point: PointView): number {
  const stacked = PHASES.reduce((sum, phase) => sum + (meanOf(point, phase).value ?? 0), 0);
  return isSettled(view, point) ? Math.max(stacked, ...whiskersOf(point, 0).map(({ high }) => high)) : stacked;
}
