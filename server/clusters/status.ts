import type { Experiment } from '../../engine/model/experiment.js';
import { type AtWork, findWork } from './at-work.js';
import type { Activity } from './cluster.js';
import { type CellFailure, failuresIn, isFinal } from './failures.js';
import { Gathering } from './gathering.js';
import { activityOf } from './handed-over.js';
import { submissionsIn } from './submissions.js';

/** The progress of a sweep, wherever it is running. */
export interface SweepStatus {
  done: number;
  /** Replications known to be needed, including finished ones. */
  expected: number;
  /** Processes that are simulating now. */
  running: AtWork[];
  /** Replications that failed for good. */
  failed: CellFailure[];
  /** Replications that are neither finished, failed nor being simulated. */
  missing: number;
  /** State of the submitted rounds that are not cancelled; absent if there are none. */
  activity?: Activity;
  /** Estimate from the pace since the last round was submitted, s; null if nothing has finished since then. */
  secondsLeft: number | null;
}

/** Reads the status from the folder. The engine is asked only whether it still has jobs. */
export async function statusOf(
  experiment: Experiment,
  folder: string,
  gathering = new Gathering(experiment, folder),
): Promise<SweepStatus> {
  await gathering.take();
  const failed = [...(await failuresIn(folder)).values()].filter(isFinal);
  const running = (await findWork(folder)).filter(({ isAlive }) => isAlive);
  const submissions = (await submissionsIn(folder)).filter(({ cancelled }) => !cancelled);
  const activities = await Promise.all(submissions.map((submission) => activityOf(submission, folder)));
  const missing = Math.max(0, gathering.expected - gathering.done - failed.length - running.length);
  const left = missing + running.length;
  const latest = submissions.at(-1);
  const seconds = latest ? (Date.now() - Date.parse(latest.at)) / 1000 : 0;
  const since = gathering.done - (latest?.cellsBefore ?? gathering.done);
  return {
    done: gathering.done,
    expected: gathering.expected,
    running,
    failed,
    missing,
    ...(latest ? { activity: ofAll(activities) } : {}),
    secondsLeft: since > 0 ? (seconds / since) * left : left === 0 ? 0 : null,
  };
}

function ofAll(activities: readonly Activity[]): Activity {
  if (activities.includes('active')) return 'active';
  return activities.includes('unknown') ? 'unknown' : 'ended';
}
