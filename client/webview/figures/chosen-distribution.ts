import type { PanelChoices } from '../../../server/protocol/panel.js';
import { count, percent, quantity } from '../../../server/protocol/quantities.js';
import type { DistributionView, RunView } from '../../../server/protocol/run-view.js';
import { quantityAxis } from '../charts/options.js';
import { DASHES } from '../theme/palettes.js';
import type { Theme } from '../theme/theme.js';
import { METRIC_NAMES, metricColour, metricTitle, runLabels } from '../words/metric-names.js';
import { t } from '../words/texts.js';

/** The distribution of the chosen metric in one of the runs. */
export interface ChosenDistribution {
  view: DistributionView;
  label: string;
  /** The place of the run in the list. */
  place: number;
}

export function chosenDistributions(runs: readonly RunView[], choices: PanelChoices): ChosenDistribution[] {
  const labels = runLabels(runs);
  return runs.flatMap((run, place) => {
    const view = run.distributions[choices.distribution] as DistributionView | undefined;
    return view ? [{ view, label: labels[place], place }] : [];
  });
}

export function hasDistribution(runs: readonly RunView[], choices: PanelChoices): boolean {
  return chosenDistributions(runs, choices).length > 0;
}

/** Metrics that can be chosen: those with samples in some run. */
export function chooseableDistributions(runs: readonly RunView[]): string[] {
  return [...new Set(runs.flatMap((run) => Object.keys(run.distributions)))];
}

export function originOfDistribution({ distribution }: PanelChoices): string {
  return METRIC_NAMES[distribution]?.origin ?? 'management';
}

/** The style of a line: the colour of the metric for a single run, that of the run in a comparison. */
export function lineLooks(metric: string, place: number, alone: boolean, theme: Theme) {
  const { runs } = theme.palette;
  return {
    borderColor: alone ? metricColour(metric, theme.palette) : runs[place % runs.length],
    borderDash: alone ? [] : [...DASHES[place % DASHES.length]],
    pointRadius: 0,
  };
}

/** The axis of the metric's values, as wide as all bins together. */
export function valueAxis(metric: string, shown: readonly ChosenDistribution[], theme: Theme) {
  const edges = shown.flatMap(({ view }) => binEdges(view));
  const axis = quantityAxis(theme, edges, shown[0].view.unit, { title: metricTitle(metric), gridless: true, ticks: 8 });
  return {
    ...axis,
    offset: false,
    min: Math.min(...edges),
    max: Math.max(...edges),
    ticks: { ...axis.ticks, maxRotation: 0 },
  };
}

/** Outer edges of the bins; equal values get a little room on both sides. */
function binEdges({ histogram: { start, width, counts } }: DistributionView): [number, number] {
  if (width > 0) return [start, start + width * counts.length];
  const room = Math.abs(start) * 0.05 || 1e-3;
  return [start - room, start + room];
}

/** The number of transactions without a latency, where the primary of a run did not keep up; else 0. */
export function leftOutOfLatency({ warnings, metrics }: RunView): number {
  return warnings.some(({ code }) => code === 'falls-behind') ? (metrics['primary.latency']?.missing ?? 0) : 0;
}

/** A sentence about the transactions that a latency excludes; empty if there are none, and for other metrics. */
function leftOutText(runs: readonly RunView[], shown: readonly ChosenDistribution[], metric: string): string {
  if (metric !== 'primary.latency') return '';
  return shown
    .filter(({ place }) => leftOutOfLatency(runs[place]) > 0)
    .map(({ label, place }) => {
      const whose = shown.length > 1 ? ` of ${label}` : '';
      return t` ${count(leftOutOfLatency(runs[place]))} transactions${whose} are not included: they were dropped or still waiting at the end.`;
    })
    .join('');
}

/** Sentences about values off the chart, and about values that cannot be drawn; empty if all are drawn. */
export function beyondText(runs: readonly RunView[], shown: readonly ChosenDistribution[], metric: string): string {
  const texts = shown
    .filter(({ view }) => view.beyond > 0)
    .map(({ view, label, place }) => {
      const whose = shown.length > 1 ? ` of ${label}` : '';
      return t`${percent(view.beyond / view.n)} of samples${whose} are off the chart (up to ${quantity(runs[place].metrics[metric]?.max, view.unit)})`;
    });
  return `${texts.length > 0 ? ` ${texts.join('; ')}.` : ''}${leftOutText(runs, shown, metric)}`;
}
