import { percent, quantity } from '../../../server/protocol/quantities.js';
import type { DistributionView, RunView } from '../../../server/protocol/run-view.js';
import { baseOptions, legend, shareAxis, tooltip } from '../charts/options.js';
import { referenceLines } from '../charts/reference-lines.js';
import type { Theme } from '../theme/theme.js';
import { metricTitle } from '../words/metric-names.js';
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

const TABLE_SHARES = [0.05, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1];

/** The empirical distribution function: the share of the samples up to each value. */
export const cumulative: ChartFigure = {
  id: 'ecdf',
  kind: 'chart',
  title: (_, { distribution }) => t`${metricTitle(distribution)}: cumulative distribution`,
  height: 240,
  origin: originOfDistribution,
  hasData: hasDistribution,
  configuration(runs, theme, choices) {
    const metric = choices.distribution;
    const shown = chosenDistributions(runs, choices);
    const alone = shown.length === 1;
    const axis = valueAxis(metric, shown, theme);
    return asChart({
      type: 'line',
      data: {
        datasets: shown.map(({ view, label, place }) => ({
          label,
          data: [
            { x: Math.min(axis.min, view.ecdf.values[0]), y: 0 },
            ...view.ecdf.values.map((x, i) => ({ x, y: view.ecdf.share[i] })),
            { x: Math.max(axis.max, view.ecdf.values.at(-1) ?? 0), y: 1 },
          ],
          stepped: true as const,
          borderWidth: 2,
          pointHitRadius: 6,
          ...lineLooks(metric, place, alone, theme),
        })),
      },
      options: {
        ...baseOptions(theme),
        parsing: false,
        interaction: { mode: 'nearest', axis: 'x', intersect: false },
        scales: { x: axis, y: shareAxis(theme, { title: t('Share of samples'), min: 0, max: 1 }) },
        plugins: {
          legend: legend(theme, !alone, 'line'),
          tooltip: {
            ...tooltip(theme),
            displayColors: !alone,
            callbacks: {
              title: () => '',
              label: ({ dataset, parsed }) =>
                t`${alone ? '' : `${dataset.label}: `}${percent(parsed.y)} are at most ${quantity(parsed.x, shown[0].view.unit)}`,
            },
          },
        },
      },
      plugins: alone ? [quantileLines(runs[shown[0].place], metric, theme)] : [],
    });
  },
  sentence(runs, choices) {
    const shown = chosenDistributions(runs, choices);
    const texts = shown.map(({ label, place, view }) => {
      const metric = runs[place].metrics[choices.distribution];
      return { label, half: quantity(metric?.median, view.unit), most: quantity(metric?.p95, view.unit) };
    });
    const beyond = beyondText(runs, shown, choices.distribution);
    if (texts.length === 1)
      return t`Half of the samples are at most ${texts[0].half}, and 95 % are at most ${texts[0].most}.${beyond}`;
    const each = texts.map(({ label, half, most }) => `${label} ${half} (${most})`);
    return t`Half of the samples (95 %) are at most: ${each.join(', ')}. A curve further left is faster.${beyond}`;
  },
  numbers(runs, choices) {
    const shown = chosenDistributions(runs, choices);
    return {
      caption: t`${metricTitle(choices.distribution)}: cumulative distribution`,
      columns: [
        { title: t('Share') },
        ...shown.map(({ label, view }) => ({ title: shown.length > 1 ? label : t('At most'), unit: view.unit })),
      ],
      rows: TABLE_SHARES.map((share) => [percent(share), ...shown.map(({ view }) => valueAt(view, share))]),
    };
  },
};

/** The smallest drawn value that at least `share` of the samples do not exceed. */
function valueAt({ ecdf }: DistributionView, share: number): number | null {
  const place = ecdf.share.findIndex((value) => value >= share);
  return ecdf.values[place] ?? null;
}

function quantileLines(run: RunView, metric: string, theme: Theme) {
  const { median, p95, unit } = run.metrics[metric] ?? { median: null, p95: null, unit: '' };
  const lines = [
    { share: 0.5, value: median, label: t`median ${quantity(median, unit)}` },
    { share: 0.95, value: p95, label: `95 %: ${quantity(p95, unit)}` },
  ];
  return referenceLines(
    lines.flatMap(({ share, value, label }) => (value === null ? [] : [{ share, value, label }])),
    theme,
  );
}
