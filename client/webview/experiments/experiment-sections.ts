import type { TemplateResult } from 'lit-html';
import type { ExperimentView, PlotView } from '../../../server/protocol/experiment-view.js';
import type { ExperimentChoices } from '../../../server/protocol/panel.js';
import { t } from '../words/texts.js';
import { blockTimeBoxes } from './block-time-boxes.js';
import { delayBoxes } from './delay-boxes.js';
import { delayMeans } from './delay-means.js';
import { lineChooser, metricChooser, tradeOffChooser } from './experiment-choosers.js';
import type { FigureContent } from './figure-content.js';
import { heatMap } from './heat-map.js';
import { metricLines } from './metric-lines.js';
import { tradeOff } from './trade-off.js';

export interface ExperimentSection {
  id: string;
  title: string;
  chooser: TemplateResult | null;
  figures: FigureContent[];
}

type Choose = (choices: Partial<ExperimentChoices>) => void;

/**
 * The figures of an experiment: those of its `plot`, in its order (delays without a `plot`), then a metric of the
 * reader's choice, and one metric against another.
 */
export function experimentSections(
  view: ExperimentView,
  choices: ExperimentChoices,
  choose: Choose,
): ExperimentSection[] {
  if (view.points.every(({ metrics }) => Object.keys(metrics).length === 0)) return [];
  const kinds = new Set(view.plots.length > 0 ? view.plots.map(({ kind }) => kind) : ['delays' as const]);
  const sections = [...kinds.add('metric')].map((kind) => sectionOf(kind, view, choices, choose));
  const weighed = tradeOff(view, choices);
  if (!weighed) return sections;
  const section = { id: 'trade-off', title: t('Trade-off'), chooser: tradeOffChooser(view, choices, choose) };
  return [...sections, { ...section, figures: [weighed] }];
}

function sectionOf(
  kind: PlotView['kind'],
  view: ExperimentView,
  choices: ExperimentChoices,
  choose: Choose,
): ExperimentSection {
  switch (kind) {
    case 'delays':
      return {
        id: 'delays',
        title: t('Reconfiguration'),
        chooser: lineChooser('delays', view, choices, choose),
        figures: [delayMeans(view, choices), delayBoxes(view, choices)],
      };
    case 'overhead':
      return {
        id: 'overhead',
        title: t('Overhead'),
        chooser: lineChooser('overhead', view, choices, choose),
        figures: [blockTimeBoxes(view, choices)],
      };
    case 'metric':
      return {
        id: 'metric',
        title: t('Metrics'),
        chooser: metricChooser(view, choices, choose),
        figures: [metricLines(view, choices), heatMap(view, choices)].filter((figure) => figure !== undefined),
      };
  }
}
