import {
  type CancellationToken,
  Disposable,
  l10n,
  type TestController,
  type TestItem,
  TestRunProfileKind,
  type TestRunRequest,
  type TextDocument,
  tests,
  type Uri,
  workspace,
} from 'vscode';
import { type Debounced, debounce } from '../debounce.js';
import type { Experiments } from '../experiments/experiments.js';
import { LANGUAGE_ID } from '../language-id.js';
import type { Runs } from '../runs/runs.js';
import { ExpectationFeed } from './expectation-feed.js';
import { ExpectationItems } from './expectation-items.js';
import { ExpectationRun } from './expectation-run.js';

const FILES = '**/*.twin';
const NOT_THERE = '{**/node_modules/**,**/.twinchain/**}';
/** Beyond this number, files are read only when they are opened. */
const MAX_FILES = 500;
/** Pause in typing after which a text is read again, and longest delay while the user keeps typing, ms. */
const PAUSE = 400;
const MOST = 2000;

/** The expectations of scenarios and experiments as tests in the Test Explorer and beside their lines. */
export class ExpectationTests extends Disposable {
  readonly #controller: TestController;
  readonly #items: ExpectationItems;
  readonly #run: ExpectationRun;
  /** The pending readings of texts that have changed. */
  readonly #rereading = new Map<string, Debounced>();
  /** Resolved when the files of the workspace have been read once. */
  readonly #found: Promise<void>;

  constructor(
    runs: Runs,
    private readonly experiments: Experiments,
  ) {
    const parts: Disposable[] = [];
    super(() => {
      for (const part of parts) part.dispose();
      for (const reading of this.#rereading.values()) reading.dispose();
    });
    this.#controller = tests.createTestController('twinchain.expectations', 'Twinchain');
    this.#items = new ExpectationItems(this.#controller);
    this.#run = new ExpectationRun(runs, experiments, this.#items);
    const feed = new ExpectationFeed({
      controller: this.#controller,
      items: this.#items,
      runs,
      experiments,
      found: () => this.#found,
    });
    const watcher = workspace.createFileSystemWatcher(FILES);
    parts.push(
      feed,
      this.#controller,
      this.#controller.createRunProfile(
        l10n.t('Run'),
        TestRunProfileKind.Run,
        (request, token) => this.#serve(request, token),
        true,
      ),
      watcher,
      watcher.onDidCreate((uri) => this.#soon(uri)),
      watcher.onDidChange((uri) => this.#soon(uri)),
      watcher.onDidDelete((uri) => this.#items.remove(uri)),
      workspace.onDidOpenTextDocument((document) => {
        if (isScenarioText(document)) this.#soon(document.uri);
      }),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (isScenarioText(document) && contentChanges.length > 0) this.#soon(document.uri);
      }),
      workspace.onDidCloseTextDocument((document) => {
        // Unsaved edits are discarded; a text outside the workspace, or one that was never saved, is removed from the
        // tree.
        if (!isScenarioText(document)) return;
        if (workspace.getWorkspaceFolder(document.uri)) this.#soon(document.uri);
        else this.#items.remove(document.uri);
      }),
    );
    this.#controller.refreshHandler = () => this.#findAll();
    this.#found = this.#findAll();
  }

  async #findAll(): Promise<void> {
    const files = await workspace.findFiles(FILES, NOT_THERE, MAX_FILES);
    const open = workspace.textDocuments.filter(isScenarioText).map(({ uri }) => uri);
    const all = new Map([...files, ...open].map((uri) => [uri.toString(), uri]));
    for (const uri of all.values()) await this.#read(uri);
  }

  #soon(uri: Uri): void {
    const key = uri.toString();
    if (uri.path.includes('/.twinchain/') || uri.path.includes('/node_modules/')) return;
    const reading = this.#rereading.get(key) ?? debounce(() => this.#read(uri), PAUSE, MOST);
    this.#rereading.set(key, reading);
    reading.soon();
  }

  async #read(uri: Uri): Promise<void> {
    try {
      this.#items.update(uri, await this.experiments.expectations(uri, this.#items.shown(uri)));
    } catch {
      // The language server is restarting, or the file is gone; both are reported elsewhere.
    }
  }

  async #serve(request: TestRunRequest, token: CancellationToken): Promise<void> {
    await this.#found;
    const run = this.#controller.createTestRun(request);
    try {
      const wanted = this.#wanted(request);
      for (const expectation of [...wanted.values()].flat()) run.enqueued(expectation);
      for (const [declaration, expectations] of wanted) {
        if (token.isCancellationRequested) return;
        await this.#run.decide(run, declaration, expectations, token);
      }
    } finally {
      run.end();
    }
  }

  /** The requested expectations, by the scenario or experiment that decides them. */
  #wanted({ include, exclude = [] }: TestRunRequest): Map<TestItem, TestItem[]> {
    const wanted = new Map<TestItem, TestItem[]>();
    const add = (item: TestItem) => {
      if (exclude.includes(item)) return;
      if (item.children.size > 0) return item.children.forEach(add);
      const { parent } = item;
      if (!parent || !this.#items.declaration(parent)) return;
      const known = wanted.get(parent) ?? [];
      if (!known.includes(item)) wanted.set(parent, [...known, item]);
    };
    if (include) include.forEach(add);
    else this.#controller.items.forEach(add);
    return wanted;
  }
}

/** Excludes documents that show an earlier version of a text, such as one side of a comparison. */
function isScenarioText({ languageId, uri }: TextDocument): boolean {
  return languageId === LANGUAGE_ID && ['file', 'untitled'].includes(uri.scheme);
}
