import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  CodeLensRequest,
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  IPCMessageReader,
  IPCMessageWriter,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  ShutdownRequest,
} from 'vscode-languageserver-protocol/node';
import type { ExperimentView, SweepProgressView } from '../../server/protocol/experiment-view.js';
import type {
  ExperimentMethod,
  ExperimentRequests,
  FinishedExperiment,
  StartedExperiment,
} from '../../server/protocol/experiments.js';
import type { ProgressView } from '../../server/protocol/panel.js';
import type { PaperPanel, PaperProgress, PaperRequests } from '../../server/protocol/paper.js';
import type { ReportRequests } from '../../server/protocol/reports.js';
import type { RunView } from '../../server/protocol/run-view.js';
import type {
  FinishedRun,
  RunAgainOrder,
  RunMethod,
  RunOrder,
  RunRequests,
  StartedRun,
} from '../../server/protocol/runs.js';

export interface RunSessionOptions {
  folder?: string;
  /** Further folders of the workspace, after `folder`. */
  folders?: readonly string[];
  globalStorage: string;
  window?: { name: string; process?: number };
}

/** The shipped language server, with a client that supports runs. */
export class RunSession {
  readonly progress: ProgressView[] = [];
  readonly snapshots: RunView[] = [];
  readonly sweepProgress: SweepProgressView[] = [];
  readonly experimentSnapshots: ExperimentView[] = [];
  readonly paperProgress: PaperProgress[] = [];
  readonly paperPanels: PaperPanel[] = [];
  readonly #finished = new Map<string, FinishedRun>();
  readonly #finishedExperiments = new Map<string, FinishedExperiment>();
  readonly #problems = new Map<string, { message: string }[]>();
  readonly #waiting = new Set<() => void>();
  #lensesAskedAgain = 0;
  #hasShutDown = false;

  private constructor(
    private readonly server: ChildProcess,
    private readonly connection: ProtocolConnection,
  ) {
    connection.onNotification('twinchain/progress', (progress: ProgressView) => {
      this.progress.push(progress);
      this.#wake();
    });
    connection.onNotification('twinchain/snapshot', (view: RunView) => {
      this.snapshots.push(view);
      this.#wake();
    });
    connection.onNotification('twinchain/finished', (finished: FinishedRun) => {
      this.#finished.set(finished.run, finished);
      this.#wake();
    });
    connection.onNotification('twinchain/experimentProgress', (progress: SweepProgressView) => {
      this.sweepProgress.push(progress);
      this.#wake();
    });
    connection.onNotification('twinchain/experimentSnapshot', (view: ExperimentView) => {
      this.experimentSnapshots.push(view);
      this.#wake();
    });
    connection.onNotification('twinchain/experimentFinished', (finished: FinishedExperiment) => {
      this.#finishedExperiments.set(finished.experiment, finished);
      this.#wake();
    });
    connection.onNotification('twinchain/paperProgress', (progress: PaperProgress) => {
      this.paperProgress.push(progress);
      this.#wake();
    });
    connection.onNotification('twinchain/paperPanel', (panel: PaperPanel) => {
      this.paperPanels.push(panel);
      this.#wake();
    });
    connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics }) => {
      this.#problems.set(
        uri,
        diagnostics.map(({ message }) => ({ message: String(message) })),
      );
      this.#wake();
    });
    connection.onRequest('client/registerCapability', () => null);
    connection.onRequest('workspace/codeLens/refresh', () => {
      this.#lensesAskedAgain++;
      this.#wake();
      return null;
    });
    connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => null));
  }

  /** @param window name and process of the window; by default a new window of this process */
  static async start({ folder, folders = [], globalStorage, window }: RunSessionOptions): Promise<RunSession> {
    // A session ends before optimised code has repaid its compilation: to start takes a quarter less.
    const server = fork(path.resolve('dist/server.cjs'), ['--node-ipc'], { silent: true, execArgv: ['--no-opt'] });
    const connection = createProtocolConnection(new IPCMessageReader(server), new IPCMessageWriter(server));
    const session = new RunSession(server, connection);
    connection.listen();
    const opened = folder === undefined ? folders : [folder, ...folders];
    const workspaceFolders = opened.map((each) => ({ uri: pathToFileURL(each).href, name: path.basename(each) }));
    await connection.sendRequest(InitializeRequest.type, {
      processId: window?.process ?? process.pid,
      rootUri: null,
      capabilities: { workspace: { workspaceFolders: true } },
      workspaceFolders: workspaceFolders.length > 0 ? workspaceFolders : null,
      initializationOptions: { globalStorage, session: window?.name ?? randomUUID() },
    });
    await connection.sendNotification(InitializedNotification.type, {});
    return session;
  }

  /** Whether the server still accepts requests. */
  get isOpen(): boolean {
    return !this.#hasShutDown && this.server.exitCode === null && this.server.signalCode === null;
  }

  /** Closes a document and forgets everything that the server has sent. Later messages belong to another test. */
  async leave(uri: string): Promise<void> {
    await this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
    const told = [this.progress, this.snapshots, this.sweepProgress, this.experimentSnapshots];
    for (const list of told) list.length = 0;
    this.#finished.clear();
    this.#finishedExperiments.clear();
    this.#problems.clear();
  }

  ask<Method extends RunMethod>(
    method: Method,
    params: RunRequests[Method]['params'],
  ): Promise<RunRequests[Method]['result']> {
    return this.connection.sendRequest(method, params);
  }

  askExperiment<Method extends ExperimentMethod>(
    method: Method,
    params: ExperimentRequests[Method]['params'],
  ): Promise<ExperimentRequests[Method]['result']> {
    return this.connection.sendRequest(method, params);
  }

  askReport<Method extends keyof ReportRequests>(
    method: Method,
    params: ReportRequests[Method]['params'],
  ): Promise<ReportRequests[Method]['result']> {
    return this.connection.sendRequest(method, params);
  }

  /** The first panel of the paper's figures that satisfies `holds`. */
  async filledPanel(holds: (panel: PaperPanel) => boolean): Promise<PaperPanel> {
    return this.#eventually(() => this.paperPanels.find(holds));
  }

  askPaper<Method extends keyof PaperRequests>(
    method: Method,
    params: PaperRequests[Method]['params'],
  ): Promise<PaperRequests[Method]['result']> {
    return this.connection.sendRequest(method, params);
  }

  /** The first report of the reproduction that satisfies `fits`. */
  async reproduced(fits: (progress: PaperProgress) => boolean): Promise<PaperProgress> {
    return this.#eventually(() => this.paperProgress.find(fits));
  }

  /** Starts an experiment and expects that it is not refused. */
  async sweep(uri: string, experiment: string, threads = 1): Promise<StartedExperiment> {
    const answer = await this.askExperiment('twinchain/runExperiment', { uri, experiment, threads });
    if (answer.kind === 'refused') throw new Error(answer.refusal.message);
    return answer.experiment;
  }

  /** Waits for the end of an experiment. Each end is returned once. */
  async finishedExperiment(experiment: string): Promise<FinishedExperiment> {
    const finished = await this.#eventually(() => this.#finishedExperiments.get(experiment));
    this.#finishedExperiments.delete(experiment);
    return finished;
  }

  /** The next progress report that satisfies `fits`. */
  async progressed(fits: (progress: SweepProgressView) => boolean): Promise<SweepProgressView> {
    return this.#eventually(() => this.sweepProgress.find(fits));
  }

  async open(uri: string, text: string): Promise<void> {
    const textDocument = { uri, languageId: 'twin', version: 1, text };
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
  }

  async change(uri: string, version: number, text: string): Promise<void> {
    const textDocument = { uri, version };
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument,
      contentChanges: [{ text }],
    });
  }

  /** Starts a run and expects that it is not refused. */
  async run(order: Omit<RunOrder, 'seed' | 'live'> & Partial<RunOrder>): Promise<StartedRun> {
    const answer = await this.ask('twinchain/run', { seed: 'written', live: false, ...order });
    if (answer.kind === 'refused') throw new Error(answer.refusal.message);
    return answer.run;
  }

  async runAgain(order: Omit<RunAgainOrder, 'live'>): Promise<StartedRun> {
    const answer = await this.ask('twinchain/runAgain', { live: false, ...order });
    if (answer.kind === 'refused') throw new Error(answer.refusal.message);
    return answer.run;
  }

  /** Titles of the code lenses of a text after `work` has made the server ask for a refresh. */
  async lensTitlesAfter(uri: string, work: () => Promise<unknown>): Promise<string[]> {
    const before = this.#lensesAskedAgain;
    await work();
    await this.#eventually(() => this.#lensesAskedAgain > before || undefined);
    return this.lensTitles(uri);
  }

  /** Titles of the code lenses above the scenarios and experiments of a text. */
  async lensTitles(uri: string): Promise<string[]> {
    const lenses = await this.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri } });
    return (lenses ?? []).map(({ command }) => command?.title ?? '');
  }

  /** The next report of a run's progress. */
  async progressOf(run: string): Promise<ProgressView> {
    const known = this.progress.length;
    return this.#eventually(() => this.progress.slice(known).find((progress) => progress.run === run));
  }

  async finished(run: string): Promise<FinishedRun> {
    return this.#eventually(() => this.#finished.get(run));
  }

  /** Diagnostics of a text, once the server has sent them. */
  async problems(uri: string): Promise<string[]> {
    const found = await this.#eventually(() => this.#problems.get(uri));
    return found.map(({ message }) => message);
  }

  async shutdown(): Promise<void> {
    this.#hasShutDown = true;
    await this.connection.sendRequest(ShutdownRequest.type);
  }

  /** Kills the server, as in a crash. */
  async kill(): Promise<void> {
    const gone = new Promise((resolve) => this.server.once('exit', resolve));
    this.server.kill('SIGKILL');
    await gone;
    this.connection.dispose();
  }

  /** Stops all runs and ends the server. */
  async close(): Promise<void> {
    const gone = new Promise((resolve) => this.server.once('exit', resolve));
    if (this.server.exitCode !== null || this.server.signalCode !== null) return;
    await this.shutdown().catch(() => {});
    await this.connection.sendNotification(ExitNotification.type).catch(() => {});
    this.connection.dispose();
    await gone;
  }

  /** Makes all waiting calls check their conditions again. */
  #wake(): void {
    for (const look of [...this.#waiting]) look();
  }

  #eventually<T>(look: () => T | undefined): Promise<T> {
    return new Promise((resolve) => {
      const check = () => {
        const found = look();
        if (found === undefined) return;
        this.#waiting.delete(check);
        resolve(found);
      };
      this.#waiting.add(check);
      check();
    });
  }
}
