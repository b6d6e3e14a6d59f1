import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { LookAheadBatch } from '../../engine/foresight.js';
import type { Scenario } from '../../engine/model/scenario.js';
import { lookAheadPlanOf } from '../../engine/twins/policies.js';
import type { HelperData, HelpMessage } from './look-ahead-helper.js';
import { lookAheadShare, NO_RUN, ShareOfWork } from './look-ahead-share.js';

/**
 * Maximum number of threads besides the simulating one. Each has its own tables of links, so more would take memory and
 * gain little.
 */
const MAX_HELPERS = 7;

/** Young generation, MB. Most of what a run allocates dies at once, as in the simulating thread. */
const YOUNG_GENERATION = 3;

/** Time after which the waiting thread repeats the unfinished run of a helper, ms. */
const TIMEOUT = 200;

/** Threads that carry out look-ahead runs together with the simulating thread. */
export interface LookAheadPool {
  batch: LookAheadBatch;
  close(): Promise<void>;
}

/** The number of threads that the machine can run besides the simulating one; 0 if no twin looks ahead. */
export function defaultHelpers({ management: { policy, policyFor } }: Scenario): number {
  const policies = [policy, ...policyFor.map((own) => own.policy)];
  return policies.some((each) => lookAheadPlanOf(each)) ? Math.min(MAX_HELPERS, availableParallelism() - 1) : 0;
}

/**
 * A simulation is one sequence of events and waits for the results of its twins; meanwhile its thread takes part. A
 * helper that fails is dropped, and the simulating thread repeats its runs, where the failure shows.
 *
 * @param bundle the file of threads that serve {@link HelperData}
 * @param helpers number of helpers, from 0
 */
export function openLookAheadPool(run: HelperData['helps'], helpers: number, bundle: URL): LookAheadPool {
  let workers: Worker[] | undefined;
  const open = () =>
    Array.from({ length: helpers }, () => {
      // Not a pool of `workerpool`, because it answers by messages, which the waiting thread does not read. Helpers
      // share memory with it.
      const workerData: HelperData = { helps: run };
      const worker = new Worker(bundle, { workerData, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION } });
      // The simulating thread does the runs that a helper leaves undone.
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
