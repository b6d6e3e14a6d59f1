import type { EstimateView, ExperimentView } from '../../../server/protocol/experiment-view.js';
import type { ExperimentChoices } from '../../../server/protocol/panel.js';
import { metricTitle } from '../words/metric-names.js';
import { t } from '../words/texts.js';
import { chooseableMetrics, estimateAt, isCounter, statisticsOf } from './chosen-metric.js';
import { metricAt } from './figure-content.js';

/** An axis of the trade-off plot: a statistic of a metric, or an objective. */
export interface TradeOffAxis {
  /** `p95(primary.latency)`, or an objective as in the text. */
  key: string;
  title: string;
  unit: string;
  at: (place: number) => EstimateView;
}

/** Everything that can be an axis; objectives that are not a statistic of a metric come first. */
export function tradeOffAxes(view: ExperimentView): TradeOffAxis[] {
  const objectives = view.choices.map(
    ({ source, unit, values }): TradeOffAxis => ({ key: source, title: source, unit, at: (place) => values[place] }),
  );
  const metrics = chooseableMetrics(view).flatMap((metric) => {
    const unit = view.points.flatMap((point) => metricAt(point, metric)?.unit ?? [])[0] ?? '';
    const counter = isCounter(view, metric);
    return (counter ? ['mean'] : statisticsOf(view, metric)).map((statistic): TradeOffAxis => {
      const title = `${metricTitle(metric)}, ${counter ? t('mean total') : statistic}`;
      const chosen = { metric, statistic, unit, title };
      return {
        key: `${statistic}(${metric})`,
        title,
        unit,
        at: (place) => estimateAt(view.points[place], chosen),
      };
    });
  });
  const isMetric = ({ key }: TradeOffAxis) => metrics.some((axis) => axis.key === key);
  return [...objectives.filter((axis) => !isMetric(axis)), ...metrics];
}

/** The default axes: a common trade-off. */
const USUAL = ['mean(primary.throughput)', 'mean(primary.latency)', 'mean(delay.total)'];

/**
 * The axes in use: those that the reader chose, else the objectives, else the usual ones; undefined if there are not
 * two.
 */
export function chosenAxes(
  view: ExperimentView,
  { across, up }: ExperimentChoices,
): { across: TradeOffAxis; up: TradeOffAxis } | undefined {
  const offered = tradeOffAxes(view);
  const named = (key: string | null | undefined) => offered.find((axis) => axis.key === key);
  const wished = [...view.choices.map(({ source }) => source), ...plottedKeys(view), ...USUAL];
  const preferred = [...wished.flatMap((key) => named(key) ?? []), ...offered];
  const vertical = named(up) ?? preferred.find(({ key }) => key !== across);
  const horizontal = named(across) ?? preferred.find((axis) => axis !== vertical);
  return vertical && horizontal ? { across: horizontal, up: vertical } : undefined;
}

function plottedKeys({ plots }: ExperimentView): string[] {
  return plots.flatMap((plot) => (plot.kind === 'metric' ? [`${plot.statistic}(${plot.metric})`] : []));
}
