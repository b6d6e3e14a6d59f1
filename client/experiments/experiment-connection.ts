import type { LanguageClient } from 'vscode-languageclient/node';
import type { ExperimentNotifications, ExperimentRequests } from '../../server/protocol/experiments.js';
import { type JobConnection, jobConnection } from '../connection/job-connection.js';

/** The messages of `server/protocol/experiments.ts`. */
export type ExperimentConnection = JobConnection<
  ExperimentRequests,
  ExperimentNotifications['twinchain/experimentProgress'],
  ExperimentNotifications['twinchain/experimentSnapshot'],
  ExperimentNotifications['twinchain/experimentFinished']
>;

export function experimentConnection(client: LanguageClient): ExperimentConnection {
  return jobConnection(client, {
    progress: 'twinchain/experimentProgress',
    snapshot: 'twinchain/experimentSnapshot',
    finished: 'twinchain/experimentFinished',
  } satisfies Record<string, keyof ExperimentNotifications>);
}
