import type { PanelChoices } from '../../../server/protocol/panel.js';
import type { DistributionView, RunView } from '../../../server/protocol/run-view.js';
import { baseOptions, legend, quantityAxis, shareAxis, tooltip } from '../charts/options.js';
import { referenceLines } from '../charts/reference-lines.js';
import { METRIC_NAMES, metricColour, metricTitle, runLabels } from '../metric-names.js';
import { DASHES, translucent } from '../palettes.js';
import { count, percent, quantity } from '../quantities.js';
import type { Theme } from '../theme.js';
import { asChart, type ChartFigure } from './figure.js';

/** How often which values occur, in equal bins; several runs are drawn as outlines. */
export const histogram: ChartFigure = {
  id: 'histogram',
  kind: 'chart',
  title: (_, { distribution }) => `${metricTitle(distribution)}: how often`,
  height: 240,
  origin: ({ distribution }) => METRIC_NAMES[distribution]?.origin ?? 'management',
  hasData: hasDistribution,
  configuration(runs, theme, choices) {
    const shown = distributionsOf(runs, choices);
    const bars = shown.length === 1;
    const datasets = shown.map(({ view, label, place }) => {
      const colour = bars
        ? metricColour(choices.distribution, theme.palette)
        : theme.palette.runs[place % theme.palette.runs.length];
      const { start, width, counts } = view.histogram;
      const points = counts.map((value, bin) => ({ x: start + (bin + 0.5) * width, y: value / view.n }));
      const outline = [
        ...counts.map((value, bin) => ({ x: start + bin * width, y: value / view.n / (width || 1) })),
        { x: start + counts.length * width, y: 0 },
      ];
      return bars
        ? {
            label,
            data: points,
            backgroundColor: translucent(colour, theme.textured ? 1 : 0.75),
            hoverBackgroundColor: colour,
            categoryPercentage: 1,
            barPercentage: 0.94,
          }
        : {
            label,
            data: outline,
            stepped: 'after' as const,
            borderColor: colour,
            borderDash: DASHES[place % DASHES.length],
            backgroundColor: translucent(colour, 0.08),
            borderWidth: 1.5,
            pointRadius: 0,
          };
    });
    const edges = shown.flatMap(({ view }) => binEdges(view));
    const options = {
      ...baseOptions(theme),
      scales: {
        x: {
          ...quantityAxis(theme, edges, unitOf(shown[0].view), {
            title: metricTitle(choices.distribution),
            gridless: true,
            ticks: 8,
          }),
          offset: false,
          min: Math.min(...edges),
          max: Math.max(...edges),
          ticks: {
            ...quantityAxis(theme, edges, unitOf(shown[0].view), { title: '' }).ticks,
            includeBounds: false,
            maxRotation: 0,
          },
        },
        y: bars
          ? shareAxis(theme, { title: 'Share of samples', beginAtZero: true })
          : { ...quantityAxis(theme, [1], '', { title: 'Density', beginAtZero: true }), ticks: { display: false } },
      },
      plugins: {
        legend: legend(theme, !bars),
        tooltip: {
          ...tooltip(theme),
          enabled: bars,
          displayColors: false,
          callbacks: {
            title: () => '',
            label: ({ dataIndex }: { dataIndex: number }) => binText(shown[0].view, dataIndex),
          },
        },
      },
    };
    return bars
      ? asChart({ type: 'bar', data: { datasets }, options: { ...options, parsing: false as const } })
      : asChart({ type: 'line', data: { datasets }, options: { ...options, parsing: false as const } });
  },
  sentence(runs, choices) {
    const [first] = distributionsOf(runs, choices);
    const { histogram: bins, n } = first.view;
    const fullest = bins.counts.indexOf(Math.max(...bins.counts));
    const low = bins.start + fullest * bins.width;
    if (bins.width === 0) return `All ${count(n)} samples are ${quantity(low, first.view.unit)}.`;
    const whose = runs.length > 1 ? ` of ${first.label}` : '';
    return (
      `The most common values${whose} lie between ${quantity(low, first.view.unit)} and ` +
      `${quantity(low + bins.width, first.view.unit)}: ${percent(bins.counts[fullest] / n)} of ${count(n)} samples.`
    );
  },
  numbers: (runs, choices) => ({
    caption: `${metricTitle(choices.distribution)}: histogram`,
    columns: [
      ...(runs.length > 1 ? [{ title: 'Run' }] : []),
      { title: 'From', unit: unitOf(distributionsOf(runs, choices)[0].view) },
      { title: 'To', unit: unitOf(distributionsOf(runs, choices)[0].view) },
      { title: 'Samples', unit: '' },
    ],
    rows: distributionsOf(runs, choices).flatMap(({ view, label }) =>
      view.histogram.counts.map((value, bin) => [
        ...(runs.length > 1 ? [label] : []),
        view.histogram.start + bin * view.histogram.width,
        view.histogram.start + (bin + 1) * view.histogram.width,
        value,
      ]),
    ),
  }),
};

/** Which share of the samples is at most so large. */
export const cumulative: ChartFigure = {
  id: 'ecdf',
  kind: 'chart',
  title: (_, { distribution }) => `${metricTitle(distribution)}: share that is at most`,
  height: 240,
  origin: ({ distribution }) => METRIC_NAMES[distribution]?.origin ?? 'management',
  hasData: hasDistribution,
  configuration(runs, theme, choices) {
    const shown = distributionsOf(runs, choices);
    const alone = shown.length === 1;
    const edges = shown.flatMap(({ view }) => binEdges(view));
    const [low, high] = [Math.min(...edges), Math.max(...edges)];
    return asChart({
      type: 'line',
      data: {
        datasets: shown.map(({ view, label, place }) => ({
          label,
          data: [
            { x: low, y: 0 },
            ...view.ecdf.values.map((x, i) => ({ x, y: view.ecdf.share[i] })),
            { x: high, y: 1 },
          ],
          stepped: true as const,
          borderColor: alone
            ? metricColour(choices.distribution, theme.palette)
            : theme.palette.runs[place % theme.palette.runs.length],
          borderDash: alone ? [] : DASHES[place % DASHES.length],
          borderWidth: 2,
          pointRadius: 0,
          pointHitRadius: 6,
        })),
      },
      options: {
        ...baseOptions(theme),
        parsing: false,
        interaction: { mode: 'nearest', axis: 'x', intersect: false },
        scales: {
          x: {
            ...quantityAxis(theme, edges, unitOf(shown[0].view), {
              title: metricTitle(choices.distribution),
              gridless: true,
            }),
            min: low,
            max: high,
            ticks: {
              ...quantityAxis(theme, edges, unitOf(shown[0].view), { title: '' }).ticks,
              includeBounds: false,
              maxRotation: 0,
            },
          },
          y: shareAxis(theme, { title: 'Share of samples', min: 0, max: 1 }),
        },
        plugins: {
          legend: legend(theme, !alone),
          tooltip: {
            ...tooltip(theme),
            displayColors: !alone,
            callbacks: {
              title: () => '',
              label: ({ dataset, parsed }) =>
                `${alone ? '' : `${dataset.label}: `}${percent(parsed.y)} are at most ${quantity(parsed.x, unitOf(shown[0].view))}`,
            },
          },
        },
      },
      plugins: alone ? [quantileLines(runs[0], choices, theme)] : [],
    });
  },
  sentence(runs, choices) {
    const texts = distributionsOf(runs, choices).map(({ label, place, view }) => {
      const metric = runs[place].metrics[choices.distribution];
      return { label, half: quantity(metric?.median, view.unit), most: quantity(metric?.p95, view.unit) };
    });
    if (texts.length === 1)
      return `Half of the samples are at most ${texts[0].half}, and 95 % are at most ${texts[0].most}.`;
    return `Half of the samples (and 95 %) are at most: ${texts.map(({ label, half, most }) => `${label} ${half} (${most})`).join(', ')}. A curve further left is faster.`;
  },
  numbers: (runs, choices) => {
    const shown = distributionsOf(runs, choices);
    const shares = [0.05, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1];
    return {
      caption: `${metricTitle(choices.distribution)}: share of samples that is at most`,
      columns: [
        { title: 'Share' },
        ...shown.map(({ label, view }) => ({ title: shown.length > 1 ? label : 'At most', unit: view.unit })),
      ],
      rows: shares.map((share) => [percent(share), ...shown.map(({ view }) => valueAt(view, share))]),
    };
  },
};

function hasDistribution(runs: readonly RunView[], choices: PanelChoices): boolean {
  return distributionsOf(runs, choices).length > 0;
}

/** Metrics that can be chosen: those of which some run has samples. */
export function chooseableDistributions(runs: readonly RunView[]): string[] {
  return [...new Set(runs.flatMap((run) => Object.keys(run.distributions)))];
}

function distributionsOf(
  runs: readonly RunView[],
  choices: PanelChoices,
): { view: DistributionView; label: string; place: number }[] {
  const labels = runLabels(runs);
  return runs.flatMap((run, place) => {
    const view = run.distributions[choices.distribution] as DistributionView | undefined;
    return view ? [{ view, label: labels[place], place }] : [];
  });
}

function unitOf(view: DistributionView): string {
  return view.unit;
}

/** Outer edges of the bins; equal values get a little room on both sides. */
function binEdges({ histogram: { start, width, counts } }: DistributionView): [number, number] {
  if (width > 0) return [start, start + width * counts.length];
  const room = Math.abs(start) * 0.05 || 1e-3;
  return [start - room, start + room];
}

function binText(view: DistributionView, bin: number): string {
  const { start, width, counts } = view.histogram;
  const low = start + bin * width;
  return `${quantity(low, view.unit)} – ${quantity(low + width, view.unit)}: ${count(counts[bin])} of ${count(view.n)}`;
}

/** Smallest of the drawn values that at least `share` of the samples do not exceed. */
function valueAt({ ecdf }: DistributionView, share: number): number | null {
  const place = ecdf.share.findIndex((value) => value >= share);
  return ecdf.values[place] ?? null;
}

function quantileLines(run: RunView, choices: PanelChoices, theme: Theme) {
  const metric = run.metrics[choices.distribution];
  const lines = [
    { share: 0.5, value: metric?.median, label: 'median' },
    { share: 0.95, value: metric?.p95, label: '95 %' },
  ];
  return referenceLines(
    lines.flatMap(({ share, value, label }) =>
      typeof value === 'number' ? [{ share, value, label: `${label} ${quantity(value, metric.unit)}` }] : [],
    ),
    theme,
  );
}
