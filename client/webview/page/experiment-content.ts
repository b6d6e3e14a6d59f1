import type { TemplateResult } from 'lit-html';
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
import { failureTable } from '../experiments/failure-table.js';
import { pointList } from '../experiments/point-list.js';
import { html } from '../words/html.js';
import { sectionList } from './section.js';
import { fileSafe, type PageContent, type PageTools } from './tools.js';

/** An experiment, in progress or finished. */
export function experimentContent(experiment: ExperimentView, choices: PanelChoices, tools: PageTools): PageContent {
  const { host } = tools;
  const show = (expectation: number | null) =>
    host.post({ type: 'revealExperiment', experiment: experiment.id, expectation });
  return {
    fileName: fileSafe(experiment.name),
    template: html`
      <div>${experimentHeader(experiment, host)}</div>
      ${failureTable(experiment, host)}
      ${experimentBelow(experiment, choices, tools, host.interactive ? show : undefined)}
    `,
  };
}

/**
 * Points, expectations and figures of an experiment, without its header.
 *
 * @param show opens the text at an expectation, or at the experiment itself; absent where there is no text to open
 */
export function experimentBelow(
  experiment: ExperimentView,
  choices: PanelChoices,
  { choose, frame }: PageTools,
  show?: (expectation: number | null) => void,
): TemplateResult {
  const chosen = choices.experiment ?? DEFAULT_EXPERIMENT_CHOICES;
  const { expectations, state } = experiment;
  const chooseMore = (made: Partial<ExperimentChoices>) => choose({ experiment: { ...chosen, ...made } });
  const sections = experimentSections(experiment, chosen, chooseMore).map((section) => ({
    ...section,
    figures: section.figures.map((figure) => ({
      ...figure,
      reveal: show && (() => show(null)),
      growing: state === 'running',
      basis: [experiment, chosen],
    })),
  }));
  return html`
    ${pointList(experiment)}
    ${expectationList(expectations, experimentVerdict(experiment), show)}
    ${choiceList(experiment)}
    ${sectionList(sections, frame)}
  `;
}
