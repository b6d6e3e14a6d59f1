import { count, percent, quantity, quantityRange } from '../../../server/protocol/quantities.js';
import type { DistributionView } from '../../../server/protocol/run-view.js';
import { baseOptions, legend, quantityAxis, shareAxis, tooltip } from '../charts/options.js';
import { translucent } from '../theme/palettes.js';
import { metricColour, metricTitle } from '../words/metric-names.js';
import { t } from '../words/texts.js';
import {
  beyondText,
  chosenDistributions,
  hasDistribution,
  lineLooks,
  originOfDistribution,
  valueAxis,
} from './chosen-distribution.js';
import { asChart, type ChartFigure } from './figure.js';

/** The frequency of values, in equal bins; several runs are drawn as outlines of equal area. */
export const histogram: ChartFigure = {
  id: 'histogram',
  kind: 'chart',
  title: (_, { distribution }) => `${metricTitle(distribution)}: histogram`,
  height: 240,
  origin: originOfDistribution,
  hasData: hasDistribution,
  configuration(runs, theme, choices) {
    const metric = choices.distribution;
    const shown = chosenDistributions(runs, choices);
    const alone = shown.length === 1;
    const colour = metricColour(metric, theme.palette);
    const options = {
      ...baseOptions(theme),
      parsing: false as const,
      scales: {
        x: valueAxis(metric, shown, theme),
        y: alone
          ? shareAxis(theme, { title: t('Share of samples'), beginAtZero: true })
          : { ...quantityAxis(theme, [1], '', { title: t('Density'), beginAtZero: true }), ticks: { display: false } },
      },
      plugins: {
        legend: legend(theme, !alone, 'line'),
        tooltip: {
          ...tooltip(theme),
          enabled: alone,
          displayColors: false,
          callbacks: {
            title: () => '',
            label: ({ dataIndex }: { dataIndex: number }) => binText(shown[0].view, dataIndex),
          },
        },
      },
    };
    if (!alone)
      return asChart({
        type: 'line',
        data: {
          datasets: shown.map(({ view, label, place }) => ({
            label,
            data: outline(view),
            stepped: true as const,
            borderWidth: 2,
            ...lineLooks(metric, place, false, theme),
          })),
        },
        options,
      });
    return asChart({
      type: 'bar',
      data: {
        datasets: shown.map(({ view, label }) => ({
          label,
          data: bars(view),
          backgroundColor: translucent(colour, theme.textured ? 1 : 0.75),
          hoverBackgroundColor: colour,
          categoryPercentage: 1,
          barPercentage: 0.94,
        })),
      },
      options,
    });
  },
  sentence(runs, choices) {
    const shown = chosenDistributions(runs, choices);
    const [{ view, label }] = shown;
    const { start, width, counts } = view.histogram;
    const fullest = counts.indexOf(Math.max(...counts));
    const low = start + fullest * width;
    const whose = runs.length > 1 ? ` of ${label}` : '';
    const beyond = beyondText(runs, shown, choices.distribution);
    if (width === 0) return `${equalText(counts[0], view, low)}${whose}.${beyond}`;
    return (
      t`The most common values${whose} are ${quantityRange(low, low + width, view.unit)}: ` +
      t`${percent(counts[fullest] / view.n)} of ${count(view.n)} samples.${beyond}`
    );
  },
  numbers(runs, choices) {
    const shown = chosenDistributions(runs, choices);
    const { unit } = shown[0].view;
    return {
      caption: `${metricTitle(choices.distribution)}: histogram`,
      columns: [
        ...(runs.length > 1 ? [{ title: t('Run') }] : []),
        { title: t('From'), unit },
        { title: t('To'), unit },
        { title: t('Samples'), unit: '' },
      ],
      rows: shown.flatMap(({ view, label }) =>
        view.histogram.counts.map((value, bin) => [
          ...(runs.length > 1 ? [label] : []),
          view.histogram.start + bin * view.histogram.width,
          view.histogram.start + (bin + 1) * view.histogram.width,
          value,
        ]),
      ),
    };
  },
};

/** `All 3 samples are 208 ms`, where the bins have no width. */
function equalText(samples: number, { n, unit }: DistributionView, value: number): string {
  const which =
    samples < n
      ? t`${count(samples)} of ${count(n)} samples`
      : n > 1
        ? t`All ${count(n)} samples`
        : t('The only sample');
  return `${which} ${n === 1 ? 'is' : 'are'} ${quantity(value, unit)}`;
}

interface Point {
  x: number;
  y: number;
}

function bars({ histogram: { start, width, counts }, n }: DistributionView): Point[] {
  return counts.map((value, bin) => ({ x: start + (bin + 0.5) * width, y: value / n }));
}

/** Bins of different runs differ in width, so their heights are densities: equal areas for equal shares. */
function outline({ histogram: { start, width, counts }, n }: DistributionView): Point[] {
  const edges = counts.map((value, bin) => ({ x: start + bin * width, y: value / n / (width || 1) }));
  return [{ x: start, y: 0 }, ...edges, { x: start + counts.length * width, y: 0 }];
}

function binText(view: DistributionView, bin: number): string {
  const { start, width, counts } = view.histogram;
  const low = start + bin * width;
  return `${quantityRange(low, low + width, view.unit)}: ${count(counts[bin])} of ${count(view.n)}`;
}
