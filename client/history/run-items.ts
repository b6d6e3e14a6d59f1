import { l10n, MarkdownString, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { RunEntry } from '../../server/protocol/runs.js';
import { stateText } from '../runs/progress-text.js';
import type { ActiveRun } from '../runs/runs.js';
import { outcomeColour } from './experiment-items.js';
import { dayText } from './history-groups.js';
import type { GroupItem } from './history-view.js';
import { expectationsText, extentText, runDescription, runName, startText } from './run-text.js';

/** The line of a run in progress. */
export function activeItem({ run, ...active }: ActiveRun): TreeItem {
  const item = new TreeItem(active.scenario);
  item.id = run;
  item.description = stateText(active);
  item.iconPath = new ThemeIcon('loading~spin');
  item.contextValue = 'running';
  item.command = { command: 'twinchain.history.open', title: l10n.t('Open'), arguments: [{ kind: 'active', run }] };
  return item;
}

/** The line of a kept run. */
export function keptItem(entry: RunEntry): TreeItem {
  const item = new TreeItem(runName(entry));
  item.id = entry.run;
  item.description = runDescription(entry);
  item.tooltip = tooltip(entry);
  item.iconPath = icon(entry);
  item.contextValue = entry.pinned ? 'run.pinned' : 'run';
  item.command = {
    command: 'twinchain.history.open',
    title: l10n.t('Open'),
    arguments: [{ kind: 'kept', run: entry.run }],
  };
  return item;
}

/** The line above several entries of one name from one day; the latest group is open. */
export function groupItem({ group: { id, name, startedAt, items }, isLatest }: GroupItem): TreeItem {
  const { Collapsed, Expanded } = TreeItemCollapsibleState;
  const item = new TreeItem(name, isLatest ? Expanded : Collapsed);
  item.id = `group ${id}`;
  item.description = [dayText(startedAt), items.length].filter(Boolean).join(' · ');
  item.contextValue = 'group';
  return item;
}

/** The line that says why the history could not be read; a click tries again. */
export function problemItem(message: string): TreeItem {
  const item = new TreeItem(l10n.t('The history could not be read'));
  item.id = 'problem';
  item.description = message;
  item.tooltip = `${message}\n${l10n.t('Click to try again.')}`;
  item.iconPath = new ThemeIcon('error', new ThemeColor('list.errorForeground'));
  item.command = { command: 'twinchain.history.reload', title: l10n.t('Try Again') };
  return item;
}

function icon({ damage, violations, pinned, complete, outcomes }: RunEntry): ThemeIcon {
  if (damage !== undefined) return new ThemeIcon('warning', new ThemeColor('list.warningForeground'));
  if (violations > 0) return new ThemeIcon('error', new ThemeColor('list.errorForeground'));
  const colour = outcomes ? outcomeColour(outcomes) : undefined;
  if (pinned) return new ThemeIcon('pinned', colour);
  return new ThemeIcon(complete ? 'graph-line' : 'circle-slash', colour);
}

function tooltip(entry: RunEntry): MarkdownString {
  const text = new MarkdownString();
  if (entry.damage !== undefined) return text.appendText(entry.damage);
  const lines = [
    runName(entry),
    entry.label && l10n.t('Scenario {0}', entry.scenario),
    expectationsText(entry),
    entry.figures,
    extentText(entry),
    l10n.t('Seed {0}', entry.seed),
    startText(entry) && l10n.t('Started {0}', startText(entry)),
    entry.source && l10n.t('From {0}', entry.source),
    entry.violations === 1 && l10n.t('1 violated invariant: open the run for details'),
    entry.violations > 1 && l10n.t('{0} violated invariants: open the run for details', entry.violations),
  ];
  // As plain text: a name given by a user must not become markup.
  for (const line of lines) if (line) text.appendText(line).appendMarkdown('\n\n');
  return text;
}
