import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import {
  createMessageConnection,
  type MessageConnection,
  SocketMessageReader,
  SocketMessageWriter,
} from 'vscode-jsonrpc/node';
import type { StartedExperiment } from '../../protocol/experiments.js';
import { StorageError } from '../../runs/storage-error.js';
import { addressOf } from '../../simulations/address.js';
import type {
  Ongoing,
  OngoingRun,
  Outcome,
  SimulationMethod,
  SimulationNotification,
  SimulationNotifications,
  SimulationRequests,
} from '../../simulations/messages.js';

/** The bundle of `server/simulations/main.ts`, beside the bundle that this module becomes a part of. */
const BUNDLE = () => fileURLToPath(new URL('./simulations.cjs', import.meta.url));

/** Time that starting a process may take on a busy machine, and the pause between attempts to reach it, ms. */
const TIMEOUT = 60_000;
const RETRY = 50;

/** The owner of the simulations. */
export interface SimulationOwner {
  /** A name of the window that cannot be guessed; without it, running simulations are lost with the language server. */
  session?: string;
  /** Process of the editor: the simulations end with it. */
  process: number;
}

type Listener<Method extends SimulationNotification> = (news: SimulationNotifications[Method]) => void;

/**
 * The process that simulates for this window. It is started for the first simulation, and found again by the
 * name of the session when a language server before this one has ended.
 */
export class Simulations {
  readonly #listeners = new Map<SimulationNotification, (news: never) => void>();
  readonly #runs = new Map<string, OngoingRun>();
  readonly #experiments = new Map<string, StartedExperiment>();
  readonly #lost: ((ongoing: Ongoing) => void)[] = [];
  readonly #ownSession = randomUUID();
  #connection: Promise<MessageConnection> | undefined;
  #attaching: Promise<void> | undefined;

  /** @param owner called when needed, which is after the editor's `initialize` request */
  constructor(private readonly owner: () => SimulationOwner) {}

  /** The running simulations that this server knows. */
  get ongoing(): Ongoing {
    return { runs: [...this.#runs.values()], experiments: [...this.#experiments.values()] };
  }

  run(run: string): OngoingRun | undefined {
    return this.#runs.get(run);
  }

  isActive(experiment: string): boolean {
    return this.#experiments.has(experiment);
  }

  /** Listeners, one for each method. */
  on<Method extends SimulationNotification>(method: Method, listener: Listener<Method>): void {
    this.#listeners.set(method, listener);
  }

  /** Running simulations are lost, because their process has ended. */
  onLost(listener: (ongoing: Ongoing) => void): void {
    this.#lost.push(listener);
  }

  /** Finds the process again, if one is running. */
  async attach(): Promise<void> {
    this.#attaching ??= this.#find().finally(() => {
      this.#attaching = undefined;
    });
    await this.#attaching;
  }

  async ask<Method extends SimulationMethod>(
    method: Method,
    params: SimulationRequests[Method]['params'],
  ): Promise<SimulationRequests[Method]['result']> {
    await this.attach();
    const connection = await (this.#connection ?? this.#hold(this.#start()));
    return connection.sendRequest(method, params);
  }

  /** Stops everything, and waits until the results so far are kept. */
  async stopAll(): Promise<void> {
    await this.attach();
    if (this.#connection) await this.ask('stopAll', {});
  }

  /** @throws StorageError */
  async startRun(start: SimulationRequests['startRun']['params']): Promise<OngoingRun> {
    const run = await this.ask('startRun', start).then(resultOf);
    const ongoing = { run, uri: start.text.uri };
    this.#runs.set(run.run, ongoing);
    return ongoing;
  }

  /** @throws StorageError */
  async startExperiment(start: SimulationRequests['startExperiment']['params']): Promise<StartedExperiment> {
    return this.#started(await this.ask('startExperiment', start).then(resultOf));
  }

  /** @throws StorageError */
  async continueExperiment(start: SimulationRequests['continueExperiment']['params']): Promise<StartedExperiment> {
    return this.#started(await this.ask('continueExperiment', start).then(resultOf));
  }

  #started(experiment: StartedExperiment): StartedExperiment {
    this.#experiments.set(experiment.experiment, experiment);
    return experiment;
  }

  #address(): string {
    return addressOf(this.owner().session ?? this.#ownSession);
  }

  async #find(): Promise<void> {
    if (this.#connection) return;
    const socket = await reach(this.#address()).catch(() => undefined);
    if (socket) await this.#hold(this.#listen(socket));
  }

  async #start(): Promise<MessageConnection> {
    const address = this.#address();
    await startProcess(address, this.owner().process);
    return this.#listen(await reachSoon(address));
  }

  /** Keeps a connection for all further requests, until it fails. */
  #hold(connecting: Promise<MessageConnection>): Promise<MessageConnection> {
    this.#connection = connecting;
    connecting.catch(() => {
      this.#connection = undefined;
    });
    return connecting;
  }

  async #listen(socket: Socket): Promise<MessageConnection> {
    const connection = createMessageConnection(new SocketMessageReader(socket), new SocketMessageWriter(socket));
    connection.onNotification((method, news) => this.#heard(method as SimulationNotification, news as never));
    connection.onError(() => {});
    connection.onClose(() => {
      connection.dispose();
      this.#connection = undefined;
      const { ongoing } = this;
      this.#runs.clear();
      this.#experiments.clear();
      for (const listener of this.#lost) listener(ongoing);
    });
    connection.listen();
    const { runs, experiments }: Ongoing = await connection.sendRequest('attach', {});
    for (const ongoing of runs) this.#runs.set(ongoing.run.run, ongoing);
    for (const experiment of experiments) this.#started(experiment);
    return connection;
  }

  #heard(method: SimulationNotification, news: never): void {
    const tell = this.#listeners.get(method);
    const { run, experiment }: { run?: string; experiment?: string } = news;
    if (method === 'twinchain/finished' && run !== undefined) this.#runs.delete(run);
    if (method === 'twinchain/experimentFinished' && experiment !== undefined) this.#experiments.delete(experiment);
    tell?.(news);
  }
}

/** @throws StorageError */
function resultOf<T>(outcome: Outcome<T>): T {
  if ('value' in outcome) return outcome.value;
  const { code, message, hint } = outcome.storage;
  throw new StorageError(code, message, hint);
}

/** Connects to an address. @throws an error of the system if no process listens there */
async function reach(address: string): Promise<Socket> {
  const socket = createConnection(address);
  await once(socket, 'connect');
  return socket;
}

/** Connects to an address as soon as a process listens there. @throws an error of the system if none does in time */
async function reachSoon(address: string): Promise<Socket> {
  const deadline = performance.now() + TIMEOUT;
  for (;;) {
    try {
      return await reach(address);
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, RETRY));
    }
  }
}

async function startProcess(address: string, editor: number): Promise<void> {
  const starter = fork(BUNDLE(), ['start', address, String(editor)], { stdio: 'ignore', execArgv: [] });
  await once(starter, 'exit');
}
