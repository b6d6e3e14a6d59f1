// A thread that helps a run whose twins look ahead.
import type { MessagePort } from 'node:worker_threads';
import { lookAheadRunner } from '../../engine/foresight.js';
import type { Scenario } from '../../engine/model/scenario.js';
import type { LookAheadRequest } from '../../engine/twins/lookahead/look-aheads.js';
import { type LookAheadShare, ShareOfWork } from './look-ahead-share.js';

/** The start data of a helper: the run that it helps. */
export interface HelperData {
  helps: { scenario: Scenario; replication: number };
}

/** Main thread → helper: a batch of runs to take from. */
export interface HelpMessage {
  requests: readonly LookAheadRequest[];
  share: LookAheadShare;
}

export function isHelperData(data: unknown): data is HelperData {
  return typeof data === 'object' && data !== null && 'helps' in data;
}

/** Takes runs of one batch after another, until the thread is terminated. */
export function help(port: MessagePort, { helps: { scenario, replication } }: HelperData): void {
  const run = lookAheadRunner(scenario, replication);
  port.on('message', ({ requests, share }: HelpMessage) => {
    const work = new ShareOfWork(share);
    for (let taken = work.take(); taken !== undefined; taken = work.take()) work.settle(taken, run(requests[taken]));
  });
}
