import { nothing, type TemplateResult } from 'lit-html';
import type { ComparisonView } from '../../../server/protocol/comparison-view.js';
import type { PanelChoices } from '../../../server/protocol/panel.js';
import type { RunView } from '../../../server/protocol/run-view.js';
import { expectationList, runVerdict } from '../experiments/expectation-list.js';
import { SECTIONS, TIME_SECTION, TIMELINE_SECTION } from '../figures/all.js';
import { blockAxis, runAxis } from '../figures/axis-states.js';
import { chooseableDistributions } from '../figures/chosen-distribution.js';
import { runInFocus } from '../model/panel-model.js';
import { chooserFor } from '../parts/choosers.js';
import { culpritTable } from '../parts/culprit-table.js';
import { differences } from '../parts/differences.js';
import { headline } from '../parts/headline.js';
import { mapZoomButtons } from '../parts/map-zoom-buttons.js';
import { runHeader } from '../parts/run-header.js';
import { warningList } from '../parts/warning-list.js';
import { learntTable } from '../story/learnt-table.js';
import { storyList } from '../story/story-list.js';
import { notableDecisions } from '../story/story-words.js';
import { runRange } from '../time/run-time.js';
import { inside } from '../time/time-window.js';
import { html } from '../words/html.js';
import { figureContent } from './figure-content.js';
import { type SectionContent, sectionList } from './section.js';
import { showSection } from './show-section.js';
import { fileSafe, type PageContent, type PageTools } from './tools.js';

/** Runs on the page. */
export interface ShownRuns {
  runs: readonly RunView[];
  comparison: ComparisonView | null;
  /** The ids of runs whose text has changed since. */
  outdated: readonly string[];
}

/** One run, or several side by side. */
export function runContent(
  { runs, comparison, outdated }: ShownRuns,
  wanted: PanelChoices,
  tools: PageTools,
): PageContent {
  const { host, choose, axes } = tools;
  const choices = possibleChoices(runs, wanted);
  axes.run.update(runAxis(runs, choices));
  axes.block.update(blockAxis(runs, choices));
  const sections = SECTIONS.map(
    ({ id, title, figures }): SectionContent => ({
      id,
      title,
      chooser: chooserFor(id, runs, choices, choose),
      controls: controlsOf(id, choices, tools),
      figures: figures
        .filter((figure) => figure.hasData(runs, choices))
        .map((figure) => figureContent(figure, runs, choices, tools)),
      text: id === 'story' ? story(runInFocus(runs, choices), choices, tools) : null,
    }),
  );
  return {
    fileName: fileSafe(runs.map((run) => `${run.name}-${run.seed}`).join('-')),
    template: html`
      <div>${runHeader(runs, host)}</div>
      ${verdict(runs, tools)}
      <div>
        ${warningList(runs, outdated, host, (seconds) => showMoment(seconds, runs, tools))}
        ${culpritTable(runs)}
        ${runs.length === 1 ? headline(runs[0]) : nothing}
        ${comparison ? differences(comparison, runs) : nothing}
      </div>
      ${sectionList(sections, tools.frame)}
    `,
  };
}

function controlsOf(
  section: string,
  choices: PanelChoices,
  { controls, choose }: PageTools,
): TemplateResult | undefined {
  if (section === TIME_SECTION) return controls.run.template();
  if (section === TIMELINE_SECTION) return controls.block.template();
  return section === 'network' ? mapZoomButtons(choices, choose) : undefined;
}

/** The part of a run around a moment, as a share of the run. */
const AROUND = 0.1;

/** Centres the figures over time on a moment, with the crosshair on it. */
function showMoment(seconds: number, runs: readonly RunView[], { axes, choose }: PageTools): void {
  const range = runRange(runs);
  const half = (AROUND * (range.whole.to - range.whole.from)) / 2;
  choose({ time: inside({ from: seconds - half, to: seconds + half }, range) });
  axes.run.point(seconds);
  showSection(TIME_SECTION);
}

/** The outcome of the run's expectations, which comes first on the page. */
function verdict(runs: readonly RunView[], { host }: PageTools): TemplateResult | null {
  const [run, ...others] = runs;
  if (!run.expectations || others.length > 0) return null;
  const reveal = (expectation: number) => host.post({ type: 'revealExpectation', run: run.id, expectation });
  return expectationList(run.expectations, runVerdict(run), host.interactive ? reveal : undefined);
}

/** The list of decisions; nothing if no twin wanted a change. */
function story(run: RunView, choices: PanelChoices, { choose, host }: PageTools): TemplateResult | null {
  const told = notableDecisions(run.story).length > 0 ? storyList(run, choices, choose, host) : null;
  return run.learnt ? html`${told ?? nothing}${learntTable(run.learnt)}` : told;
}

/** The choices, with those that these runs do not offer replaced by the first possible ones. */
function possibleChoices(runs: readonly RunView[], choices: PanelChoices): PanelChoices {
  const offered = chooseableDistributions(runs);
  return offered.includes(choices.distribution)
    ? choices
    : { ...choices, distribution: offered[0] ?? choices.distribution };
}
