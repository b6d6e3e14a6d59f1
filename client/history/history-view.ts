import {
  commands,
  Disposable,
  EventEmitter,
  MarkdownString,
  RelativePattern,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  type TreeView,
  window,
  workspace,
} from 'vscode';
import type { ExperimentEntry } from '../../server/protocol/experiments.js';
import type { RunEntry } from '../../server/protocol/runs.js';
import type { ActiveExperiment, Experiments } from '../experiments/experiments.js';
import { LANGUAGE_ID } from '../language-client.js';
import { stateText } from '../runs/progress-text.js';
import type { ActiveRun, Runs } from '../runs/runs.js';
import { experimentItem, outcomeColour, sweepItem } from './experiment-items.js';
import { expectationsText, extentText, runDescription, runName, startText } from './run-text.js';

/** What `contributes.views` in package.json calls the view. */
export const HISTORY_VIEW = 'twinchain.runs';

/** Number of kept runs; `when` clauses in package.json use it. */
const RUN_COUNT = 'twinchain.runCount';
/** True while a run or an experiment goes on. */
const RUNNING = 'twinchain.running';

/** A run that goes on, or one that is kept. */
export type RunItem =
  | { kind: 'active'; run: string; active: ActiveRun }
  | { kind: 'kept'; run: string; entry: RunEntry };

/** The same of an experiment. */
export type ExperimentItem =
  | { kind: 'sweep'; experiment: string; active: ActiveExperiment }
  | { kind: 'experiment'; experiment: string; entry: ExperimentEntry };

/** One line of the view. */
export type HistoryItem = RunItem | ExperimentItem;

export function isRunItem(item: HistoryItem): item is RunItem {
  return 'run' in item;
}

/**
 * The runs and experiments of this window and of the command line: those going on first, then pinned ones, then the
 * latest.
 */
export class HistoryView extends Disposable implements TreeDataProvider<HistoryItem> {
  readonly #changed = new EventEmitter<void>();
  readonly #view: TreeView<HistoryItem>;
  #entries: RunEntry[] = [];
  #experimentEntries: ExperimentEntry[] = [];

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(
    private readonly runs: Runs,
    private readonly experiments: Experiments,
  ) {
    const parts: Disposable[] = [];
    super(() => {
      for (const part of parts) part.dispose();
    });
    this.#view = window.createTreeView(HISTORY_VIEW, { treeDataProvider: this, canSelectMany: true });
    parts.push(
      this.#changed,
      this.#view,
      runs.onDidStart(() => this.#tell()),
      runs.onDidProgress(() => this.#changed.fire()),
      runs.onDidFinish(() => this.#tell()),
      runs.onDidChange(() => void this.reload()),
      experiments.onDidStart(() => void this.reload()),
      experiments.onDidProgress(() => this.#changed.fire()),
      experiments.onDidChange(() => void this.reload()),
      workspace.onDidChangeWorkspaceFolders(() => void this.reload()),
      // A file from elsewhere brings the runs that are kept beside it.
      workspace.onDidOpenTextDocument(({ languageId }) => {
        if (languageId === LANGUAGE_ID) void this.reload();
      }),
      ...this.#watchers(),
    );
    void this.reload();
  }

  get entries(): readonly RunEntry[] {
    return this.#entries;
  }

  /** Reads the list anew. */
  async reload(): Promise<void> {
    [this.#entries, this.#experimentEntries] = await Promise.all([this.runs.list(), this.experiments.list()]);
    this.#tell();
  }

  getChildren(item?: HistoryItem): HistoryItem[] {
    if (item) return [];
    const runItem = (entry: RunEntry): HistoryItem => ({ kind: 'kept', run: entry.run, entry });
    const unpinned = this.#entries.filter(({ pinned }) => !pinned);
    const kept = [
      ...unpinned.map((entry) => ({ startedAt: entry.startedAt, item: runItem(entry) })),
      ...this.#experimentEntries
        // The list was read before one of them was started again.
        .filter(({ experiment }) => !this.experiments.find(experiment))
        .map((entry) => ({
          startedAt: entry.startedAt,
          item: { kind: 'experiment', experiment: entry.experiment, entry } as const,
        })),
    ].sort((a, b) => (a.startedAt < b.startedAt ? 1 : a.startedAt > b.startedAt ? -1 : 0));
    return [
      ...[...this.experiments.active]
        .reverse()
        .map((active): HistoryItem => ({ kind: 'sweep', experiment: active.experiment, active })),
      ...[...this.runs.active].reverse().map((active): HistoryItem => ({ kind: 'active', run: active.run, active })),
      ...this.#entries.filter(({ pinned }) => pinned).map(runItem),
      ...kept.map(({ item }) => item),
    ];
  }

  getTreeItem(item: HistoryItem): TreeItem {
    switch (item.kind) {
      case 'active':
        return activeItem(item.active);
      case 'kept':
        return keptItem(item.entry);
      case 'sweep':
        return sweepItem(item);
      case 'experiment':
        return experimentItem(item);
    }
  }

  /** The command line keeps its runs in the same place. */
  #watchers(): Disposable[] {
    return (workspace.workspaceFolders ?? []).flatMap((folder) => {
      const watched = (store: string, reload: () => void) => {
        const watcher = workspace.createFileSystemWatcher(new RelativePattern(folder, store));
        return [watcher, watcher.onDidCreate(reload), watcher.onDidDelete(reload)];
      };
      return [
        ...watched('.twinchain/runs/*', () => this.runs.changedOutside()),
        // An experiment is finished when its manifest is there.
        ...watched('.twinchain/experiments/*', () => this.experiments.changedOutside()),
        ...watched('.twinchain/experiments/*/manifest.json', () => this.experiments.changedOutside()),
      ];
    });
  }

  #tell(): void {
    this.#changed.fire();
    void commands.executeCommand('setContext', RUN_COUNT, this.#entries.length);
    void commands.executeCommand('setContext', RUNNING, this.runs.active.length + this.experiments.active.length > 0);
  }
}

function activeItem(active: ActiveRun): TreeItem {
  const { run, scenario } = active;
  const item = new TreeItem(scenario);
  item.id = run;
  item.description = stateText(active);
  item.iconPath = new ThemeIcon('loading~spin');
  item.contextValue = 'running';
  item.command = { command: 'twinchain.history.open', title: 'Open', arguments: [{ kind: 'active', run }] };
  return item;
}

function keptItem(entry: RunEntry): TreeItem {
  const item = new TreeItem(runName(entry));
  item.id = entry.run;
  item.description = runDescription(entry);
  item.tooltip = tooltip(entry);
  item.iconPath = icon(entry);
  item.contextValue = entry.pinned ? 'run.pinned' : 'run';
  item.command = { command: 'twinchain.history.open', title: 'Open', arguments: [{ kind: 'kept', run: entry.run }] };
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
    entry.label && `Scenario ${entry.scenario}`,
    expectationsText(entry),
    entry.figures,
    extentText(entry),
    `Seed ${entry.seed}`,
    startText(entry) && `Started ${startText(entry)}`,
    entry.source && `From ${entry.source}`,
    entry.violations > 0 &&
      `${entry.violations} broken ${entry.violations === 1 ? 'rule' : 'rules'}: open it for details`,
  ];
  // As plain text: a name that somebody gave is no markup.
  for (const line of lines) if (line) text.appendText(line).appendMarkdown('\n\n');
  return text;
}
