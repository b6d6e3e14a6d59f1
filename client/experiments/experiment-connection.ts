import { type Disposable, type Event, EventEmitter } from 'vscode';
import { type LanguageClient, State } from 'vscode-languageclient/node';
import type { ExperimentView, SweepProgressView } from '../../server/protocol/experiment-view.js';
import type {
  ExperimentMethod,
  ExperimentNotifications,
  ExperimentRequests,
  FinishedExperiment,
} from '../../server/protocol/experiments.js';

/** The messages of `server/protocol/experiments.ts` over the connection to the language server. */
export interface ExperimentConnection extends Disposable {
  ask<Method extends ExperimentMethod>(
    method: Method,
    params: ExperimentRequests[Method]['params'],
  ): Promise<ExperimentRequests[Method]['result']>;
  onProgress: Event<SweepProgressView>;
  onSnapshot: Event<ExperimentView>;
  onFinished: Event<FinishedExperiment>;
  /** The server has gone, and every sweep with it. */
  onLost: Event<void>;
}

export function experimentConnection(client: LanguageClient): ExperimentConnection {
  const progress = new EventEmitter<SweepProgressView>();
  const snapshot = new EventEmitter<ExperimentView>();
  const finished = new EventEmitter<FinishedExperiment>();
  const lost = new EventEmitter<void>();
  const hear = <Method extends keyof ExperimentNotifications>(
    method: Method,
    emitter: EventEmitter<ExperimentNotifications[Method]>,
  ) => client.onNotification(method, (params: ExperimentNotifications[Method]) => emitter.fire(params));
  const parts = [
    progress,
    snapshot,
    finished,
    lost,
    hear('twinchain/experimentProgress', progress),
    hear('twinchain/experimentSnapshot', snapshot),
    hear('twinchain/experimentFinished', finished),
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
