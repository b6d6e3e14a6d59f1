import type { ComparisonView } from '../../../server/protocol/comparison-view.js';
import type { ExperimentView, SweepProgressView } from '../../../server/protocol/experiment-view.js';
import {
  DEFAULT_CHOICES,
  type MessageToPanel,
  type PanelChoices,
  type PanelState,
  type ProgressView,
  type TopologyPreviewView,
} from '../../../server/protocol/panel.js';
import type { PaperPanel, PaperView } from '../../../server/protocol/paper.js';
import type { RunView } from '../../../server/protocol/run-view.js';
import { t } from '../words/texts.js';

export type Content =
  | { kind: 'waiting'; message: string }
  | { kind: 'runs'; runs: readonly RunView[]; comparison: ComparisonView | null }
  | { kind: 'experiment'; experiment: ExperimentView }
  | { kind: 'paper'; paper: PaperView; panels: ReadonlyMap<number, PaperPanel> }
  | { kind: 'topology'; topology: TopologyPreviewView; problem: string | null };

/** The state of the page, without anything that can be derived. */
export interface PanelModel {
  content: Content;
  progress: ProgressView | null;
  sweep: SweepProgressView | null;
  notice: string | null;
  /** The ids of runs whose text has changed since. */
  outdated: readonly string[];
  choices: PanelChoices;
}

export function initialModel(state: PanelState | null): PanelModel {
  return {
    content: {
      kind: 'waiting',
      message: state ? t('Loading the results…') : t('Run a scenario to see its results here.'),
    },
    progress: null,
    sweep: null,
    notice: null,
    outdated: [],
    choices: { ...DEFAULT_CHOICES, ...state?.choices },
  };
}

/** The model after a message from the host. */
export function reduce(model: PanelModel, message: MessageToPanel): PanelModel {
  switch (message.type) {
    case 'waiting':
      return { ...model, content: { kind: 'waiting', message: message.message } };
    case 'runs': {
      const content: Content = { kind: 'runs', runs: message.runs, comparison: message.comparison ?? null };
      const isRunning = message.runs.some((run) => run.state === 'running');
      return { ...model, content, progress: isRunning ? model.progress : null, notice: null };
    }
    case 'experiment': {
      const { experiment } = message;
      const content: Content = { kind: 'experiment', experiment };
      return { ...model, content, sweep: experiment.state === 'running' ? model.sweep : null, notice: null };
    }
    case 'outdated':
      return { ...model, outdated: message.runs };
    case 'paper': {
      const panels = model.content.kind === 'paper' ? model.content.panels : new Map<number, PaperPanel>();
      return { ...model, content: { kind: 'paper', paper: message.paper, panels }, notice: null };
    }
    case 'paperPanel': {
      const { content } = model;
      if (content.kind !== 'paper') return model;
      const panels = new Map([...content.panels, [message.panel.panel, message.panel]]);
      return { ...model, content: { ...content, panels } };
    }
    case 'sweepProgress':
      return { ...model, sweep: message.progress };
    case 'progress':
      return { ...model, progress: message.progress };
    case 'finished':
      return { ...model, progress: model.progress?.run === message.run ? null : model.progress };
    case 'topology':
      return { ...model, content: { kind: 'topology', topology: message.topology, problem: message.problem } };
    case 'notice':
      return { ...model, notice: message.message };
  }
}

/** The choices after a change. For another configuration block, the whole timeline is shown. */
export function choose(choices: PanelChoices, made: Partial<PanelChoices>): PanelChoices {
  const isAnother = made.reconfiguration !== undefined || made.run !== undefined;
  return { ...choices, ...(isAnother ? { timeline: null } : {}), ...made };
}

/** The run whose timeline and network are shown: the chosen one, or the first. */
export function runInFocus(runs: readonly RunView[], choices: PanelChoices): RunView {
  return runs.find((run) => run.id === choices.run) ?? runs[0];
}

/** The state to restore after a reload; null while there is nothing to keep. */
export function stateToKeep(model: PanelModel): PanelState | null {
  const { content, choices } = model;
  if (content.kind === 'experiment') return { runs: [], experiment: content.experiment.id, choices };
  if (content.kind === 'topology') {
    const { uri, declaration } = content.topology;
    return { runs: [], topology: { uri, declaration }, choices };
  }
  if (content.kind === 'paper') return { runs: [], paper: content.paper.extent, choices };
  if (content.kind !== 'runs') return null;
  return { runs: content.runs.map((run) => run.id), choices };
}
