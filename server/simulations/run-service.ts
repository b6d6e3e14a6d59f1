import * as l10n from '@vscode/l10n';
import type { Expectation } from '../../engine/model/experiment.js';
import type { Scenario } from '../../engine/model/scenario.js';
import { expectationsInRun } from '../experiments/expectations-in-run.js';
import type { ProgressView } from '../protocol/panel.js';
import type { RunView } from '../protocol/run-view.js';
import type { FinishedRun, StartedRun } from '../protocol/runs.js';
import { discardReservation } from '../runs/reservation.js';
import type { WrittenRun } from '../runs/run-files.js';
import { reserveInStore } from '../runs/run-store.js';
import { type RunningRun, startRun } from '../runs/runner.js';
import { editorText } from '../runs/storage-error.js';
import type { RunPlace } from './places.js';

/** Real milliseconds between two digests of the running simulation. */
const LIVE_EVERY = 400;

/** The listener of runs. */
export interface RunListener {
  progress(progress: ProgressView): void;
  snapshot(view: RunView): void;
  finished(run: FinishedRun): void;
}

/** The text that a run comes from, if it exists, and its expectations at that time. */
export interface RunText {
  uri: string | undefined;
  expectations: Expectation[];
}

interface ActiveRun {
  running: RunningRun;
  done: Promise<void>;
}

/** The runs in progress in this window, each in its own thread. */
export class RunService {
  readonly #active = new Map<string, ActiveRun>();

  constructor(private readonly listener: RunListener) {}

  /**
   * Starts a run that is kept in the store of its place.
   * @throws StorageError if the store cannot be written
   */
  async start(scenario: Scenario, place: RunPlace, text: RunText, live: boolean): Promise<StartedRun> {
    const startedAt = new Date();
    const reservation = await reserveInStore(place.store, scenario, startedAt);
    const run = this.#free(reservation.folder);
    const { name } = scenario;
    const expectations = text.expectations.length > 0 ? text.expectations : undefined;
    const running = startRun(
      {
        scenario,
        keep: {
          reservation: { ...reservation, folder: run },
          record: { startedAt: startedAt.toISOString(), source: place.source, expectations },
        },
        view: { identity: { id: run, name }, every: live ? LIVE_EVERY : Number.POSITIVE_INFINITY },
      },
      {
        onProgress: ({ simulatedSeconds, duration, eventsPerSecond, secondsLeft, lookAheadRuns }) =>
          this.listener.progress({
            run,
            name,
            simulatedSeconds,
            duration,
            eventsPerSecond,
            ...(lookAheadRuns === undefined ? {} : { lookAheadRuns }),
            secondsLeft: secondsLeft ?? null,
          }),
        onView: (view) => this.listener.snapshot(view),
      },
    );
    const done = running.outcome
      .then(({ view, summary, kept }): FinishedRun => {
        if (!view) return { run, view: null, problem: l10n.t('{0} ended without figures.', name) };
        const decided = expectations && expectationsInRun(expectations, summary, scenario);
        const finished: FinishedRun = {
          run,
          view: { ...view, expectations: decided },
          expectations: summary.complete ? decided : undefined,
        };
        if (kept && 'error' in kept) return { ...finished, problem: editorText(kept.error) };
        if (kept?.rescued) return { ...finished, problem: rescuedText(kept.rescued, kept.folder) };
        return finished;
      })
      .catch(async (error: unknown): Promise<FinishedRun> => {
        await discardReservation(reservation);
        return { run, view: null, problem: `${name}: ${error instanceof Error ? error.message : String(error)}` };
      })
      .then((finished) => {
        this.#active.delete(run);
        this.listener.finished(finished);
      });
    this.#active.set(run, { running, done });
    return { run, scenario: name, seed: scenario.seed, duration: scenario.duration };
  }

  /** Avoids one folder for two runs that start within a second, before either folder exists. */
  #free(folder: string): string {
    let free = folder;
    for (let copy = 2; this.#active.has(free); copy++) free = `${folder}-${copy}`;
    return free;
  }

  isActive(run: string): boolean {
    return this.#active.has(run);
  }

  stop(run: string): boolean {
    const active = this.#active.get(run);
    active?.running.stop();
    return active !== undefined;
  }

  /** Stops every run and waits until the results are kept. */
  async stopAll(): Promise<void> {
    const active = [...this.#active.values()];
    for (const { running } of active) running.stop();
    await Promise.all(active.map(({ done }) => done));
  }
}

function rescuedText({ why, withoutSamples }: NonNullable<WrittenRun['rescued']>, folder: string): string {
  return withoutSamples
    ? l10n.t('{0} Its figures are kept in "{1}". Its samples are lost; make room, and run it again.', why, folder)
    : l10n.t('{0} It is kept in "{1}".', why, folder);
}
