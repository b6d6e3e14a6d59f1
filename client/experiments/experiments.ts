import { Disposable, EventEmitter, l10n, type Uri, workspace } from 'vscode';
import type { ExperimentView, SweepProgressView } from '../../server/protocol/experiment-view.js';
import type {
  DeclarationName,
  EngineOptions,
  EngineOrder,
  ExpectingText,
  ExperimentAnswer,
  ExperimentAnswerView,
  ExperimentEntry,
  FinishedExperiment,
  StartedExperiment,
} from '../../server/protocol/experiments.js';
import type { Refusal, TextPlace } from '../../server/protocol/runs.js';
import { pageOf } from '../runs/runs.js';
import type { ExperimentConnection } from './experiment-connection.js';

/** A running experiment with its latest progress and its latest figures. */
export interface ActiveExperiment extends StartedExperiment {
  progress?: SweepProgressView;
  snapshot?: ExperimentView;
  /** Whether a stop was requested. */
  stopping?: boolean;
  /** The part of the extension that started it shows its progress. */
  quiet?: boolean;
}

/** An experiment that has ended, with its last state as a running one. */
export interface EndedExperiment extends FinishedExperiment {
  started?: ActiveExperiment;
}

/** How an experiment is started. */
export interface ExperimentStart {
  /** The part of the extension that starts it shows its progress. */
  quiet?: boolean;
}

/** The running experiments of this window, and the kept ones. */
export class Experiments extends Disposable {
  readonly #active = new Map<string, ActiveExperiment>();
  readonly #started = new EventEmitter<ActiveExperiment>();
  readonly #progressed = new EventEmitter<ActiveExperiment>();
  readonly #finished = new EventEmitter<EndedExperiment>();
  readonly #changed = new EventEmitter<void>();

  readonly onDidStart = this.#started.event;
  /** Fires on new progress and on new interim figures of a running experiment. */
  readonly onDidProgress = this.#progressed.event;
  readonly onDidFinish = this.#finished.event;
  /** The list of kept experiments may have changed. */
  readonly onDidChange = this.#changed.event;

  constructor(private readonly connection: ExperimentConnection) {
    const parts: Disposable[] = [];
    super(() => {
      for (const part of parts) part.dispose();
    });
    parts.push(
      this.#started,
      this.#progressed,
      this.#finished,
      this.#changed,
      connection.onProgress((progress) => this.#news(progress.experiment, { progress })),
      connection.onSnapshot((snapshot) => this.#news(snapshot.id, { snapshot })),
      connection.onFinished((finished) => this.#finish(finished)),
      connection.onRestored(({ experiments }) =>
        this.#finishMissing(new Set(experiments.map(({ experiment }) => experiment))),
      ),
    );
  }

  /** Running experiments in the order in which they were started. */
  get active(): readonly ActiveExperiment[] {
    return [...this.#active.values()];
  }

  find(experiment: string): ActiveExperiment | undefined {
    return this.#active.get(experiment);
  }

  /** Starts an experiment. @returns the running experiment, or the reason why the server refused it */
  start(
    order: { uri: string; experiment: string; engine?: EngineOrder },
    how: ExperimentStart = {},
  ): Promise<ActiveExperiment | Refusal> {
    return this.#accept(this.connection.ask('twinchain/runExperiment', { ...order, threads: threads() }), how);
  }

  /** Resumes a stopped experiment with the settings that it was started with. @returns as `start` */
  continue(experiment: string): Promise<ActiveExperiment | Refusal> {
    return this.#accept(
      this.connection.ask('twinchain/continueExperiment', {
        experiment,
        threads: threads(),
        engineOptions: engineOptions(),
      }),
      {},
    );
  }

  async stop(experiment: string): Promise<void> {
    // The stop is shown at once, since the answer of the server may take a while.
    this.#news(experiment, { stopping: true });
    const isStopping = await this.connection.ask('twinchain/stopExperiment', { experiment });
    if (!isStopping) this.#news(experiment, { stopping: false });
  }

  list(): Promise<ExperimentEntry[]> {
    return this.connection.ask('twinchain/storedExperiments', {});
  }

  view(experiment: string): Promise<ExperimentAnswerView> {
    return this.connection.ask('twinchain/experimentView', { experiment });
  }

  /** The panel with an experiment as one page for a browser. @throws Error with the reason if there is no page */
  async report(experiment: string): Promise<string> {
    return pageOf(await this.connection.ask('twinchain/experimentReport', { experiment }));
  }

  /** The place of an expectation in the current text, or of the experiment itself. */
  origin(experiment: string, expectation: number | null): Promise<TextPlace | null> {
    return this.connection.ask('twinchain/experimentOrigin', { experiment, expectation });
  }

  /** The log of a batch that a cluster simulated; null if it no longer exists. */
  log(experiment: string, batch: number): Promise<TextPlace | null> {
    return this.connection.ask('twinchain/experimentLog', { experiment, batch });
  }

  /** The expectations of a text, with fingerprints of the named scenarios and experiments. */
  expectations(uri: Uri, fingerprints: readonly DeclarationName[]): Promise<ExpectingText> {
    const named = fingerprints.map(({ kind, name }) => ({ kind, name }));
    return this.connection.ask('twinchain/expectations', { uri: uri.toString(), fingerprints: named });
  }

  async delete(experiment: string): Promise<void> {
    await this.connection.ask('twinchain/deleteExperiment', { experiment });
    this.#changed.fire();
  }

  /** A process outside this window changed a store. */
  changedOutside(): void {
    this.#changed.fire();
  }

  async #accept(asked: Promise<ExperimentAnswer>, { quiet }: ExperimentStart): Promise<ActiveExperiment | Refusal> {
    const answer = await asked;
    if (answer.kind === 'refused') return answer.refusal;
    const known = this.#active.get(answer.experiment.experiment);
    if (known) return known;
    const active = { ...answer.experiment, quiet };
    this.#active.set(active.experiment, active);
    this.#started.fire(active);
    return active;
  }

  #news(experiment: string, news: Pick<ActiveExperiment, 'progress' | 'snapshot' | 'stopping'>): void {
    const known = this.#active.get(experiment);
    if (!known) return;
    const active = { ...known, ...news };
    this.#active.set(experiment, active);
    this.#progressed.fire(active);
  }

  /** Ends the experiments that ended while there was no language server, with the results that were kept. */
  async #finishMissing(ongoing: ReadonlySet<string>): Promise<void> {
    for (const { experiment, name } of this.active) {
      if (ongoing.has(experiment)) continue;
      const answer = await this.view(experiment).catch(() => ({
        problem: l10n.t('The language server crashed and was restarted; {0} was lost.', name),
      }));
      if (!this.#active.has(experiment)) continue;
      this.#finish({ experiment, name, view: null, ...answer });
    }
  }

  #finish(finished: FinishedExperiment): void {
    const started = this.#active.get(finished.experiment);
    this.#active.delete(finished.experiment);
    this.#finished.fire({ ...finished, started });
    this.#changed.fire();
  }
}

/** Simulations at a time; 0: one for each processor. */
export function threads(): number {
  return workspace.getConfiguration('twinchain').get<number>('experiment.threads', 0);
}

/**
 * Further options of engines, from the settings of the user and of this machine. Settings of a workspace are ignored,
 * since engines execute these options.
 */
export function engineOptions(): EngineOptions {
  return workspace.getConfiguration('twinchain').get<EngineOptions>('cluster', {});
}
