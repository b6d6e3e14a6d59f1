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
import type { RunEntry } from '../../server/protocol/runs.js';
import { LANGUAGE_ID } from '../language-client.js';
import { stateText } from '../runs/progress-text.js';
import type { ActiveRun, Runs } from '../runs/runs.js';
import { extentText, runDescription, runName, startText } from './run-text.js';

/** What `contributes.views` in package.json calls the view. */
export const HISTORY_VIEW = 'twinchain.runs';

/** Number of kept runs; `when` clauses in package.json use it. */
const RUN_COUNT = 'twinchain.runCount';
/** True while a run goes on. */
const RUNNING = 'twinchain.running';

/** One line of the view: a run that goes on, or one that is kept. */
export type HistoryItem =
  | { kind: 'active'; run: string; active: ActiveRun }
  | { kind: 'kept'; run: string; entry: RunEntry };

/** The runs of this window and of the command line: those going on first, then pinned ones, then the latest. */
export class HistoryView extends Disposable implements TreeDataProvider<HistoryItem> {
  readonly #changed = new EventEmitter<void>();
  readonly #view: TreeView<HistoryItem>;
  #entries: RunEntry[] = [];

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(private readonly runs: Runs) {
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
    this.#entries = await this.runs.list();
    this.#tell();
  }

  getChildren(item?: HistoryItem): HistoryItem[] {
    if (item) return [];
    const kept = [...this.#entries.filter(({ pinned }) => pinned), ...this.#entries.filter(({ pinned }) => !pinned)];
    return [
      ...[...this.runs.active].reverse().map((active): HistoryItem => ({ kind: 'active', run: active.run, active })),
      ...kept.map((entry): HistoryItem => ({ kind: 'kept', run: entry.run, entry })),
    ];
  }

  getTreeItem(item: HistoryItem): TreeItem {
    return item.kind === 'active' ? activeItem(item.active) : keptItem(item.entry);
  }

  /** The command line keeps its runs in the same place. */
  #watchers(): Disposable[] {
    return (workspace.workspaceFolders ?? []).flatMap((folder) => {
      const watcher = workspace.createFileSystemWatcher(new RelativePattern(folder, '.twinchain/runs/*'));
      const reload = () => this.runs.changedOutside();
      return [watcher, watcher.onDidCreate(reload), watcher.onDidDelete(reload)];
    });
  }

  #tell(): void {
    this.#changed.fire();
    void commands.executeCommand('setContext', RUN_COUNT, this.#entries.length);
    void commands.executeCommand('setContext', RUNNING, this.runs.active.length > 0);
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

function icon({ violations, pinned, complete }: RunEntry): ThemeIcon {
  if (violations > 0) return new ThemeIcon('error', new ThemeColor('list.errorForeground'));
  if (pinned) return new ThemeIcon('pinned');
  return new ThemeIcon(complete ? 'graph-line' : 'circle-slash');
}

function tooltip(entry: RunEntry): MarkdownString {
  const text = new MarkdownString();
  const lines = [
    runName(entry),
    entry.label && `Scenario ${entry.scenario}`,
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
