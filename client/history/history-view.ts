import {
  commands,
  Disposable,
  EventEmitter,
  RelativePattern,
  type TreeDataProvider,
  type TreeItem,
  type TreeView,
  window,
  workspace,
} from 'vscode';
import type { ExperimentEntry } from '../../server/protocol/experiments.js';
import type { RunEntry } from '../../server/protocol/runs.js';
import type { ActiveExperiment, Experiments } from '../experiments/experiments.js';
import { LANGUAGE_ID } from '../language-id.js';
import type { ActiveRun, Runs } from '../runs/runs.js';
import { experimentItem, sweepItem } from './experiment-items.js';
import { type Dated, type Group, grouped } from './history-groups.js';
import { linesForKey } from './lines-for-key.js';
import { activeItem, groupItem, keptItem, problemItem } from './run-items.js';

/** The id of the view, as in `contributes.views` of package.json. */
export const HISTORY_VIEW = 'twinchain.runs';

/** Number of kept runs; `when` clauses in package.json use it. */
const RUN_COUNT = 'twinchain.runCount';
/** True while a run or an experiment is in progress; `when` clauses in package.json use it. */
const RUNNING = 'twinchain.running';

/** How often the line of a running run or experiment is updated, ms. */
const REFRESH_MS = 1000;

/** A running or a kept run. */
export type RunItem =
  | { kind: 'active'; run: string; active: ActiveRun }
  | { kind: 'kept'; run: string; entry: RunEntry };

/** A running or a kept experiment. */
export type ExperimentItem =
  | { kind: 'sweep'; experiment: string; active: ActiveExperiment }
  | { kind: 'experiment'; experiment: string; entry: ExperimentEntry };

/** Several runs, or experiments, of one name from one day. */
export interface GroupItem {
  kind: 'group';
  group: Group<HistoryItem>;
  /** Whether it contains the latest start. */
  isLatest: boolean;
}

/** One run or experiment of the view. */
export type HistoryItem = RunItem | ExperimentItem;

/** One line of the view. */
export type HistoryLine = HistoryItem | GroupItem | { kind: 'problem'; message: string };

export function isRunItem(item: HistoryLine): item is RunItem {
  return 'run' in item;
}

export function isHistoryItem(line: HistoryLine): line is HistoryItem {
  return isRunItem(line) || 'experiment' in line;
}

/**
 * The history: the runs and experiments of this window and of the command line. Running ones come first, then pinned
 * ones, then the latest, grouped by scenario and day.
 */
export class HistoryView extends Disposable implements TreeDataProvider<HistoryLine> {
  readonly #changed = new EventEmitter<HistoryLine | undefined>();
  readonly #view: TreeView<HistoryLine>;
  #entries: RunEntry[] = [];
  #experimentEntries: ExperimentEntry[] = [];
  #problem: string | undefined;
  /**
   * Resolved when the history was read for the first time, or could not be read. Until then the view shows that it is
   * loading.
   */
  #loaded: Promise<void>;
  /** Lines of running runs and experiments. Each keeps its object, so that a single line can be updated. */
  readonly #ongoing = new Map<string, HistoryItem>();
  readonly #stale = new Set<string>();
  #refreshing: NodeJS.Timeout | undefined;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(
    private readonly runs: Runs,
    private readonly experiments: Experiments,
  ) {
    const parts: Disposable[] = [];
    super(() => {
      for (const part of parts) part.dispose();
      clearTimeout(this.#refreshing);
    });
    this.#loaded = this.reload();
    this.#view = window.createTreeView(HISTORY_VIEW, { treeDataProvider: this, canSelectMany: true });
    parts.push(
      this.#changed,
      this.#view,
      commands.registerCommand('twinchain.history.reload', () => this.reload()),
      runs.onDidStart(() => this.#tell()),
      runs.onDidProgress(({ run }) => this.#soon(run)),
      runs.onDidFinish(() => this.#tell()),
      runs.onDidChange(() => void this.reload()),
      experiments.onDidStart(() => void this.reload()),
      experiments.onDidProgress(({ experiment }) => this.#soon(experiment)),
      experiments.onDidChange(() => void this.reload()),
      workspace.onDidChangeWorkspaceFolders(() => void this.reload()),
      // A file outside the workspace brings the runs that are kept beside it.
      workspace.onDidOpenTextDocument(({ languageId }) => {
        if (languageId === LANGUAGE_ID) void this.reload();
      }),
      ...this.#watchers(),
    );
  }

  get entries(): readonly RunEntry[] {
    return this.#entries;
  }

  /** The lines that a command acts on if it was called by a key. */
  linesForKey(): Promise<readonly HistoryLine[]> {
    return linesForKey(this.#view, idOfLine);
  }

  /** Reads the list again. */
  async reload(): Promise<void> {
    try {
      [this.#entries, this.#experimentEntries] = await Promise.all([this.runs.list(), this.experiments.list()]);
      this.#problem = undefined;
    } catch (error) {
      // While the server restarts, the list stays as it was. It is read again at the next change.
      this.#problem = error instanceof Error ? error.message : String(error);
    }
    this.#tell();
  }

  async getChildren(line?: HistoryLine): Promise<HistoryLine[]> {
    if (line) return line.kind === 'group' ? line.group.items : [];
    await this.#loaded;
    const isKept = ({ run }: RunEntry) => !this.runs.find(run);
    const runItem = (entry: RunEntry): HistoryItem => ({ kind: 'kept', run: entry.run, entry });
    const entries = this.#entries.filter(isKept);
    const dated: Dated<HistoryItem>[] = [
      ...entries
        .filter(({ pinned }) => !pinned)
        .map((entry) => ({ name: entry.scenario, startedAt: entry.startedAt, item: runItem(entry) })),
      ...this.#experimentEntries
        // The list was read before an experiment in it was resumed.
        .filter(({ experiment }) => !this.experiments.find(experiment))
        .map((entry) => ({
          name: entry.name,
          startedAt: entry.startedAt,
          item: { kind: 'experiment', experiment: entry.experiment, entry } as const,
        })),
    ];
    const groups = grouped(dated);
    return [
      ...(this.#problem === undefined ? [] : [{ kind: 'problem', message: this.#problem } as const]),
      ...this.#ongoingItems(),
      ...entries.filter(({ pinned }) => pinned).map(runItem),
      ...groups.map(
        (line, place): HistoryLine => ('items' in line ? { kind: 'group', group: line, isLatest: place === 0 } : line),
      ),
    ];
  }

  getTreeItem(line: HistoryLine): TreeItem {
    switch (line.kind) {
      case 'active':
        return activeItem(this.runs.find(line.run) ?? line.active);
      case 'kept':
        return keptItem(line.entry);
      case 'sweep':
        return sweepItem({ ...line, active: this.experiments.find(line.experiment) ?? line.active });
      case 'experiment':
        return experimentItem(line);
      case 'group':
        return groupItem(line);
      case 'problem':
        return problemItem(line.message);
    }
  }

  /** Latest first. */
  #ongoingItems(): HistoryItem[] {
    const items: HistoryItem[] = [
      ...[...this.experiments.active]
        .reverse()
        .map((active): HistoryItem => ({ kind: 'sweep', experiment: active.experiment, active })),
      ...[...this.runs.active].reverse().map((active): HistoryItem => ({ kind: 'active', run: active.run, active })),
    ];
    const known = new Map(this.#ongoing);
    this.#ongoing.clear();
    for (const item of items) this.#ongoing.set(idOf(item), known.get(idOf(item)) ?? item);
    return [...this.#ongoing.values()];
  }

  /** Updates the line of a running run or experiment, at most once a second. */
  #soon(id: string): void {
    this.#stale.add(id);
    this.#refreshing ??= setTimeout(() => {
      this.#refreshing = undefined;
      for (const stale of this.#stale) {
        const line = this.#ongoing.get(stale);
        if (line) this.#changed.fire(line);
      }
      this.#stale.clear();
    }, REFRESH_MS);
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
    this.#changed.fire(undefined);
    void commands.executeCommand('setContext', RUN_COUNT, this.#entries.length);
    void commands.executeCommand('setContext', RUNNING, this.runs.active.length + this.experiments.active.length > 0);
  }
}

function idOf(item: HistoryItem): string {
  return isRunItem(item) ? item.run : item.experiment;
}

function idOfLine(line: HistoryLine): string {
  if (isHistoryItem(line)) return idOf(line);
  return line.kind === 'group' ? `group ${line.group.id}` : line.kind;
}
