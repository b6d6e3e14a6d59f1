import type { ExperimentNotifications, ExperimentRequests } from '../../server/protocol/experiments.js';
import type { ReportRequests } from '../../server/protocol/reports.js';
import { type JobConnection, jobConnection } from '../connection/job-connection.js';
import type { ServerConnection } from '../connection/server-connection.js';

/** The messages of `server/protocol/experiments.ts`, and reports of experiments. */
export type ExperimentConnection = JobConnection<
  ExperimentRequests & Pick<ReportRequests, 'twinchain/experimentReport'>,
  ExperimentNotifications['twinchain/experimentProgress'],
  ExperimentNotifications['twinchain/experimentSnapshot'],
  ExperimentNotifications['twinchain/experimentFinished']
>;

export function experimentConnection(server: ServerConnection): ExperimentConnection {
  return jobConnection(server, {
    progress: 'twinchain/experimentProgress',
    snapshot: 'twinchain/experimentSnapshot',
    finished: 'twinchain/experimentFinished',
  } satisfies Record<string, keyof ExperimentNotifications>);
}
