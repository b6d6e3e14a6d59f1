import { l10n, MarkdownString, ThemeColor, ThemeIcon, TreeItem } from 'vscode';
import type { ExperimentEntry } from '../../server/protocol/experiments.js';
import type { OutcomeCounts } from '../../server/protocol/outcomes.js';
import { extentOfExperiment, outcomeText, sweepStateText } from '../experiments/sweep-text.js';
import type { ExperimentItem } from './history-view.js';
import { startText } from './run-text.js';

type Item<Kind extends ExperimentItem['kind']> = Extract<ExperimentItem, { kind: Kind }>;

/** The line of a running experiment in the history. */
export function sweepItem(item: Item<'sweep'>): TreeItem {
  const { experiment, active } = item;
  const line = new TreeItem(active.name);
  line.id = experiment;
  line.description = sweepStateText(active);
  line.iconPath = new ThemeIcon('loading~spin');
  line.contextValue = 'running';
  line.command = {
    command: 'twinchain.history.open',
    title: l10n.t('Open'),
    arguments: [{ kind: item.kind, experiment }],
  };
  return line;
}

/** The line of a kept experiment, finished or not. */
export function experimentItem(item: Item<'experiment'>): TreeItem {
  const { experiment, entry } = item;
  const line = new TreeItem(entry.name);
  line.id = experiment;
  if (entry.damage !== undefined) {
    line.description = l10n.t('damaged');
    line.tooltip = entry.damage;
    line.iconPath = new ThemeIcon('warning', new ThemeColor('list.warningForeground'));
    line.contextValue = 'experiment';
    return line;
  }
  line.description = [outcomeText(entry), entry.complete && extentOfExperiment(entry), startText(entry)]
    .filter(Boolean)
    .join(' · ');
  line.tooltip = tooltip(entry);
  line.iconPath = icon(entry);
  line.contextValue = entry.complete || entry.exhausted ? 'experiment' : 'experiment.stopped';
  line.command = {
    command: 'twinchain.history.open',
    title: l10n.t('Open'),
    arguments: [{ kind: item.kind, experiment }],
  };
  return line;
}

function remedy({ exhausted }: ExperimentEntry): string {
  return exhausted
    ? l10n.t('The missing replications failed and will not be tried again. Open it to see why.')
    : l10n.t('Choose Resume to simulate the rest.');
}

function icon({ complete, outcomes }: ExperimentEntry): ThemeIcon {
  if (!complete) return new ThemeIcon('debug-pause');
  return new ThemeIcon('beaker', outcomes ? outcomeColour(outcomes) : undefined);
}

/** The colour of the worst outcome; none where all passed or there are no expectations. */
export function outcomeColour({ failed, undecided }: OutcomeCounts): ThemeColor | undefined {
  if (failed > 0) return new ThemeColor('testing.iconFailed');
  return undecided > 0 ? new ThemeColor('testing.iconSkipped') : undefined;
}

function tooltip(entry: ExperimentEntry): MarkdownString {
  const text = new MarkdownString();
  const lines = [
    l10n.t('Experiment {0}', entry.name),
    outcomeText(entry),
    extentOfExperiment(entry),
    l10n.t('Scenario {0}', entry.scenario),
    startText(entry) && l10n.t('Started {0}', startText(entry)),
    entry.source && l10n.t('From {0}', entry.source),
    !entry.complete && remedy(entry),
  ];
  // As plain text: a name given by a user must not become markup.
  for (const line of lines) if (line) text.appendText(line).appendMarkdown('\n\n');
  return text;
}
