import { type Disposable, type Event, EventEmitter } from 'vscode';
import { type LanguageClient, State } from 'vscode-languageclient/node';
import type { ProgressView } from '../../server/protocol/panel.js';
import type { RunView } from '../../server/protocol/run-view.js';
import type { FinishedRun, RunMethod, RunNotifications, RunRequests } from '../../server/protocol/runs.js';

/** The messages of `server/protocol/runs.ts` over the connection to the language server. */
export interface RunConnection extends Disposable {
  ask<Method extends RunMethod>(
    method: Method,
    params: RunRequests[Method]['params'],
  ): Promise<RunRequests[Method]['result']>;
  onProgress: Event<ProgressView>;
  onSnapshot: Event<RunView>;
  onFinished: Event<FinishedRun>;
  /** The server has gone, and every run with it. */
  onLost: Event<void>;
}

export function runConnection(client: LanguageClient): RunConnection {
  const progress = new EventEmitter<ProgressView>();
  const snapshot = new EventEmitter<RunView>();
  const finished = new EventEmitter<FinishedRun>();
  const lost = new EventEmitter<void>();
  const hear = <Method extends keyof RunNotifications>(
    method: Method,
    emitter: EventEmitter<RunNotifications[Method]>,
  ) => client.onNotification(method, (params: RunNotifications[Method]) => emitter.fire(params));
  const parts = [
    progress,
    snapshot,
    finished,
    lost,
    hear('twinchain/progress', progress),
    hear('twinchain/snapshot', snapshot),
    hear('twinchain/finished', finished),
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Stopped) lost.fire();
    }),
  ];
  return {
    ask: (method, params) => client.sendRequest(method, params),
    onProgress: progress.event,
    onSnapshot: snapshot.event,
    onFinished: finished.event,
    onLost: lost.event,
    dispose: () => {
      for (const part of parts) part.dispose();
    },
  };
}
