import { type Disposable, type Event, EventEmitter } from 'vscode';
import type { Ongoing } from '../../server/protocol/runs.js';
import type { ServerConnection } from './server-connection.js';

/** The requests to the language server by method, with their parameters and results. */
type Requests<Map> = { [Method in keyof Map]: { params: unknown; result: unknown } };

/** The messages about one kind of job (runs or experiments) over the connection to the language server. */
export interface JobConnection<Asked extends Requests<Asked>, Progress, Snapshot, Finished> extends Disposable {
  ask<Method extends keyof Asked & string>(
    method: Method,
    params: Asked[Method]['params'],
  ): Promise<Asked[Method]['result']>;
  onProgress: Event<Progress>;
  onSnapshot: Event<Snapshot>;
  onFinished: Event<Finished>;
  /**
   * Fires when a restarted server is ready, with all jobs that are still running, of every kind; all other jobs have
   * ended.
   */
  onRestored: Event<Ongoing>;
}

/** @param methods of the notifications about the progress of a job, its results so far, and its end */
export function jobConnection<Asked extends Requests<Asked>, Progress, Snapshot, Finished>(
  server: ServerConnection,
  methods: { progress: string; snapshot: string; finished: string },
): JobConnection<Asked, Progress, Snapshot, Finished> {
  const progress = new EventEmitter<Progress>();
  const snapshot = new EventEmitter<Snapshot>();
  const finished = new EventEmitter<Finished>();
  const restored = new EventEmitter<Ongoing>();
  let isLost = false;
  const parts = [
    progress,
    snapshot,
    finished,
    restored,
    server.onNotification(methods.progress, (params: Progress) => progress.fire(params)),
    server.onNotification(methods.snapshot, (params: Snapshot) => snapshot.fire(params)),
    server.onNotification(methods.finished, (params: Finished) => finished.fire(params)),
    server.onDidStop(() => {
      isLost = true;
    }),
    server.onDidRun(() => {
      if (!isLost) return;
      isLost = false;
      // If the server ends again, the question is repeated after the next restart.
      server.sendRequest<Ongoing>('twinchain/ongoing', {}).then(
        (ongoing) => restored.fire(ongoing),
        () => {},
      );
    }),
  ];
  return {
    ask: (method, params) => server.sendRequest(method, params),
    onProgress: progress.event,
    onSnapshot: snapshot.event,
    onFinished: finished.event,
    onRestored: restored.event,
    dispose: () => {
      for (const part of parts) part.dispose();
    },
  };
}
