import { Disposable, EventEmitter, l10n, type Uri } from 'vscode';
import type { ProgressView } from '../../server/protocol/panel.js';
import type { ReportAnswer } from '../../server/protocol/reports.js';
import type { RunView } from '../../server/protocol/run-view.js';
import type {
  FinishedRun,
  Refusal,
  RunAgainOrder,
  RunAnswer,
  RunEntry,
  RunOrder,
  RunsView,
  StartedRun,
  TextPlace,
  TopologyAnswer,
  TopologyOrder,
} from '../../server/protocol/runs.js';
import type { RunConnection } from './run-connection.js';

/** A run in progress with its latest progress and its latest figures. */
export interface ActiveRun extends StartedRun {
  progress?: ProgressView;
  snapshot?: RunView;
  /** Whether a stop was requested: the simulation has ended, and its results are being saved. */
  stopping?: boolean;
  /** The part of the extension that started it shows its progress. */
  quiet?: boolean;
}

/** A run that has ended, with its last state as a run in progress. */
export interface EndedRun extends FinishedRun {
  started?: ActiveRun;
}

/** The running simulations of this window, and the kept runs. */
export class Runs extends Disposable {
  readonly #active = new Map<string, ActiveRun>();
  readonly #started = new EventEmitter<ActiveRun>();
  readonly #progressed = new EventEmitter<ActiveRun>();
  readonly #finished = new EventEmitter<EndedRun>();
  readonly #changed = new EventEmitter<void>();
  readonly #parts: Disposable[];

  readonly onDidStart = this.#started.event;
  /** Fires on new progress and on new interim figures of a run. */
  readonly onDidProgress = this.#progressed.event;
  readonly onDidFinish = this.#finished.event;
  /** The list of kept runs may have changed. */
  readonly onDidChange = this.#changed.event;

  constructor(private readonly connection: RunConnection) {
    super(() => {
      for (const part of this.#parts) part.dispose();
    });
    this.#parts = [
      this.#started,
      this.#progressed,
      this.#finished,
      this.#changed,
      connection.onProgress((progress) => this.#news(progress.run, { progress })),
      connection.onSnapshot((snapshot) => this.#news(snapshot.id, { snapshot })),
      connection.onFinished((finished) => this.#finish(finished)),
      connection.onRestored(({ runs }) => this.#finishMissing(new Set(runs.map(({ run }) => run)))),
    ];
  }

  /** Running runs in the order in which they were started. */
  get active(): readonly ActiveRun[] {
    return [...this.#active.values()];
  }

  find(run: string): ActiveRun | undefined {
    return this.#active.get(run);
  }

  /** @returns the run, or the reason why it was not started */
  start(order: RunOrder, { quiet }: Pick<ActiveRun, 'quiet'> = {}): Promise<ActiveRun | Refusal> {
    return this.#accept(this.connection.ask('twinchain/run', order), quiet);
  }

  startAgain(order: RunAgainOrder): Promise<ActiveRun | Refusal> {
    return this.#accept(this.connection.ask('twinchain/runAgain', order));
  }

  async stop(run: string): Promise<void> {
    // The stop is shown at once, since the answer of the server may take a while.
    this.#news(run, { stopping: true });
    const isStopping = await this.connection.ask('twinchain/stop', { run });
    if (!isStopping) this.#news(run, { stopping: false });
  }

  list(): Promise<RunEntry[]> {
    return this.connection.ask('twinchain/runs', {});
  }

  /** The figures of kept runs. */
  view(runs: readonly string[]): Promise<RunsView> {
    return this.connection.ask('twinchain/view', { runs: [...runs] });
  }

  /** The kept runs among these whose text has changed since. */
  outdated(runs: readonly string[]): Promise<string[]> {
    return this.connection.ask('twinchain/outdated', { runs: [...runs] });
  }

  /** A table of a kept run as CSV. */
  tableCsv(run: string, table: string): Promise<string> {
    return this.connection.ask('twinchain/tableCsv', { run, table });
  }

  /** The panel with kept runs as one page for a browser. @throws Error with the reason if there is no page */
  async report(runs: readonly string[]): Promise<string> {
    return pageOf(await this.connection.ask('twinchain/runReport', { runs: [...runs] }));
  }

  topology(order: TopologyOrder): Promise<TopologyAnswer> {
    return this.connection.ask('twinchain/topology', order);
  }

  /** The place of a property of a run in its current text. */
  origin(run: string, origin: string): Promise<TextPlace | null> {
    return this.connection.ask('twinchain/origin', { run, origin });
  }

  /** The place of an expectation of a run in its current text. */
  expectationOrigin(run: string, expectation: number): Promise<TextPlace | null> {
    return this.connection.ask('twinchain/expectationOrigin', { run, expectation });
  }

  /** The place of the declaration of a scenario or topology; the start of its text if unknown. */
  async declaration(uri: Uri, name: string | undefined): Promise<TextPlace> {
    const start = { line: 0, character: 0 };
    const place = name && (await this.connection.ask('twinchain/declaration', { uri: uri.toString(), name }));
    return place || { uri: uri.toString(), range: { start, end: start } };
  }

  async annotate(run: string, notes: { label?: string; pinned?: boolean }): Promise<void> {
    await this.connection.ask('twinchain/annotate', { run, ...notes });
    this.#changed.fire();
  }

  async delete(run: string): Promise<void> {
    await this.connection.ask('twinchain/delete', { run });
    this.#changed.fire();
  }

  /** A process outside this window changed a store. */
  changedOutside(): void {
    this.#changed.fire();
  }

  async #accept(asked: Promise<RunAnswer>, quiet?: boolean): Promise<ActiveRun | Refusal> {
    const answer = await asked;
    if (answer.kind === 'refused') return answer.refusal;
    const active = { ...answer.run, quiet };
    this.#active.set(active.run, active);
    this.#started.fire(active);
    return active;
  }

  #news(run: string, news: Pick<ActiveRun, 'progress' | 'snapshot' | 'stopping'>): void {
    const known = this.#active.get(run);
    if (!known) return;
    const active = { ...known, ...news };
    this.#active.set(run, active);
    this.#progressed.fire(active);
  }

  /** Ends the runs that ended while there was no language server, with the results that were kept. */
  async #finishMissing(ongoing: ReadonlySet<string>): Promise<void> {
    for (const { run, scenario } of this.active) {
      if (ongoing.has(run)) continue;
      const kept = await this.view([run]).then(
        ({ runs: [view] }) => view,
        () => undefined,
      );
      if (!this.#active.has(run)) continue;
      this.#finish(
        kept
          ? { run, view: kept }
          : {
              run,
              view: null,
              problem: l10n.t('The language server crashed and was restarted; {0} was lost.', scenario),
            },
      );
    }
  }

  #finish(finished: FinishedRun): void {
    const started = this.#active.get(finished.run);
    this.#active.delete(finished.run);
    this.#finished.fire({ ...finished, started });
    this.#changed.fire();
  }
}

/** @throws Error with the reason if there is no page */
export function pageOf(answer: ReportAnswer): string {
  if ('problem' in answer) throw new Error(answer.problem);
  return answer.page;
}

export function isRefusal(answer: object): answer is Refusal {
  return 'message' in answer;
}
