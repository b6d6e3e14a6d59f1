import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { LookAheadBatch } from '../../engine/foresight.js';
import type { Scenario } from '../../engine/model/scenario.js';
import { lookAheadPlanOf } from '../../engine/twins/policies.js';
import type { HelperData, HelpMessage } from './look-ahead-helper.js';
import { lookAheadShare, NO_RUN, ShareOfWork } from './look-ahead-share.js';

/** Threads beside the one that simulates. Each has its own tables of links: more would take memory and gain little. */
const MAX_HELPERS = 7;

/** As of the thread that simulates: most of what a run allocates dies at once, MB. */
const YOUNG_GENERATION = 3;

/** How long a helper may be at a run before the thread that waits for it does the run as well, ms. */
const TIMEOUT = 200;

/** Threads that carry out look-ahead runs together with the one that simulates. */
export interface LookAheadPool {
  batch: LookAheadBatch;
  close(): Promise<void>;
}

/** As many as the machine runs at once beside the thread that simulates; none where no twin looks ahead. */
export function defaultHelpers({ management: { policy, policyFor } }: Scenario): number {
  const policies = [policy, ...policyFor.map((own) => own.policy)];
  return policies.some((each) => lookAheadPlanOf(each)) ? Math.min(MAX_HELPERS, availableParallelism() - 1) : 0;
}

/**
 * The simulation is one sequence of events and waits for what its twins find: while it does, its thread takes part. A
 * helper that fails is dropped: the runs that it took are done here, where the failure shows.
 *
 * @param bundle the file of threads that serve {@link HelperData}
 * @param helpers how many, from 0
 */
export function openLookAheadPool(run: HelperData['helps'], helpers: number, bundle: URL): LookAheadPool {
  let workers: Worker[] | undefined;
  const open = () =>
    Array.from({ length: helpers }, () => {
      // No pool of `workerpool`: it answers by messages, and the thread that waits here reads none. Helpers share its memory.
      const workerData: HelperData = { helps: run };
      const worker = new Worker(bundle, { workerData, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION } });
      // What it leaves undone is done here.
      worker.on('error', () => {});
      worker.unref();
      return worker;
    });
  return {
    batch: (requests, means) => {
      const share = lookAheadShare(requests.length);
      const work = new ShareOfWork(share);
      if (requests.length > 1) {
        workers ??= open();
        const message: HelpMessage = { requests, share };
        for (const worker of workers) worker.postMessage(message);
      }
      try {
        let told = 0;
        const tell = () => {
          const { settled } = work;
          means.finished(settled - told);
          told = settled;
        };
        for (let taken = work.take(); taken !== undefined; taken = work.take()) {
          work.settle(taken, means.run(requests[taken]));
          tell();
        }
        while (told < requests.length) {
          const late = work.wait(told, TIMEOUT) ? NO_RUN : work.unsettled;
          if (late !== NO_RUN) work.settle(late, means.run(requests[late]));
          tell();
        }
      } finally {
        work.close();
      }
      return work.values;
    },
    close: async () => {
      await Promise.all((workers ?? []).map((worker) => worker.terminate()));
    },
  };
}
