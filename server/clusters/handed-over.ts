import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { isAlive } from '../runs/is-alive.js';
import { findWork } from './at-work.js';
import type { Activity, HandedOver } from './cluster.js';
import { ENGINES } from './engines/index.js';
import { readAnyPlan } from './plan.js';
import { type Submission, submissionsIn, writeSubmission } from './submissions.js';

/**
 * Longest time that submitting a round may take, ms. A process that has taken longer is gone or busy with something
 * else.
 */
const MAX_HANDING_OVER = 600_000;

/** Whether a process seems to be submitting a round now. */
function isBeingHandedOver({ jobs, at, host, process: id }: Submission): boolean {
  if (jobs || Math.abs(Date.now() - Date.parse(at)) > MAX_HANDING_OVER) return false;
  return host !== hostname() || isAlive(id);
}

/** A round in the form in which its engine knows it. */
export function handedOver({ round, host }: Submission, folder: string): HandedOver {
  return { folder: resolve(folder), round, host };
}

/**
 * The jobs of a round. They are found by name if the process that submitted them was killed before it recorded them;
 * undefined if the engine does not answer.
 */
async function jobsOf(submission: Submission, folder: string): Promise<string[] | undefined> {
  const engine = ENGINES[submission.settings.on];
  return submission.jobs ?? engine.find(handedOver(submission, folder)).catch(() => undefined);
}

/** Whether the jobs of a round are active; unknown if the engine does not answer. */
export async function activityOf(submission: Submission, folder: string): Promise<Activity> {
  if (isBeingHandedOver(submission)) return 'active';
  const jobs = await jobsOf(submission, folder);
  if (!jobs) return 'unknown';
  if (jobs.length === 0) return 'ended';
  const engine = ENGINES[submission.settings.on];
  return engine.activity(jobs, handedOver(submission, folder)).catch((): Activity => 'unknown');
}

/** The state of the rounds submitted so far. */
export interface Settled {
  /** A round that is still active. */
  active?: Submission;
  /** Whether all engines report that no job is left. */
  isOver: boolean;
}

/**
 * Checks every round that is not cancelled. If the jobs of a round were not recorded, they are looked up. If there are
 * none, the round is cancelled, so that a job that starts late does nothing.
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

/** Whether jobs of a round are running, according to their notes. */
async function isWorkedOn(folder: string, round: number): Promise<boolean> {
  const plan = await readAnyPlan(folder);
  return (await findWork(folder)).some(({ batch, isAlive }) => isAlive && plan?.batches.at(batch)?.round === round);
}

/** Cancels all waiting and running rounds; finished cells stay. @returns the number of cancelled rounds @throws ClusterFailure */
export async function cancelSweep(folder: string): Promise<number> {
  const going = (await submissionsIn(folder)).filter(({ cancelled }) => !cancelled);
  // The mark comes first, so that late jobs see it whatever the engine does.
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
