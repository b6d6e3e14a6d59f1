import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { isAlive } from '../runs/is-alive.js';
import { findWork } from './at-work.js';
import type { Activity, HandedOver } from './cluster.js';
import { ENGINES } from './engines/index.js';
import { readAnyPlan } from './plan.js';
import { type Submission, submissionsIn, writeSubmission } from './submissions.js';

/** To hand over a round takes less, ms: whoever claimed one and has taken longer is gone, or does something else. */
const MAX_HANDING_OVER = 600_000;

/** Whether a process is just submitting a round, as far as can be seen from here. */
function isBeingHandedOver({ jobs, at, host, process: id }: Submission): boolean {
  if (jobs || Math.abs(Date.now() - Date.parse(at)) > MAX_HANDING_OVER) return false;
  return host !== hostname() || isAlive(id);
}

/** A round as its engine knows it. */
export function handedOver({ round, host }: Submission, folder: string): HandedOver {
  return { folder: resolve(folder), round, host };
}

/**
 * Its jobs, which are looked for by name where whoever handed them over did not live to note them; undefined where the
 * engine cannot be asked.
 */
async function jobsOf(submission: Submission, folder: string): Promise<string[] | undefined> {
  const engine = ENGINES[submission.settings.on];
  return submission.jobs ?? engine.find(handedOver(submission, folder)).catch(() => undefined);
}

/** Asks an engine; whatever keeps it from answering says nothing of its jobs. */
export async function activityOf(submission: Submission, folder: string): Promise<Activity> {
  if (isBeingHandedOver(submission)) return 'active';
  const jobs = await jobsOf(submission, folder);
  if (!jobs) return 'unknown';
  if (jobs.length === 0) return 'ended';
  const engine = ENGINES[submission.settings.on];
  return engine.activity(jobs, handedOver(submission, folder)).catch((): Activity => 'unknown');
}

/** The state of the rounds that were submitted before. */
export interface Settled {
  /** A round that is still running. */
  active?: Submission;
  /** Every engine says that no job is left. */
  isOver: boolean;
}

/**
 * Asks after every round that is not cancelled. One whose jobs nobody noted gets them; where there are none it is
 * cancelled, so that a job which comes late after all does nothing.
 */
export async function settle(folder: string): Promise<Settled> {
  const submissions = await submissionsIn(folder);
  let isOver = submissions.every(({ cancelled }) => !cancelled);
  for (const submission of submissions.filter(({ cancelled }) => !cancelled)) {
    const noted = await withJobs(submission, folder);
    const activity = await activityOf(noted, folder);
    if (activity === 'active' || (activity === 'unknown' && (await isWorkedOn(folder, noted.round))))
      return { active: noted, isOver: false };
    isOver &&= activity === 'ended';
  }
  return { isOver };
}

async function withJobs(submission: Submission, folder: string): Promise<Submission> {
  if (submission.jobs || isBeingHandedOver(submission)) return submission;
  const jobs = await jobsOf(submission, folder);
  if (!jobs) return submission;
  const noted = { ...submission, jobs, cancelled: jobs.length === 0 };
  await writeSubmission(folder, noted);
  return noted;
}

/** Whether jobs of a round are at work, by what they say of themselves. */
async function isWorkedOn(folder: string, round: number): Promise<boolean> {
  const plan = await readAnyPlan(folder);
  return (await findWork(folder)).some(({ batch, isAlive }) => isAlive && plan?.batches.at(batch)?.round === round);
}

/** Cancels all waiting and running rounds; finished cells stay. @returns the number of cancelled rounds @throws ClusterFailure */
export async function cancelSweep(folder: string): Promise<number> {
  const going = (await submissionsIn(folder)).filter(({ cancelled }) => !cancelled);
  // First the mark: jobs that come late see it, whatever the engine does.
  for (const submission of going) await writeSubmission(folder, { ...submission, cancelled: true });
  let ended = 0;
  for (const submission of going) {
    if ((await activityOf(submission, folder)) === 'ended') continue;
    const jobs = (await jobsOf(submission, folder)) ?? [];
    await ENGINES[submission.settings.on].cancel(jobs, handedOver(submission, folder));
    ended++;
  }
  return ended;
}
