import type { ComparisonView } from '../../server/protocol/comparison-view.js';
import {
  DEFAULT_CHOICES,
  type MessageToPanel,
  type PanelChoices,
  type PanelState,
  type ProgressView,
} from '../../server/protocol/panel.js';
import type { NetworkView, RunView } from '../../server/protocol/run-view.js';

export type Content =
  | { kind: 'waiting'; message: string }
  | { kind: 'runs'; runs: readonly RunView[]; comparison: ComparisonView | null }
  | { kind: 'topology'; name: string; network: NetworkView };

/** All that the page shows, and nothing that it could work out. */
export interface PanelModel {
  content: Content;
  progress: ProgressView | null;
  notice: string | null;
  choices: PanelChoices;
}

export function initialModel(state: PanelState | null): PanelModel {
  return {
    content: { kind: 'waiting', message: state ? 'Loading the results…' : 'Run a scenario to see its results here.' },
    progress: null,
    notice: null,
    choices: state?.choices ?? DEFAULT_CHOICES,
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
    case 'progress':
      return { ...model, progress: message.progress };
    case 'finished':
      return { ...model, progress: model.progress?.run === message.run ? null : model.progress };
    case 'topology':
      return { ...model, content: { kind: 'topology', name: message.name, network: message.network } };
    case 'notice':
      return { ...model, notice: message.message };
  }
}

/** The run whose timeline and network are shown: the chosen one, or the first. */
export function runInFocus(runs: readonly RunView[], choices: PanelChoices): RunView {
  return runs.find((run) => run.id === choices.run) ?? runs[0];
}

/** What a reload has to bring back; null while there is nothing worth keeping. */
export function stateToKeep(model: PanelModel): PanelState | null {
  if (model.content.kind !== 'runs') return null;
  return { runs: model.content.runs.map((run) => run.id), choices: model.choices };
}
