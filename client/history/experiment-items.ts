import { MarkdownString, ThemeColor, ThemeIcon, TreeItem } from 'vscode';
import type { ExperimentEntry } from '../../server/protocol/experiments.js';
import { extentOfExperiment, outcomeText, sweepStateText } from '../experiments/sweep-text.js';
import type { ExperimentItem } from './history-view.js';
import { startText } from './run-text.js';

type Item<Kind extends ExperimentItem['kind']> = Extract<ExperimentItem, { kind: Kind }>;

/** The line of an experiment that goes on. */
export function sweepItem(item: Item<'sweep'>): TreeItem {
  const { experiment, active } = item;
  const line = new TreeItem(active.name);
  line.id = experiment;
  line.description = sweepStateText(active);
  line.iconPath = new ThemeIcon('loading~spin');
  line.contextValue = 'running';
  line.command = { command: 'twinchain.history.open', title: 'Open', arguments: [{ kind: item.kind, experiment }] };
  return line;
}

/** The line of an experiment that is kept, finished or not. */
export function experimentItem(item: Item<'experiment'>): TreeItem {
  const { experiment, entry } = item;
  const line = new TreeItem(entry.name);
  line.id = experiment;
  line.description = [outcomeText(entry), entry.complete && extentOfExperiment(entry), startText(entry)]
    .filter(Boolean)
    .join(' · ');
  line.tooltip = tooltip(entry);
  line.iconPath = icon(entry);
  line.contextValue = entry.complete ? 'experiment' : 'experiment.stopped';
  line.command = { command: 'twinchain.history.open', title: 'Open', arguments: [{ kind: item.kind, experiment }] };
  return line;
}

function icon({ complete, outcomes }: ExperimentEntry): ThemeIcon {
  if (!complete) return new ThemeIcon('debug-pause');
  if (outcomes && outcomes.failed > 0) return new ThemeIcon('beaker', new ThemeColor('testing.iconFailed'));
  if (outcomes && outcomes.undecided > 0) return new ThemeIcon('beaker', new ThemeColor('testing.iconSkipped'));
  return new ThemeIcon('beaker');
}

function tooltip(entry: ExperimentEntry): MarkdownString {
  const text = new MarkdownString();
  const lines = [
    `Experiment ${entry.name}`,
    outcomeText(entry),
    extentOfExperiment(entry),
    `Scenario ${entry.scenario}`,
    startText(entry) && `Started ${startText(entry)}`,
    entry.source && `From ${entry.source}`,
    !entry.complete && 'Choose Continue to go on with it.',
  ];
  // As plain text: a name that somebody gave is no markup.
  for (const line of lines) if (line) text.appendText(line).appendMarkdown('\n\n');
  return text;
}
