import * as l10n from '@vscode/l10n';
import type { Experiment } from '../../engine/model/experiment.js';
import { ENGINE_VERSION } from '../../engine/simulation.js';
import { failureViews } from '../clusters/failure-view.js';
import {
  BATCH_SECONDS,
  type CellFailure,
  ClusterFailure,
  type ClusterSettings,
  type ClusterSwept,
  submissionsIn,
  sweepOnCluster,
} from '../clusters/index.js';
import { experimentView } from '../experiments/experiment-view.js';
import {
  conclude,
  type DecodeCell,
  decodingCells,
  defaultJobs,
  experimentsFolder,
  openInWorkspace,
  pointLabel,
  Reading,
  readExperiment,
  type SweepProgress,
  type SweptCells,
  sweepCells,
} from '../experiments/index.js';
import type { ExperimentView, FailureView, SweepProgressView } from '../protocol/experiment-view.js';
import type { EngineOptions, EngineOrder, FinishedExperiment, StartedExperiment } from '../protocol/experiments.js';
import { readingApart } from '../runs/reading-apart.js';
import { RunFailed } from '../runs/run-failed.js';
import { editorText, StorageError } from '../runs/storage-error.js';
import type { Home } from './places.js';
import { Throttle } from './throttle.js';

/** Real milliseconds between two views of the running experiment, and between two progress reports. */
const LIVE_EVERY = 500;
const PROGRESS_EVERY = 100;

/** The listener of experiments. */
export interface ExperimentListener {
  progress(progress: SweepProgressView): void;
  snapshot(view: ExperimentView): void;
  finished(experiment: FinishedExperiment): void;
}

interface ActiveSweep {
  started: StartedExperiment;
  abortController: AbortController;
  /** For jobs that outlive this process: stops waiting for them. */
  leaving?: AbortController;
  done: Promise<void>;
  view: () => ExperimentView;
}

/** The running experiments of this window; each simulates in its own threads. */
export class ExperimentService {
  readonly #active = new Map<string, ActiveSweep>();
  /** Experiments are opened one after another, so that an experiment that is started twice finds its own folder. */
  #opening: Promise<unknown> = Promise.resolve();

  constructor(private readonly listener: ExperimentListener) {}

  /**
   * Starts an experiment, or resumes it if it was begun before, here or on the command line.
   * @param threads parallel simulations; 0: one for each processor
   * @throws StorageError if nothing can be written
   */
  async start(experiment: Experiment, home: Home, threads: number, engine?: EngineOrder): Promise<StartedExperiment> {
    const kept = { experiment, source: home.source };
    const opened = this.#opening
      .catch(() => {})
      .then(() => openInWorkspace(experimentsFolder(home.folder), kept, true, new Date()));
    this.#opening = opened;
    return this.#sweep(await opened, experiment, threads, engine && { ...engine, batchSeconds: BATCH_SECONDS });
  }

  /**
   * Resumes the experiment of a folder on the engine on which it was begun.
   * @param options further settings of the engine, which the folder does not store
   * @throws StorageError if there is no experiment in it
   */
  async continue(folder: string, threads: number, options: EngineOptions = {}): Promise<StartedExperiment> {
    const { experiment } = await readExperiment(folder);
    const before = (await submissionsIn(folder)).at(-1)?.settings;
    return this.#sweep(folder, experiment, threads, before && { ...options, ...before });
  }

  /** The current state of a running experiment. */
  view(folder: string): ExperimentView | undefined {
    return this.#active.get(folder)?.view();
  }

  /** The running experiments. */
  get active(): readonly StartedExperiment[] {
    return [...this.#active.values()].map(({ started }) => started);
  }

  stop(folder: string): boolean {
    const active = this.#active.get(folder);
    active?.abortController.abort();
    return active !== undefined;
  }

  /** Stops every sweep. Finished replications are on the disk already, and jobs of an engine continue. */
  async stopAll(): Promise<void> {
    const active = [...this.#active.values()];
    for (const { abortController, leaving } of active) (leaving ?? abortController).abort();
    await Promise.all(active.map(({ done }) => done));
  }

  #sweep(folder: string, experiment: Experiment, threads: number, settings?: ClusterSettings): StartedExperiment {
    const known = this.#active.get(folder);
    if (known) return known.started;
    const { name, scenario, points } = experiment;
    const started: StartedExperiment = {
      experiment: folder,
      name,
      scenario,
      points: points.length,
      engine: settings?.on,
    };
    const abortController = new AbortController();
    const leaving = settings && new AbortController();
    const reading = new Reading(experiment);
    let latest: SweepProgress | undefined;
    let failures: FailureView[] = [];
    const view = (): ExperimentView => {
      const { cellsDone: done, cellsExpected: expected } = latest ?? {};
      const cells = done !== undefined && expected !== undefined ? { done, expected } : undefined;
      return experimentView(experiment, reading.summary(), { id: folder, state: 'running', cells, failures });
    };
    const progress = new Throttle(PROGRESS_EVERY, () => latest && this.listener.progress(progressView(latest)));
    const live = new Throttle(LIVE_EVERY, () => this.listener.snapshot(view()));
    const began = performance.now();
    const progressView = (state: SweepProgress): SweepProgressView => ({
      experiment: folder,
      name,
      cellsDone: state.cellsDone,
      cellsExpected: state.cellsExpected,
      cellsFound: state.cellsFound,
      replications: state.replications,
      secondsLeft: secondsLeft(state, (performance.now() - began) / 1000),
    });

    const simulate = async (decode: DecodeCell): Promise<FinishedExperiment> => {
      const stored = await readExperiment(folder);
      const isCurrent = stored.summary && stored.engineVersion === ENGINE_VERSION;
      if (stored.summary && isCurrent) return { experiment: folder, name, view: viewOf(stored.summary, 'complete') };
      const onProgress = (state: SweepProgress) => {
        latest = state;
        reading.add(state.last.point, state.summary);
        progress.ask();
        live.ask();
      };
      const { signal } = abortController;
      const swept: SweptCells & Partial<ClusterSwept> = settings
        ? await sweepOnCluster(experiment, {
            folder,
            settings,
            decode,
            signal,
            leave: leaving?.signal,
            onProgress,
            onFailures: (found) => {
              failures = failureViews(found);
              live.ask();
            },
          })
        : await sweepCells(experiment, {
            folder,
            decode,
            jobs: threads > 0 ? threads : defaultJobs(),
            signal,
            onProgress,
          });
      if (!swept.complete) {
        const view = viewOf(reading.summary(), 'stopped', swept.resumable);
        const isWanted = signal.aborted || leaving?.signal.aborted || !settings;
        return {
          experiment: folder,
          name,
          view,
          problem: isWanted ? undefined : missingText(name, experiment, folder, swept.failed ?? []),
        };
      }
      return {
        experiment: folder,
        name,
        view: viewOf(await conclude(experiment, folder, swept.replications, decode), 'complete'),
      };
    };
    const viewOf = (
      summary: Parameters<typeof experimentView>[1],
      state: 'complete' | 'stopped',
      resumable?: boolean,
    ) =>
      experimentView(experiment, summary, {
        id: folder,
        state,
        resumable,
        failures: state === 'stopped' ? failures : [],
        cells: latest && { done: latest.cellsDone, expected: latest.cellsExpected },
      });

    const done = readingApart((decoding) => simulate(decodingCells(decoding)))
      .catch((error: unknown): FinishedExperiment => {
        const problem = problemOf(name, error);
        return { experiment: folder, name, view: latest ? viewOf(reading.summary(), 'stopped') : null, problem };
      })
      .then((finished) => {
        progress.end();
        live.end();
        this.#active.delete(folder);
        this.listener.finished(finished);
      });
    this.#active.set(folder, { started, abortController, leaving, done, view });
    return started;
  }
}

function secondsLeft({ cellsDone, cellsFound, cellsExpected }: SweepProgress, seconds: number): number | null {
  const simulated = cellsDone - cellsFound;
  return simulated === 0 ? null : (seconds / simulated) * (cellsExpected - cellsDone);
}

/** Advice for users of the editor, which has settings instead of options. */
function engineAdvice({ code, hint }: ClusterFailure): string {
  return code === 'cluster/setting'
    ? l10n.t('Set twinchain.cluster in the settings.')
    : hint.replace(/;? continue with --resume/, '');
}

/** Why an engine has finished although replications are missing. */
function missingText(name: string, experiment: Experiment, folder: string, failed: readonly CellFailure[]): string {
  const [first] = failed;
  if (!first) return l10n.t('{0}: jobs ended, and replications are missing. {1} says why.', name, `${folder}/logs`);
  const { point, replication, host, message, log } = first;
  const which = l10n.t('replication {0} of {1}', replication + 1, pointLabel(experiment, point));
  const failure =
    failed.length === 1
      ? l10n.t('{0} failed on {1}: {2}', which, host, message)
      : l10n.t('{0} replications failed, the first of them {1} on {2}: {3}', failed.length, which, host, message);
  return l10n.t('{0}: {1} Its log is {2}.', name, failure, `${folder}/${log}`);
}

function problemOf(name: string, error: unknown): string {
  if (error instanceof StorageError) return `${name}: ${editorText(error)}`;
  if (error instanceof ClusterFailure) return `${name}: ${error.message} ${engineAdvice(error)}`;
  if (error instanceof RunFailed) return `${name}: ${error.message}`;
  return `${name}: ${error instanceof Error ? error.message : String(error)}`;
}
