import { html } from 'lit-html';
import type { ExperimentView } from '../../../server/protocol/experiment-view.js';
import {
  DEFAULT_EXPERIMENT_CHOICES,
  type ExperimentChoices,
  type PanelChoices,
} from '../../../server/protocol/panel.js';
import { choiceList } from '../experiments/choice-list.js';
import { expectationList, experimentVerdict } from '../experiments/expectation-list.js';
import { experimentHeader } from '../experiments/experiment-header.js';
import { experimentSections } from '../experiments/experiment-sections.js';
import { pointList } from '../experiments/point-list.js';
import { sectionList } from './section.js';
import { fileSafe, type PageContent, type PageTools } from './tools.js';

/** An experiment, in progress or finished. */
export function experimentContent(
  experiment: ExperimentView,
  choices: PanelChoices,
  { host, choose, frame }: PageTools,
): PageContent {
  const chosen = choices.experiment ?? DEFAULT_EXPERIMENT_CHOICES;
  const { id, expectations, state, name } = experiment;
  const show = (expectation: number | null) => host.post({ type: 'revealExperiment', experiment: id, expectation });
  const chooseMore = (made: Partial<ExperimentChoices>) => choose({ experiment: { ...chosen, ...made } });
  const sections = experimentSections(experiment, chosen, chooseMore).map((section) => ({
    ...section,
    figures: section.figures.map((figure) => ({
      ...figure,
      reveal: host.interactive ? () => show(null) : undefined,
      growing: state === 'running',
      basis: [experiment, chosen],
    })),
  }));
  return {
    fileName: fileSafe(name),
    template: html`
      <div>${experimentHeader(experiment, host)}</div>
      ${pointList(experiment)}
      ${expectationList(expectations, experimentVerdict(experiment), host.interactive ? show : undefined)}
      ${choiceList(experiment)}
      ${sectionList(sections, frame)}
    `,
  };
}
