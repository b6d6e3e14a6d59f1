import { join } from 'node:path';
import type { Activity, Cluster, ClusterWork } from '../cluster.js';
import { answerOf, ask } from '../command.js';
import { LOGS_FOLDER } from '../logs.js';
import { roundName } from '../round-name.js';
import { shellLine, wordsOf } from '../shell-text.js';

/** Slurm's default limit of array sizes; the largest index is one less. */
const USUAL_ARRAY_SIZE = 1001;
/** A job gets a signal this many seconds before its time limit, and ends after its current replication. */
const NOTICE = 60;
/** Time limit of a job: a multiple of the estimated time of its batch, and a minimum in minutes. */
const LEEWAY = 10;
const LEAST_MINUTES = 15;

/** Job arrays of Slurm: `sbatch`, `squeue` and `scancel`. */
export const slurm: Cluster = {
  preview: async (work) => {
    const limit = await arraySize();
    const note = limit.isKnown
      ? ''
      : `# \`scontrol\` does not answer here; its usual MaxArraySize of ${USUAL_ARRAY_SIZE} is assumed.\n`;
    return (
      note +
      arraysOf(work, limit.size)
        .map((args) => `${shellLine(['sbatch', ...args])}\n`)
        .join('')
    );
  },
  submit: async (work) => {
    const jobs: string[] = [];
    try {
      // `--parsable` prints the id and, after a semicolon, the name of the cluster.
      for (const args of arraysOf(work, (await arraySize()).size))
        jobs.push((await answerOf('sbatch', args)).trim().split(';')[0]);
    } catch (error) {
      // All arrays of a round or none. They are cancelled by name, because a busy controller may have accepted a job
      // without answering.
      await ask('scancel', [`--name=${roundName(work.folder, work.round)}`]).catch(() => undefined);
      throw error;
    }
    return jobs;
  },
  find: async ({ folder, round }) => {
    const name = `--name=${roundName(folder, round)}`;
    // `%F`: the id of the array that a job belongs to.
    const { exitCode, stdout } = await ask('squeue', ['--noheader', '--states=all', name, '--format=%F']);
    return exitCode === 0 ? [...new Set(stdout.split(/\s+/).filter((job) => job !== ''))] : undefined;
  },
  activity: async (jobs): Promise<Activity> => {
    const { exitCode, stdout, stderr } = await ask('squeue', [
      '--noheader',
      '--states=all',
      '--array',
      `--jobs=${jobs.join(',')}`,
      '--format=%T',
    ]);
    // Slurm forgets jobs that ended a while ago.
    if (exitCode !== 0) return /invalid job id/i.test(stderr) ? 'ended' : 'unknown';
    return stdout.split('\n').some((state) => ACTIVE.has(state.trim())) ? 'active' : 'ended';
  },
  // By name as well, because ids read from a file may be those of other jobs.
  cancel: async (jobs, { folder, round }) => {
    await answerOf('scancel', [`--name=${roundName(folder, round)}`, ...jobs]);
  },
};

/** States of a job that has not ended. */
const ACTIVE: ReadonlySet<string> = new Set([
  'PENDING',
  'RUNNING',
  'SUSPENDED',
  'CONFIGURING',
  'COMPLETING',
  'REQUEUED',
  'REQUEUE_FED',
  'REQUEUE_HOLD',
  'RESIZING',
  'SIGNALING',
  'STAGE_OUT',
  'STOPPED',
  'SPECIAL_EXIT',
]);

async function arraySize(): Promise<{ size: number; isKnown: boolean }> {
  const answer = await ask('scontrol', ['show', 'config']).catch(() => undefined);
  const size = Number(/^MaxArraySize\s*=\s*(\d+)/m.exec(answer?.stdout ?? '')?.[1]);
  return size >= 1 ? { size, isKnown: true } : { size: USUAL_ARRAY_SIZE, isKnown: false };
}

/** Options of `sbatch` for each array. An array has no more jobs than the cluster allows. */
export function arraysOf(work: ClusterWork, limit: number): string[][] {
  const arrays: string[][] = [];
  for (let from = 0; from < work.count; from += limit)
    arrays.push(arrayOf(work, work.first + from, Math.min(limit, work.count - from)));
  return arrays;
}

function arrayOf({ folder, round, experiment, longest, settings, program }: ClusterWork, first: number, count: number) {
  const minutes = Math.max(LEAST_MINUTES, Math.ceil((LEEWAY * longest + NOTICE) / 60));
  const most = settings.atOnce === undefined ? '' : `%${settings.atOnce}`;
  // Indices of an array begin at 0 because they are limited; numbers of batches are not.
  const batch = first === 0 ? '"$SLURM_ARRAY_TASK_ID"' : `"$((${first} + SLURM_ARRAY_TASK_ID))"`;
  return [
    '--parsable',
    `--job-name=${roundName(folder, round)}`,
    `--comment=${experiment}`,
    `--array=0-${count - 1}${most}`,
    '--ntasks=1',
    '--requeue',
    '--open-mode=append',
    `--time=${minutes}`,
    `--signal=B:TERM@${NOTICE}`,
    `--output=${join(folder, LOGS_FOLDER, 'slurm-%A_%a.log')}`,
    ...wordsOf(settings.submitArgs ?? ''),
    // The signal must reach the process itself rather than a shell around it.
    `--wrap=exec ${shellLine([...program, 'run-cells', folder])} --batch ${batch}`,
  ];
}
