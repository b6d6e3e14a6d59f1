import type { ExperimentView } from '../../../server/protocol/experiment-view.js';
import type { ExperimentChoices } from '../../../server/protocol/panel.js';
import { element } from '../elements.js';
import { metricTitle } from '../metric-names.js';
import { select } from '../parts/select.js';
import { chooseableMetrics, chosenMetric, isCounter, statisticsOf } from './chosen-metric.js';
import { shownLine } from './figure-content.js';
import { dimensionAlong, dimensionsOf, linesAlong, othersThan, titleAlong } from './grid.js';
import { chosenAxes, tradeOffAxes } from './trade-off-axes.js';

type Choose = (choices: Partial<ExperimentChoices>) => void;

/** At which values of the other properties the bars and boxes of a grid are drawn. */
export function lineChooser(
  section: string,
  view: ExperimentView,
  choices: ExperimentChoices,
  choose: Choose,
): HTMLElement | null {
  if (dimensionsOf(view).length < 2) return null;
  const options = linesAlong(view, dimensionAlong(view, choices.along)).map(({ rest }) => ({
    value: rest,
    text: rest,
  }));
  return element(
    'div',
    { class: 'choosers' },
    alongChooser(section, view, choices, choose),
    labelled(
      `${othersThan(view, dimensionAlong(view, choices.along))} =`,
      select(
        'Values of the other properties',
        `choose-elsewhere-${section}`,
        options,
        shownLine(view, choices).rest,
        (elsewhere) => choose({ elsewhere }),
      ),
    ),
  );
}

const STATISTIC_TITLES: Readonly<Record<string, string>> = {
  mean: 'Mean',
  median: 'Median',
  sd: 'Standard deviation',
  min: 'Minimum',
  max: 'Maximum',
};

/** Which metric is drawn, which statistic of it, and against what. */
export function metricChooser(view: ExperimentView, choices: ExperimentChoices, choose: Choose): HTMLElement {
  const metrics = chooseableMetrics(view).map((metric) => ({ value: metric, text: metricTitle(metric) }));
  const chosen = chosenMetric(view, choices);
  const statistics = chosen
    ? statisticsOf(view, chosen.metric).map((value) => ({ value, text: STATISTIC_TITLES[value] ?? value }))
    : [];
  return element(
    'div',
    { class: 'choosers' },
    select('Metric', 'choose-experiment-metric', metrics, chosen?.metric ?? '', (metric) => choose({ metric })),
    chosen && isCounter(view, chosen.metric)
      ? null
      : select('Statistic', 'choose-statistic', statistics, chosen?.statistic ?? '', (statistic) =>
          choose({ statistic }),
        ),
    dimensionsOf(view).length > 1 ? alongChooser('metric', view, choices, choose) : null,
  );
}

/** Which two metrics are weighed against each other, and along what the points are joined. */
export function tradeOffChooser(view: ExperimentView, choices: ExperimentChoices, choose: Choose): HTMLElement | null {
  const chosen = chosenAxes(view, choices);
  if (!chosen) return null;
  const options = tradeOffAxes(view).map(({ key, title }) => ({ value: key, text: title }));
  return element(
    'div',
    { class: 'choosers' },
    select('Up', 'choose-trade-off-up', options, chosen.up.key, (up) => choose({ up, across: chosen.across.key })),
    labelled(
      'against',
      select('Across', 'choose-trade-off-across', options, chosen.across.key, (across) =>
        choose({ across, up: chosen.up.key }),
      ),
    ),
    dimensionsOf(view).length > 1 ? alongChooser('trade-off', view, choices, choose) : null,
  );
}

function alongChooser(section: string, view: ExperimentView, choices: ExperimentChoices, choose: Choose): HTMLElement {
  const options = dimensionsOf(view).map((dimension) => ({
    value: String(dimension),
    text: titleAlong(view, dimension),
  }));
  const selected = String(dimensionAlong(view, choices.along));
  return labelled(
    'X axis',
    select('X axis', `choose-along-${section}`, options, selected, (along) =>
      choose({ along: Number(along), elsewhere: null }),
    ),
  );
}

function labelled(text: string, control: HTMLElement): HTMLElement {
  return element(
    'span',
    { class: 'labelled' },
    element('span', { class: 'detail', 'aria-hidden': 'true' }, text),
    control,
  );
}
