import type { MessageConnection } from 'vscode-jsonrpc/node';
import { StorageError } from '../runs/storage-error.js';
import { ExperimentService } from './experiment-service.js';
import type {
  OngoingRun,
  Outcome,
  SimulationMethod,
  SimulationNotification,
  SimulationNotifications,
  SimulationRequests,
} from './messages.js';
import { PaperService } from './paper-service.js';
import { RunService } from './run-service.js';

type Handlers = {
  [Method in SimulationMethod]: (
    params: SimulationRequests[Method]['params'],
  ) => Promise<SimulationRequests[Method]['result']>;
};

/** Notifications that must reach the editor, however late. */
const LASTING: ReadonlySet<SimulationNotification> = new Set(['twinchain/finished', 'twinchain/experimentFinished']);

/** The simulations of one window, and their listener: the language server or, after it ended, its successor. */
export class SimulationHost {
  #listener: MessageConnection | undefined;
  /** Notifications not delivered yet. */
  readonly #untold: (() => Promise<void>)[] = [];
  readonly #ongoing = new Map<string, OngoingRun>();

  readonly #runs = new RunService({
    progress: (progress) => this.#tell('twinchain/progress', progress),
    snapshot: (view) => this.#tell('twinchain/snapshot', view),
    finished: (finished) => {
      this.#ongoing.delete(finished.run);
      this.#tell('twinchain/finished', finished);
    },
  });
  readonly #experiments = new ExperimentService({
    progress: (progress) => this.#tell('twinchain/experimentProgress', progress),
    snapshot: (view) => this.#tell('twinchain/experimentSnapshot', view),
    finished: (finished) => this.#tell('twinchain/experimentFinished', finished),
  });
  readonly #paper = new PaperService({
    progress: (progress) => this.#tell('twinchain/paperProgress', progress),
    panel: (panel) => this.#tell('twinchain/paperPanel', panel),
  });

  readonly #handlers: Handlers = {
    attach: async () => {
      for (const tell of this.#untold.splice(0)) await tell();
      return { runs: [...this.#ongoing.values()], experiments: [...this.#experiments.active] };
    },
    startRun: ({ scenario, place, text, live }) =>
      outcome(async () => {
        const run = await this.#runs.start(scenario, place, text, live);
        if (this.#runs.isActive(run.run)) this.#ongoing.set(run.run, { run, uri: text.uri });
        return run;
      }),
    stopRun: async ({ run }) => this.#runs.stop(run),
    startExperiment: ({ experiment, home, threads, engine }) =>
      outcome(() => this.#experiments.start(experiment, home, threads, engine)),
    continueExperiment: ({ folder, threads, engineOptions }) =>
      outcome(() => this.#experiments.continue(folder, threads, engineOptions)),
    stopExperiment: async ({ folder }) => this.#experiments.stop(folder),
    viewExperiment: async ({ folder }) => this.#experiments.view(folder) ?? null,
    reproducePaper: (work) => this.#paper.reproduce(work),
    stopPaper: async () => {
      await this.#paper.stopAll();
      return null;
    },
    stopAll: async () => {
      await this.stopAll();
      return null;
    },
  };

  /** Whether nothing is running, nobody listens, and all notifications are delivered. */
  get isIdle(): boolean {
    const isActive = this.#ongoing.size > 0 || this.#experiments.active.length > 0 || this.#paper.isActive;
    return !isActive && !this.#listener && this.#untold.length === 0;
  }

  /** Answers on a connection, which from now on receives the notifications instead of the previous one. */
  listen(connection: MessageConnection, closed: () => void): void {
    const answers: { onRequest(method: string, handler: (params: never) => unknown): unknown } = connection;
    for (const [method, handler] of Object.entries(this.#handlers)) answers.onRequest(method, handler);
    connection.onClose(() => {
      connection.dispose();
      if (this.#listener === connection) this.#listener = undefined;
      closed();
    });
    this.#listener = connection;
    connection.listen();
  }

  async stopAll(): Promise<void> {
    await Promise.all([this.#runs.stopAll(), this.#experiments.stopAll(), this.#paper.stopAll()]);
  }

  #tell<Method extends SimulationNotification>(method: Method, news: SimulationNotifications[Method]): void {
    const send = async (): Promise<void> => {
      const listener = this.#listener;
      try {
        if (!listener) throw new Error('nobody listens');
        await listener.sendNotification(method, news);
      } catch {
        // The next listener receives final notifications. Reports of progress would be outdated by then.
        if (LASTING.has(method)) this.#untold.push(send);
      }
    };
    void send();
  }
}

/** @throws every error that is not a storage error */
async function outcome<T>(action: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await action() };
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    const { code, message, hint } = error;
    return { storage: { code, message, hint } };
  }
}
