import type { ReportRequests } from '../../server/protocol/reports.js';
import type { RunNotifications, RunRequests } from '../../server/protocol/runs.js';
import { type JobConnection, jobConnection } from '../connection/job-connection.js';
import type { ServerConnection } from '../connection/server-connection.js';

/** The messages of `server/protocol/runs.ts`, and reports of runs. */
export type RunConnection = JobConnection<
  RunRequests & Pick<ReportRequests, 'twinchain/runReport'>,
  RunNotifications['twinchain/progress'],
  RunNotifications['twinchain/snapshot'],
  RunNotifications['twinchain/finished']
>;

export function runConnection(server: ServerConnection): RunConnection {
  return jobConnection(server, {
    progress: 'twinchain/progress',
    snapshot: 'twinchain/snapshot',
    finished: 'twinchain/finished',
  } satisfies Record<string, keyof RunNotifications>);
}
