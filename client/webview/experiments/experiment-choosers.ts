import type { TemplateResult } from 'lit-html';
import type { ExperimentView } from '../../../server/protocol/experiment-view.js';
import type { ExperimentChoices } from '../../../server/protocol/panel.js';
import { select } from '../dom/select.js';
import { html } from '../words/html.js';
import { metricTitle } from '../words/metric-names.js';
import { t } from '../words/texts.js';
import { chooseableMetrics, chosenMetric, isCounter, statisticsOf } from './chosen-metric.js';
import { shownLine } from './figure-content.js';
import { dimensionAlong, dimensionsOf, linesAlong, othersThan, titleAlong } from './grid.js';
import { chosenAxes, tradeOffAxes } from './trade-off-axes.js';

type Choose = (choices: Partial<ExperimentChoices>) => void;

/** Lets the reader choose the values of the other properties at which the bars and boxes of a grid are drawn. */
export function lineChooser(
  section: string,
  view: ExperimentView,
  choices: ExperimentChoices,
  choose: Choose,
): TemplateResult | null {
  if (dimensionsOf(view).length < 2) return null;
  const options = linesAlong(view, dimensionAlong(view, choices.along)).map(({ rest }) => ({
    value: rest,
    text: rest,
  }));
  const values = labelled(
    `${othersThan(view, dimensionAlong(view, choices.along))} =`,
    select(
      t('Values of the other properties'),
      `choose-elsewhere-${section}`,
      options,
      shownLine(view, choices).rest,
      (elsewhere) => choose({ elsewhere }),
    ),
  );
  return html`<div class="choosers">${alongChooser(section, view, choices, choose)}${values}</div>`;
}

const STATISTIC_TITLES: Readonly<Record<string, string>> = {
  mean: t('Mean'),
  median: t('Median'),
  sd: t('Standard deviation'),
  min: t('Minimum'),
  max: t('Maximum'),
};

/** Lets the reader choose the metric, its statistic, and the property on the axis. */
export function metricChooser(view: ExperimentView, choices: ExperimentChoices, choose: Choose): TemplateResult {
  const metrics = chooseableMetrics(view).map((metric) => ({ value: metric, text: metricTitle(metric) }));
  const chosen = chosenMetric(view, choices);
  const statistics = chosen
    ? statisticsOf(view, chosen.metric).map((value) => ({ value, text: STATISTIC_TITLES[value] ?? value }))
    : [];
  const parts = [
    select(t('Metric'), 'choose-experiment-metric', metrics, chosen?.metric ?? '', (metric) => choose({ metric })),
    chosen && isCounter(view, chosen.metric)
      ? null
      : select(t('Statistic'), 'choose-statistic', statistics, chosen?.statistic ?? '', (statistic) =>
          choose({ statistic }),
        ),
    dimensionsOf(view).length > 1 ? alongChooser('metric', view, choices, choose) : null,
  ];
  return html`<div class="choosers">${parts}</div>`;
}

/** Lets the reader choose two metrics to compare, and the property along which the points are joined. */
export function tradeOffChooser(
  view: ExperimentView,
  choices: ExperimentChoices,
  choose: Choose,
): TemplateResult | null {
  const chosen = chosenAxes(view, choices);
  if (!chosen) return null;
  const options = tradeOffAxes(view).map(({ key, title }) => ({ value: key, text: title }));
  const up = select(t('Up'), 'choose-trade-off-up', options, chosen.up.key, (key) =>
    choose({ up: key, across: chosen.across.key }),
  );
  const across = select(t('Across'), 'choose-trade-off-across', options, chosen.across.key, (key) =>
    choose({ across: key, up: chosen.up.key }),
  );
  const along =
    dimensionsOf(view).length > 1 ? alongChooser('trade-off', view, choices, choose, t('Lines along')) : null;
  return html`<div class="choosers">${labelled('Y axis', up)}${labelled('X axis', across)}${along}</div>`;
}

function alongChooser(
  section: string,
  view: ExperimentView,
  choices: ExperimentChoices,
  choose: Choose,
  label = 'X axis',
): TemplateResult {
  const options = dimensionsOf(view).map((dimension) => ({
    value: String(dimension),
    text: titleAlong(view, dimension),
  }));
  const selected = String(dimensionAlong(view, choices.along));
  return labelled(
    label,
    select(label, `choose-along-${section}`, options, selected, (along) =>
      choose({ along: Number(along), elsewhere: null }),
    ),
  );
}

function labelled(text: string, control: TemplateResult): TemplateResult {
  return html`<span class="labelled"><span class="detail" aria-hidden="true">${text}</span>${control}</span>`;
}
